"""The installer on our side: its program, what it says when it ends, and the keys that a layer is kept under.

PackageError             the packages can't be installed
├── PackageMissing       there is no such package
├── NoWheel              it is there only as source, or not for this system
├── PackageConflict      it needs another version of what is there
├── IndexUnreachable     the package index doesn't answer
└── PackageTooLarge      more than may be installed
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.base import Execution, InstallStopped, SandboxError
from sandbox.packages import installer
from sandbox.packages.names import BadPackage, check_distribution
from sandbox.parameters import set_inputs

_LONGEST_LOCK = 900_000  # characters; more isn't let through a program's output
_ANOTHER_WAY = "Say what you need in another way, so that the program can do without it."
_CONNECTION = "Check the connection to the internet and try again."


class PackageError(SandboxError):
    """The packages can't be installed. `package` is the one it fails at; "" where that isn't known."""

    def __init__(self, sentence: str, next_step: str = "", detail: str = "", package: str = "") -> None:
        super().__init__(sentence, next_step, detail)
        self.package = package


class PackageMissing(PackageError):
    """There is no package of this name."""


class NoWheel(PackageError):
    """It can't be installed without running its own code, or isn't made for this system."""


class PackageConflict(PackageError):
    """It needs another version of Python, of what the image has, or of what another wanted package needs."""


class IndexUnreachable(PackageError):
    """The package index can't be asked."""


class PackageTooLarge(PackageError):
    """It is larger than what may be installed, or the disk is full."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What was put into the layer: nothing of it was in the image."""

    lock: str  # names, versions and hashes; installs the same again
    packages: tuple[tuple[str, str], ...]  # name and version
    seconds: float


def installer_source(
    packages: Iterable[str], index: str = "", find_links: str = "", *, lock: str = "", target: str = "/layer"
) -> str:
    """The program that installs `packages` into the empty folder `target`, or what `lock` says.

    `index`: a simple API's address; `find_links`: a folder of wheels where the program runs, or the address
    of a page of links. Raises BadPackage.
    """
    names = sorted({check_distribution(name) for name in packages})
    if not names and not lock:
        raise BadPackage("No package is named.")
    values = {"PACKAGES": names, "INDEX": index, "FIND_LINKS": find_links, "LOCK": lock, "TARGET": target}
    return set_inputs(Path(installer.__file__).read_text("utf-8"), values)


def outcome(execution: Execution) -> Installed:
    """What a run of the program came to. Raises PackageError, InstallStopped."""
    if execution.ended == "stopped":
        raise InstallStopped("The installing was stopped.")
    if execution.ended == "timed_out":
        raise PackageError("Installing the packages took too long.", _ANOTHER_WAY)
    if any(hit.limit == "network_mb" for hit in execution.limits_hit):
        raise PackageTooLarge("The packages are too large to install.", _ANOTHER_WAY)
    return read_outcome(execution.stdout.text)


def read_outcome(stdout: str) -> Installed:
    """What the program said at its end. Raises PackageError; all that isn't its own form is one, too."""
    lines = stdout.strip().splitlines()
    try:
        told = json.loads(lines[-1]) if lines else None
        if isinstance(told, dict) and "failed" not in told:
            return _read(told)
    except (ValueError, RecursionError, LookupError, TypeError, installer.Failed) as error:
        raise _other("", f"{error}: {stdout[-500:]}") from error
    raise _failure(told) if isinstance(told, dict) else _other("", stdout[-500:])


def layer_key(packages: Iterable[str], *base: str) -> str:
    """12 hexadecimal digits: the same packages on the same `base` (an image, a source) are the same layer."""
    return _digest(json.dumps([sorted({check_distribution(name) for name in packages}), *base]))


def lock_key(lock: str) -> str:
    """12 hexadecimal digits of what exactly is installed."""
    return _digest(lock)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _read(told: dict[str, Any]) -> Installed:
    lock, seconds = told["lock"], told["seconds"]
    if not isinstance(lock, str) or len(lock) > _LONGEST_LOCK or not isinstance(seconds, int | float):
        raise ValueError("not an outcome")
    packages = tuple((name, version) for name, version, _ in installer.pins(lock))
    if [list(package) for package in packages] != told["installed"]:
        raise ValueError("what was installed isn't what is locked")
    return Installed(lock, packages, float(seconds))


def _failure(told: dict[str, Any]) -> PackageError:
    kind, package, other = told["failed"], _name(told.get("package")), _name(told.get("other"))
    detail = str(told.get("detail", ""))[-2000:]
    match kind:
        case "missing" if package:
            return PackageMissing(f"There is no package called {package}.", _ANOTHER_WAY, detail, package)
        case "no wheel" if package:
            sentence = f"The package {package} isn't there in a form that can be installed safely here."
            return NoWheel(sentence, _ANOTHER_WAY, detail, package)
        case "conflict" if package:
            needs = f"needs another version of {other} than the one that is here"
            sentence = f"The package {package} {needs if other else 'does not go together with the others'}."
            return PackageConflict(sentence, _ANOTHER_WAY, detail, package)
        case "network":
            return IndexUnreachable("The package index can't be reached.", _CONNECTION, detail)
        case "too large":
            subject = f"The package {package} is" if package else "The packages are"
            return PackageTooLarge(f"{subject} too large to install.", _ANOTHER_WAY, detail, package)
    return _other(package, detail)


def _other(package: str, detail: str) -> PackageError:
    subject = f"The package {package}" if package else "The packages"
    return PackageError(f"{subject} couldn't be installed.", _ANOTHER_WAY, detail, package)


def _name(plain: object) -> str:
    try:
        return plain if plain == "Python" else check_distribution(plain if isinstance(plain, str) else "")
    except BadPackage:
        return ""
