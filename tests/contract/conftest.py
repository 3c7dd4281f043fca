"""The sandboxes that the contract is held against, prepared once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.base import Execution, InputFile, Job, Limits, SandboxError
from sandbox.demand import PoolPolicy
from sandbox.docker import DockerSandbox
from sandbox.local import LocalSandbox
from tests.contract.folders import OWNER, Worked, plant

PYTHON = Path(__file__).parents[2] / ".venv-sandbox" / "bin" / "python"
Run = Callable[..., Execution]
AnySandbox = DockerSandbox | LocalSandbox


def missing(reason: str) -> None:
    """Skip where this machine lacks something; with CI=true that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def prepared(sandbox: AnySandbox) -> AnySandbox:
    try:
        sandbox.prepare()
    except SandboxError as error:
        missing(f"{sandbox.name}: {error}")
    return sandbox


@pytest.fixture(scope="session")
def docker_sandbox() -> Iterator[AnySandbox]:
    yield from served(DockerSandbox(runtime="runc", waiting=PoolPolicy()))


@pytest.fixture(scope="session")
def gvisor_sandbox() -> Iterator[AnySandbox]:
    yield from served(DockerSandbox(runtime="runsc", waiting=PoolPolicy()))


@pytest.fixture(scope="session")
def built_in_sandbox() -> Iterator[AnySandbox]:
    yield from served(LocalSandbox(PYTHON, waiting=PoolPolicy()))


def served(sandbox: AnySandbox) -> Iterator[AnySandbox]:
    yield prepared(sandbox)
    sandbox.close()


_FIXTURES = {"docker": "docker_sandbox", "gvisor": "gvisor_sandbox", "built-in": "built_in_sandbox"}


@pytest.fixture(
    params=[
        pytest.param("docker", marks=pytest.mark.docker),
        pytest.param("gvisor", marks=pytest.mark.docker),
        "built-in",
    ]
)
def sandbox(request: pytest.FixtureRequest) -> AnySandbox:
    """Every test that takes this runs once a sandbox. Jobs with the usual limits meet one that waited."""
    found = request.getfixturevalue(_FIXTURES[request.param])
    assert isinstance(found, (DockerSandbox, LocalSandbox))
    return found


@pytest.fixture
def run(sandbox: AnySandbox, tmp_path: Path) -> Run:
    """`run(source, {name: bytes}, inputs={...}, **limits)`."""

    def run_it(
        source: str,
        files: dict[str, bytes] | None = None,
        inputs: dict[str, object] | None = None,
        **limits: float,
    ) -> Execution:
        given = []
        for number, (name, data) in enumerate((files or {}).items()):
            path = tmp_path / f"{number}"
            path.write_bytes(data)
            given.append(InputFile(name, path))
        bounds = Limits(**{"wall_seconds": 60.0, **limits})  # type: ignore[arg-type]
        return sandbox.run(Job(source, tuple(given), inputs or {}, bounds))

    return run_it


_FOLDER = {
    "notes.txt": b"first\n",
    "old/a.txt": b"aaa",
    "old/b.txt": b"bbb",
    "old/deep/c.txt": b"ccc",
    "same-1": b"twin",
    "same-2": b"twin",
    "empty/": b"",
    "Photo.JPG": b"\xff\xd8 picture" * 1000,
}
_WAYS = {
    "laid": ("docker_sandbox", "overlay"),
    "copied": ("docker_sandbox", "copy"),
    "gvisor": ("gvisor_sandbox", "copy"),
    "built-in": ("built_in_sandbox", "copy"),
    "built-in, laid": ("built_in_sandbox", "overlay"),
}


@pytest.fixture(
    params=[pytest.param(way, marks=() if "built-in" in way else pytest.mark.docker) for way in _WAYS]
)
def worked(request: pytest.FixtureRequest, tmp_path: Path) -> Worked:
    """A small folder, and each way in which a program gets a view of it."""
    fixture, how = _WAYS[request.param]
    root = tmp_path / "folder"
    root.mkdir()
    plant(root, _FOLDER)
    worked = Worked(request.getfixturevalue(fixture), root, tmp_path / "spool", how)
    if request.param == "laid" and os.getuid() == 0:
        worked.owner = OWNER
    elif request.param == "built-in, laid":
        worked.limits = replace(worked.limits, view_files=1)  # then it can't be copied
    elif request.param == "copied" and os.getuid() != 0:
        missing("Where the folder isn't root's, it is laid over.")
    return worked
