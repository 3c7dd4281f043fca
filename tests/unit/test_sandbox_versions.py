from __future__ import annotations

import pytest

from sandbox.versions import findings, numbers


def told(engine: str, runc: str) -> dict[str, bool]:
    version = {"Version": engine, "Components": [{"Name": "runc", "Version": runc}]}
    return {finding.name: finding.ok for finding in findings(version)}


@pytest.mark.parametrize(
    ("engine", "runc", "ok"),
    [
        ("20.10.24+dfsg1", "1.1.5+ds1-1", (False, False)),
        ("28.5.2", "1.1.12", (False, False)),
        ("29.0.0", "1.2.8", (True, True)),
        ("29.1.3", "1.3.2", (True, False)),
        ("29.1.3", "v1.3.3", (True, True)),
        ("30.0.0", "1.4.0-rc.1", (True, True)),
        ("dev", "", (True, None)),
    ],
)
def test_known_holes(engine: str, runc: str, ok: tuple[bool, bool | None]) -> None:
    found = told(engine, runc)
    assert (found["Docker's age"], found.get("runc's age")) == ok


def test_what_it_means_is_said() -> None:
    _, runc = findings({"Version": "29.0.0", "Components": [{"Name": "runc", "Version": "1.1.5"}]})
    assert runc.says.startswith("runc 1.1.5 works, but has known holes. CVE-2024-21626: ")
    assert runc.fix


def test_numbers() -> None:
    assert numbers("v1.2.3-rc1") == (1, 2, 3)
    assert numbers("") == ()
