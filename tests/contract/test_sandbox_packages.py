"""More packages for one run: installed by a run of their own, from a wheelhouse here and from the index where there is one."""

from __future__ import annotations

import os
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sandbox.base import InstallStopped, Job
from sandbox.docker import DockerSandbox
from sandbox.engine import answers, engine
from sandbox.images import PACKAGES
from sandbox.local import LocalSandbox
from sandbox.packages.install import IndexUnreachable, PackageMissing
from sandbox.packages.source import Source

from .conftest import PYTHON, AnySandbox, prepared


def wheel(folder: Path, name: str, version: str, source: str, needs: str = "") -> None:
    """A wheel with one module, as small as they come."""
    about = f"{name}-{version}.dist-info"
    required = f"Requires-Dist: {needs}\n" if needs else ""
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{name}.py", source)
        archive.writestr(
            f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{required}"
        )
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")


@pytest.fixture
def wheelhouse(tmp_path: Path) -> Path:
    """A folder of its own, so that no layer of an earlier test answers."""
    folder = tmp_path / os.urandom(4).hex()
    folder.mkdir()
    wheel(folder, "oneoff_greeting", "1.0", "def hello(): return 'hello'")
    polite = "import oneoff_greeting, pandas\ndef hello(): return 'dear'"
    wheel(folder, "oneoff_polite", "2.0", polite, "oneoff_greeting")
    return folder


MAKERS: dict[str, Callable[[Source], AnySandbox]] = {
    "docker": lambda source: DockerSandbox(runtime="runc", packages=source),
    "gvisor": lambda source: DockerSandbox(runtime="runsc", packages=source),
    "built-in": lambda source: LocalSandbox(PYTHON, packages=source),
}
EVERYWHERE = [pytest.param(name, marks=[pytest.mark.docker] * (name != "built-in")) for name in MAKERS]


@pytest.fixture(params=EVERYWHERE)
def make(request: pytest.FixtureRequest) -> Iterator[Callable[[Source], AnySandbox]]:
    made: list[AnySandbox] = []

    def make_one(source: Source) -> AnySandbox:
        made.append(prepared(MAKERS[request.param](source)))
        return made[-1]

    before = layers_there()
    yield make_one
    for sandbox in made:
        sandbox.close()
    for layer in layers_there() - before:
        remove(layer)


def layers_there() -> set[str | Path]:
    """Images of Docker's by tag, folders of the built-in sandbox's."""
    found: set[str | Path] = set((PYTHON.parents[1] / "oneoff-layers").glob("*"))
    if answers():
        with engine() as client:
            found.update(tag for image in client.images(PACKAGES) for tag in image["RepoTags"] or ())
    return found


def remove(layer: str | Path) -> None:
    if isinstance(layer, str):
        with engine() as client:
            client.remove_image(layer)
    elif layer.is_dir():
        shutil.rmtree(layer)
    else:
        layer.unlink()


def test_from_a_wheelhouse_without_a_network(make: Callable[[Source], AnySandbox], wheelhouse: Path) -> None:
    sandbox = make(Source(wheelhouse=wheelhouse))
    said: list[str] = []
    layer = sandbox.install(["oneoff-polite"], said.append)
    assert said == ["Installing oneoff-polite"]
    assert sandbox.install(["oneoff_polite"], said.append) == layer
    assert len(said) == 1, "the second time it is there"
    used = sandbox.run(
        Job("import oneoff_polite as p, oneoff_greeting as g\nprint(p.hello(), g.hello())", layer=layer)
    )
    assert used.stdout.text == "dear hello\n", used.failure
    without = sandbox.run(Job("import oneoff_polite"))
    assert without.failure is not None
    assert without.failure.kind == "ModuleNotFoundError"


def test_the_same_lock_is_the_same_layer(make: Callable[[Source], AnySandbox], wheelhouse: Path) -> None:
    sandbox = make(Source(wheelhouse=wheelhouse))
    both = sandbox.install(["oneoff-polite", "oneoff-greeting"])
    assert sandbox.install(["oneoff-polite"]) == both


def test_a_layer_cant_be_written(make: Callable[[Source], AnySandbox], wheelhouse: Path) -> None:
    sandbox = make(Source(wheelhouse=wheelhouse))
    layer = sandbox.install(["oneoff-greeting"])
    source = "import oneoff_greeting as g\ntry:\n    open(g.__file__, 'w')\nexcept OSError as error: print(error.errno)"
    assert sandbox.run(Job(source, layer=layer)).stdout.text in ("30\n", "13\n")


def test_what_isnt_there_is_a_sentence(make: Callable[[Source], AnySandbox], wheelhouse: Path) -> None:
    sandbox = make(Source(wheelhouse=wheelhouse))
    with pytest.raises(PackageMissing) as raised:
        sandbox.install(["oneoff-nosuchthing"])
    assert raised.value.sentence == "There is no package called oneoff-nosuchthing."


def test_an_index_that_isnt_reached_is_a_sentence(make: Callable[[Source], AnySandbox]) -> None:
    with pytest.raises(IndexUnreachable):
        make(Source(index="http://index.invalid/simple")).install(["oneoff-greeting"])


def test_stop_ends_it(make: Callable[[Source], AnySandbox], wheelhouse: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(InstallStopped):
        make(Source(wheelhouse=wheelhouse)).install(["oneoff-other"], cancel=cancel)


def test_from_the_index(make: Callable[[Source], AnySandbox]) -> None:
    sandbox = make(Source.of_this_machine(os.environ))
    try:
        layer = sandbox.install(["pyfiglet"])
    except IndexUnreachable as error:
        pytest.skip(str(error))
    execution = sandbox.run(Job("import pyfiglet\nprint(pyfiglet.figlet_format('Hi'))", layer=layer))
    assert "_" in execution.stdout.text, execution.failure
