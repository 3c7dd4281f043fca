"""The installer, run for real with uv: from a folder of wheels made here by hand, over HTTP, from the index."""

from __future__ import annotations

import base64
import contextlib
import functools
import hashlib
import io
import json
import os
import resource
import struct
import subprocess
import tarfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sandbox.base import SandboxError
from sandbox.packages import install
from sandbox.packages.about import configured
from sandbox.packages.install import (
    IndexUnreachable,
    Installed,
    NoWheel,
    PackageConflict,
    PackageError,
    PackageMissing,
    PackageTooLarge,
    installer_source,
    layer_key,
    lock_key,
    read_outcome,
)
from sandbox.packages.installer import classified
from sandbox.packages.names import BadPackage
from sandbox.parameters import set_inputs

PYTHON = Path(__file__).parents[2] / ".venv-sandbox" / "bin" / "python"
MISSING = "wants .venv-sandbox with uv: python3 tools/setup.py sandbox sandbox-tools"

Install = Callable[..., Installed]


def wheel(
    folder: Path,
    name: str,
    version: str = "1.0",
    *,
    needs: tuple[str, ...] = (),
    files: dict[str, str] | None = None,
    python: str = ">=3",
    tag: str = "py3-none-any",
) -> Path:
    module = name.replace("-", "_")
    about = f"{module}-{version}.dist-info"
    files = dict(files or {f"{module}.py": f"VERSION = {version!r}\n"})
    files[f"{about}/METADATA"] = "".join(
        f"{line}\n"
        for line in (
            "Metadata-Version: 2.1",
            f"Name: {name}",
            f"Version: {version}",
            f"Requires-Python: {python}",
            *(f"Requires-Dist: {one}" for one in needs),
        )
    )
    files[f"{about}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: {tag}\n"
    files[f"{about}/RECORD"] = "".join(map(_record, files, files.values())) + f"{about}/RECORD,,\n"
    path = folder / f"{module}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inside, content in files.items():
            archive.writestr(inside, content)
    return path


def _record(name: str, content: str) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}\n"


def source_only(folder: Path, name: str) -> None:
    info = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode()
    with tarfile.open(folder / f"{name.replace('-', '_')}-1.0.tar.gz", "w:gz") as archive:
        member = tarfile.TarInfo(f"{name}-1.0/PKG-INFO")
        member.size = len(info)
        archive.addfile(member, io.BytesIO(info))


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheels")
    wheel(folder, "plain-thing")
    wheel(folder, "needs-some", needs=("plain-thing", "numpy>=1", "pandas"))
    wheel(folder, "old-numpy", needs=("numpy<1.5",))
    wheel(folder, "needs-old", needs=("old-numpy",))
    wheel(folder, "new-numpy", needs=("numpy>=99",))
    wheel(folder, "numpy", "99.0")
    wheel(folder, "needs-nothing-there", needs=("nosuchthing-xyz",))
    wheel(folder, "python-to-come", python=">=3.99")
    wheel(folder, "elsewhere", tag="cp311-cp311-win_amd64")
    wheel(folder, "wants-one", needs=("plain-thing==1.0",))
    wheel(folder, "wants-two", needs=("plain-thing==2.0",))
    wheel(folder, "large-thing", files={"large_thing.py": "#" * 5_000_000})
    source_only(folder, "only-source")
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Install:
    """`run(source, **constants)`: the outcome in the folder layer/."""
    if not PYTHON.with_name("uv").exists():
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)

    def started(source: str, before: Callable[[], None] | None = None, **constants: object) -> Installed:
        program = tmp_path / "program.py"
        program.write_text(set_inputs(source, constants), "utf-8")
        ended = subprocess.run(
            [PYTHON, "-I", "-B", program], capture_output=True, text=True, check=False, preexec_fn=before
        )
        assert ended.returncode == 0, ended.stderr
        return read_outcome(ended.stdout)

    return started


@pytest.fixture
def installed(run: Install, tmp_path: Path, wheels: Path) -> Install:
    """`installed("name", ...)`: from the folder of wheels."""

    def started(*packages: str, lock: str = "", find_links: str = str(wheels), **more: object) -> Installed:
        target = str(tmp_path / "layer")
        return run(installer_source(packages, "", find_links, lock=lock, target=target), **more)

    return started


@contextlib.contextmanager
def serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """A server on loopback; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def there(tmp_path: Path) -> set[str]:
    return {path.name for path in (tmp_path / "layer").iterdir()}


def test_a_package_is_there_to_be_imported(installed: Install, tmp_path: Path) -> None:
    outcome = installed("Plain_Thing")
    assert outcome.packages == (("plain-thing", "1.0"),)
    assert 0 < outcome.seconds < 60
    assert there(tmp_path) == {"plain_thing.py", "plain_thing-1.0.dist-info", "__pycache__"}
    program = (
        "import sys; sys.path.append(sys.argv[1]); import plain_thing as p; print(p.VERSION, p.__cached__)"
    )
    said = subprocess.run([PYTHON, "-I", "-c", program, tmp_path / "layer"], capture_output=True, text=True)
    version, compiled = said.stdout.split()
    assert version == "1.0"
    assert Path(compiled).exists()


def test_what_the_image_has_is_not_installed_again(installed: Install, tmp_path: Path) -> None:
    """Though the folder of wheels has another numpy, and no pandas."""
    outcome = installed("needs-some")
    assert outcome.packages == (("needs-some", "1.0"), ("plain-thing", "1.0"))
    assert "numpy" not in outcome.lock
    assert not {"numpy", "pandas"} & there(tmp_path)


def test_nothing_is_installed_where_the_image_has_it_all(installed: Install, tmp_path: Path) -> None:
    assert installed("numpy", "pandas").packages == ()
    assert there(tmp_path) == set()


def test_a_lock_installs_the_same_again(installed: Install, wheels: Path, tmp_path: Path) -> None:
    path = wheels / "plain_thing-1.0-py3-none-any.whl"
    lock = f"plain-thing==1.0 \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"
    assert installed("plain-thing").lock == lock
    again = installed("plain-thing", lock=lock)
    assert again.lock == lock
    assert again.packages == (("plain-thing", "1.0"),)


def test_another_file_than_the_locked_one_is_not_installed(installed: Install, tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="plain-thing couldn't be installed") as raised:
        installed(lock=f"plain-thing==1.0 \\\n    --hash=sha256:{'0' * 64}\n")
    assert "Hash mismatch" in raised.value.detail
    assert "plain_thing.py" not in there(tmp_path)


@pytest.mark.parametrize(
    "line", ["--index-url http://x.test\n", "plain-thing\n", "plain-thing==1.0\n", "-r /etc/passwd\n"]
)
def test_a_lock_holds_names_and_hashes_and_nothing_else(installed: Install, line: str) -> None:
    with pytest.raises(PackageError) as raised:
        installed(lock=f"plain-thing==1.0 \\\n    --hash=sha256:{'0' * 64}\n{line}")
    assert "not a lock" in raised.value.detail


@pytest.mark.parametrize(
    ("packages", "kind", "sentence"),
    [
        (["nosuchthing-xyz"], PackageMissing, "There is no package called nosuchthing-xyz."),
        (["needs-nothing-there"], PackageMissing, "There is no package called nosuchthing-xyz."),
        (["plain-thing", "only-source"], NoWheel, "The package only-source isn't there in a form"),
        (["elsewhere"], NoWheel, "The package elsewhere isn't there in a form"),
        (["old-numpy"], PackageConflict, "The package old-numpy needs another version of numpy than"),
        (["new-numpy"], PackageConflict, "The package new-numpy needs another version of numpy than"),
        (["needs-old"], PackageConflict, "The package old-numpy needs another version of numpy than"),
        (["python-to-come"], PackageConflict, "The package python-to-come needs another version of Python"),
    ],
)
def test_why_it_cannot_be_installed_is_said(
    installed: Install, packages: list[str], kind: type[PackageError], sentence: str
) -> None:
    with pytest.raises(PackageError) as raised:
        installed(*packages)
    assert type(raised.value) is kind
    assert raised.value.sentence.startswith(sentence)
    assert raised.value.sentence.endswith(".")
    assert raised.value.next_step
    assert "No solution found" in raised.value.detail


def test_two_wanted_packages_may_not_go_together(installed: Install) -> None:
    with pytest.raises(
        PackageConflict, match=r"The package wants-(one|two) does not go together with the others\."
    ):
        installed("wants-one", "wants-two")


def test_more_than_may_be_installed_is_too_large(installed: Install) -> None:
    with pytest.raises(PackageTooLarge, match="too large to install"):
        installed("large-thing", MOST_MB=2)


def test_a_wheel_without_an_end_is_cut_off(installed: Install, tmp_path: Path) -> None:
    class Endless(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            if not self.path.endswith(".whl"):
                self.wfile.write(b'<a href="endless-1.0-py3-none-any.whl">endless-1.0-py3-none-any.whl</a>')
                return
            self.wfile.write(ENTRY)
            with contextlib.suppress(OSError):
                self.wfile.write(bytes(30_000_000))
                while True:
                    self.wfile.write(bytes(1000))
                    time.sleep(0.01)

        def log_message(self, *_: object) -> None:
            """Silent."""

    with serving(Endless) as address, pytest.raises(PackageTooLarge):
        installed("endless", find_links=f"{address}/", MOST_MB=20)
    assert there(tmp_path) == set()


ENTRY = (
    struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 10, 0, 0, 0, 0, 0, 2**31, 2**31, 4, 0) + b"a.py"
)  # of a zip, 2 GB


def test_a_file_that_the_system_cuts_off_is_too_large(installed: Install) -> None:
    def two_megabytes() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))

    with pytest.raises(PackageTooLarge):
        installed("large-thing", before=two_megabytes)


def test_no_folder_of_wheels(installed: Install) -> None:
    with pytest.raises(IndexUnreachable, match="The package index can't be reached"):
        installed("plain-thing", find_links="/nowhere/at/all")


def test_wheels_over_http(installed: Install, wheels: Path) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Silent."""

    with serving(functools.partial(Quiet, directory=str(wheels))) as address:
        outcome = installed("needs-some", find_links=f"{address}/")
    assert outcome.packages == (("needs-some", "1.0"), ("plain-thing", "1.0"))


@pytest.mark.parametrize(
    ("code", "kind"), [(404, PackageMissing), (401, IndexUnreachable), (403, IndexUnreachable)]
)
def test_an_index_that_refuses_is_not_one_that_lacks(
    run: Install, tmp_path: Path, code: int, kind: type[PackageError]
) -> None:
    class Refusing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(code)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Silent."""

    with serving(Refusing) as address:
        index = address.replace("//", "//somebody:secret@") + "/simple"
        with pytest.raises(PackageError) as raised:
            run(installer_source(["pyfiglet"], index, target=str(tmp_path / "layer")))
    assert type(raised.value) is kind
    assert "secret" not in str(raised.value)


def test_an_index_that_is_not_there(run: Install, tmp_path: Path) -> None:
    source = installer_source(["pyfiglet"], "http://127.0.0.1:9/simple", target=str(tmp_path / "layer"))
    with pytest.raises(IndexUnreachable):
        run(source)
    assert there(tmp_path) == set()


def test_hostile_wheels(installed: Install, tmp_path: Path) -> None:
    """Nothing runs, nothing leaves the folder, nothing is fetched from where a wheel says."""
    folder, mark = tmp_path / "hostile", tmp_path / "mark"
    folder.mkdir()
    wheel(folder, "climbs", files={"../climbed.py": "", f"{mark}": "", "climbs.py": ""})
    wheel(
        folder, "starts", files={"starts.pth": f"import os; os.mkdir({str(mark)!r})\n", "starts.py": "0/0\n"}
    )
    for name, need in {
        "by-url": "far @ http://127.0.0.1:9/far-1.0-py3-none-any.whl",
        "by-path": f"far @ file://{folder}/starts-1.0-py3-none-any.whl",
        "by-option": "--index-url http://127.0.0.1:9",
    }.items():
        wheel(folder, name, needs=(need,))
        with pytest.raises(PackageError, match=f"The package {name} couldn't be installed"):
            installed(name, find_links=str(folder))
    (folder / "broken-1.0-py3-none-any.whl").write_bytes(b"not a wheel")
    with pytest.raises(PackageError, match="The package broken couldn't be installed"):
        installed("broken", find_links=str(folder))
    assert len(installed("climbs", "starts", find_links=str(folder)).packages) == 2
    assert not mark.exists()
    assert not list(tmp_path.rglob("climbed.py"))


def test_hostile_names_never_reach_the_program() -> None:
    for name in ("--index-url=http://x.test", "a @ http://x.test/a.whl", "a\n-r /etc/passwd", "../a", "a==1"):
        with pytest.raises(BadPackage):
            installer_source(["pyfiglet", name], "http://x.test/simple")
    with pytest.raises(BadPackage):
        installer_source([], "http://x.test/simple")


@pytest.mark.parametrize("text", ["http://x.test/'\nimport os\n'", '"""', "\\", "--find-links=/"])
def test_constants_stay_constants(text: str) -> None:
    source = installer_source(["pyfiglet"], text, text)
    assert source.count("\nimport os\n") == 1
    assert f"\nINDEX = {text!r}" in source


LOCK = "foo==1.0 \\\n    --hash=sha256:00 \\\n    --hash=sha256:ff\n"
OUTCOME = {"lock": LOCK, "installed": [["foo", "1.0"]], "seconds": 1}


def test_the_last_line_is_the_outcome() -> None:
    assert read_outcome(f"something\n{json.dumps(OUTCOME)}\n") == Installed(LOCK, (("foo", "1.0"),), 1.0)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Killed",
        "[1]",
        "null",
        "{}",
        json.dumps(OUTCOME)[:-5],
        json.dumps(OUTCOME) + "\nmore",
        json.dumps(OUTCOME | {"lock": 3}),
        json.dumps(OUTCOME | {"lock": LOCK + "--index-url http://x.test\n"}),
        json.dumps(OUTCOME | {"installed": [["bar", "1.0"]]}),
        json.dumps(OUTCOME | {"seconds": "1"}),
        json.dumps({"failed": "something new"}),
        json.dumps({"failed": ["missing"], "package": "foo"}),
        json.dumps({"failed": "missing", "package": "foo\nbar <b>"}),
        json.dumps({"failed": "missing", "package": None}),
        "[" * 100_000,
    ],
)
def test_what_is_no_outcome_is_a_failure_with_a_sentence(said: str) -> None:
    with pytest.raises(SandboxError) as raised:
        read_outcome(said)
    assert type(raised.value) is PackageError
    assert raised.value.sentence in (
        "The packages couldn't be installed.",
        "The package foo couldn't be installed.",
    )
    assert len(raised.value.detail) <= 2500


@pytest.mark.parametrize(
    ("code", "words", "kind", "package"),
    [
        (-9, "", "too large", ""),
        (
            2,
            "error: Failed to download `a-b==1.0`\n  cause: No space left on device (os error 28)",
            "too large",
            "a-b",
        ),
        (
            2,
            "HTTP status server error (503 Service Unavailable) for url (http://x.test/simple/a/)",
            "network",
            "",
        ),
        (
            2,
            "  cause: client error (Connect)\n  cause: tunnel error\n error sending request for url",
            "network",
            "",
        ),
        (1, "Because a>=1,<3 has no usable wheels and a==3 depends on numpy<2, we", "no wheel", "a"),
        (1, "Because there are no versions of a.b and you require a.b, we can conclude", "no wheel", "a.b"),
        (
            1,
            "No solution found\n Because all\n versions of a depend on numpy<2 and numpy==2.4",
            "conflict",
            "a",
        ),
        (3, "thread panicked", "other", ""),
    ],
)
def test_uvs_words_are_understood(code: int, words: str, kind: str, package: str) -> None:
    told = classified(code, words, ["NumPy"]).told
    assert (told["failed"], told["package"]) == (kind, package)


def test_every_kind_has_an_error_of_its_own() -> None:
    kinds = ("missing", "no wheel", "conflict", "network", "too large")
    errors = set()
    for kind in kinds:
        with pytest.raises(PackageError) as raised:
            read_outcome(json.dumps({"failed": kind, "package": "foo", "other": "bar", "detail": "why"}))
        assert raised.value.detail == "why"
        assert raised.value.next_step
        errors.add(type(raised.value))
    assert errors == set(PackageError.__subclasses__())
    assert all(error.__name__ in str(install.__doc__) for error in errors)


def test_keys_follow_what_counts() -> None:
    key = layer_key(["Faker", "ruamel.yaml"], "3.11.2", "oneoff:1")
    assert len(key) == 12
    int(key, 16)
    assert key == layer_key(["ruamel_yaml", "faker", "Faker"], "3.11.2", "oneoff:1")
    others = {
        layer_key(["Faker"], "3.11.2", "oneoff:1"),
        layer_key(["Faker", "ruamel.yaml"], "3.12.1", "oneoff:1"),
        layer_key(["Faker", "ruamel.yaml"], "3.11.2", "oneoff:2"),
    }
    assert len({key, *others}) == 4
    assert len(lock_key(LOCK)) == 12
    assert lock_key(LOCK) != lock_key(LOCK.replace("ff", "fe"))


@pytest.fixture(scope="module")
def index() -> str:
    """The package index that this machine uses; a skip where it doesn't answer."""
    found = configured(os.environ)
    if not found.about("pip").exists:
        pytest.skip("no package index answers here")
    return found.simple_url


def test_a_package_from_the_index(run: Install, index: str, tmp_path: Path) -> None:
    outcome = run(installer_source(["pyfiglet"], index, target=str(tmp_path / "layer")))
    assert [name for name, _ in outcome.packages] == ["pyfiglet"]
    assert "pyfiglet" in there(tmp_path)


def test_of_a_large_family_only_what_is_missing(run: Install, index: str, tmp_path: Path) -> None:
    outcome = run(installer_source(["folium"], index, target=str(tmp_path / "layer")))
    assert {"folium", "branca"} <= there(tmp_path)
    assert not {"numpy", "requests", "jinja2"} & {name for name, _ in outcome.packages}


@pytest.mark.parametrize(("name", "kind"), [("nosuchthing-xyz", PackageMissing), ("odfpy", NoWheel)])
def test_the_index_does_not_have_it(
    run: Install, index: str, tmp_path: Path, name: str, kind: type[PackageError]
) -> None:
    with pytest.raises(kind) as raised:
        run(installer_source([name], index, target=str(tmp_path / "layer")))
    assert raised.value.package == name
