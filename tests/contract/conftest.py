"""The sandboxes that the contract is held against, prepared once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sandbox.base import Execution, InputFile, Job, Limits, SandboxError
from sandbox.docker import DockerSandbox
from sandbox.local import LocalSandbox

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
    sandbox = DockerSandbox()
    yield prepared(sandbox)
    sandbox.close()


@pytest.fixture(scope="session")
def built_in_sandbox() -> Iterator[AnySandbox]:
    sandbox = LocalSandbox(PYTHON)
    yield prepared(sandbox)
    sandbox.close()


@pytest.fixture(params=[pytest.param("docker", marks=pytest.mark.docker), "built-in"])
def sandbox(request: pytest.FixtureRequest) -> AnySandbox:
    """Every test that takes this runs once a sandbox."""
    found = request.getfixturevalue("docker_sandbox" if request.param == "docker" else "built_in_sandbox")
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
