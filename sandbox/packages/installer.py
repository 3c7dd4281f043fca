"""Installs packages into a folder, inside a sandbox. install.py sets the constants and reads the outcome.

Resolved against what the image has, which stays as it is; wheels only and by hash, so that no code of any
package runs here. TARGET is empty before; after a failure it is to be thrown away. The last line of the
output is JSON: {"lock", "installed": [[name, version]], "seconds"} or {"failed", "package", "other", "detail"}.
"""

from __future__ import annotations

import errno
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

PACKAGES: list[str] = []
INDEX = ""  # a package index's simple API; "": none
FIND_LINKS = ""  # a folder of wheels, or the address of a page that links to some; "": none
LOCK = ""  # of an earlier outcome: installed as it says, nothing is resolved
TARGET = "/layer"
MOST_MB = 1000  # of files in TARGET, while they come and in the end

_NAME = r"([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)"
_PIN = r"([a-z0-9][a-z0-9.-]*)==([\w.+!-]+)((?: \\\n    --hash=[a-z0-9]+:[0-9a-f]+)+)\n"
_VERSIONS = r"(?:[=<>!~]\S*)?"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_ENDED = {-9, -25}  # by the kernel: for memory, for the size of a file
_UNREACHABLE = (
    r"error sending request|Request failed after|Failed to fetch|HTTP status|could not be queried|40[13] \w+"
    r"|Failed to read `--find-links`|Unsupported `Content-Type`|unexpected JSON"
)


class Failed(Exception):
    """`kind`: missing, no wheel, conflict, network, too large, other. `package` has it, `other` is in its way."""

    def __init__(self, kind: str, package: str = "", other: str = "", detail: str = "") -> None:
        super().__init__(detail)
        self.told = {"failed": kind, "package": package, "other": other, "detail": detail}


def main() -> dict[str, object]:
    """The outcome."""
    start = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            lock, installed = _installed(Path(scratch))
    except Failed as failed:
        return dict(failed.told)
    except OSError as error:
        return dict(Failed("too large" if error.errno in _FULL else "other", detail=str(error)).told)
    return {"lock": lock, "installed": installed, "seconds": round(time.monotonic() - start, 2)}


def pins(lock: str) -> list[tuple[str, str, str]]:
    """Name, version and the text of each line of a lock. Raises Failed where it holds anything else."""
    if not re.fullmatch(f"(?:{_PIN})*", lock, re.ASCII):
        raise Failed("other", detail="not a lock with hashes")
    return [(pin[1], pin[2], pin[0]) for pin in re.finditer(_PIN, lock, re.ASCII)]


def classified(code: int, words: str, there: Iterable[str]) -> Failed:
    """Why uv failed, by its exit code and its words. `there`: names of what the image has."""
    detail, words = words[-2000:].strip(), " ".join(words.split())

    def found(pattern: str) -> str:
        match = re.search(pattern, words)
        return next(filter(None, match.groups()), "") if match else ""

    if code in _ENDED or any(f"(os error {number})" in words for number in _FULL):
        return Failed("too large", found(rf"Failed to download `{_NAME}=="), detail=detail)
    if re.search(_UNREACHABLE, words):
        return Failed("network", detail=detail)
    if package := found(rf"{_NAME} was not found in the"):
        return Failed("missing", package, detail=detail)
    if package := found(rf"{_NAME}{_VERSIONS} ha(?:s|ve) no (?:usable )?wheels"):
        return Failed("no wheel", package, detail=detail)
    if package := found(rf"there (?:are no versions|is no version) of {_NAME}"):
        return Failed("no wheel", package, detail=detail)
    if package := found(rf"{_NAME}{_VERSIONS} requires Python"):
        return Failed("conflict", package, "Python", detail)
    clash = _clash(words, {_normal(name) for name in there})
    if "No solution found" in words and clash:
        return Failed("conflict", *clash, detail)
    return Failed("other", found(rf"{_NAME}{_VERSIONS} has an invalid|`{_NAME}=="), detail=detail)


def _clash(words: str, there: set[str]) -> tuple[str, str] | None:
    """Who needs another version of what the image has; without the latter where it is none of the image's."""
    edges = re.findall(rf"{_NAME}{_VERSIONS} depends? on {_NAME}", words)
    with_image = (edge for edge in edges if _normal(edge[1]) in there)
    return next(with_image, (edges[0][0], "") if edges else None)


def _installed(scratch: Path) -> tuple[str, list[tuple[str, str]]]:
    target, has = Path(TARGET), list(_image())
    target.mkdir(parents=True, exist_ok=True)
    cache = target / ".cache"  # beside the files, so that they are linked and not copied
    try:
        lock = LOCK or _compiled(scratch, cache, has)
        there = {_normal(one.name) for one in has}
        wanted = [pin for pin in pins(lock) if pin[0] not in there]
        if wanted:
            _install(scratch, cache, "".join(text for _, _, text in wanted))
    finally:
        shutil.rmtree(cache, ignore_errors=True)
        (target / ".lock").unlink(missing_ok=True)
    return "".join(text for _, _, text in wanted), [(name, version) for name, version, _ in wanted]


def _image() -> Iterator[importlib.metadata.Distribution]:
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    for one in importlib.metadata.distributions(path=sorted(folders)):
        if one.read_text("METADATA"):
            yield one


def _compiled(scratch: Path, cache: Path, has: list[importlib.metadata.Distribution]) -> str:
    (scratch / "wanted.txt").write_text("".join(f"{name}\n" for name in PACKAGES))
    (scratch / "image.txt").write_text("".join(f"{one.name}=={one.version}\n" for one in has))
    _say_what_is_there(scratch / "image", has)
    options = ["--generate-hashes", "--no-header", "--no-annotate", "--python-version", _python()]
    files = ["--constraints", "image.txt", "--find-links", "image", "--output-file", "lock.txt"]
    _uv(["compile", "wanted.txt", *files, *options, *_sources()], scratch, cache, has)
    return (scratch / "lock.txt").read_text()


def _say_what_is_there(folder: Path, has: list[importlib.metadata.Distribution]) -> None:
    """As wheels without content: resolved with, never installed. The index need not have these versions."""
    folder.mkdir()
    for one in has:
        stem = f"{_normal(one.name).replace('-', '_')}-{one.version}"
        with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{stem}.dist-info/METADATA", one.read_text("METADATA") or "")
            wheel.writestr(f"{stem}.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
            wheel.writestr(f"{stem}.dist-info/RECORD", "")


def _install(scratch: Path, cache: Path, lock: str) -> None:
    (scratch / "install.txt").write_text(lock)
    options = ["--require-hashes", "--no-deps", "--link-mode", "hardlink", "--compile-bytecode"]
    _uv(["install", "--target", TARGET, "-r", "install.txt", *options, *_sources()], scratch, cache, [])


def _sources() -> list[str]:
    index = [f"--default-index={INDEX}"] if INDEX else ["--no-index"]
    return [*index, f"--find-links={FIND_LINKS}"] if FIND_LINKS else index


def _uv(arguments: list[str], folder: Path, cache: Path, has: list[importlib.metadata.Distribution]) -> None:
    """Run uv; what it says goes on to stderr as it comes. Raises Failed."""
    program = Path(sys.executable).with_name("uv")
    common = ["--only-binary", ":all:", "--python", sys.executable, "--color", "never", "--no-progress"]
    said: deque[str] = deque(maxlen=400)
    full = threading.Event()
    with subprocess.Popen(
        [str(program), "pip", *arguments, *common],
        cwd=folder,
        env=_environment(cache),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    ) as process:
        threading.Thread(target=_watch, args=(process, full), daemon=True).start()
        for line in process.stderr or ():
            said.append(line)
            sys.stderr.write(line)
    if full.is_set() or _megabytes(Path(TARGET)) > MOST_MB:
        raise Failed("too large", detail=f"more than {MOST_MB} MB")
    if process.returncode:
        raise classified(process.returncode, "".join(said), (one.name for one in has))


def _watch(process: subprocess.Popen[str], full: threading.Event) -> None:
    while process.poll() is None:
        if _megabytes(Path(TARGET)) > MOST_MB:
            full.set()
            process.kill()
        time.sleep(0.3)


def _megabytes(folder: Path) -> float:
    """Of all files; one that is linked twice counts once."""
    sizes = {}
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                found = os.lstat(os.path.join(place, name))
            except OSError:
                continue  # uv has moved it on
            sizes[found.st_ino] = found.st_size
    return sum(sizes.values()) / 1e6


def _environment(cache: Path) -> dict[str, str]:
    """This one's, with its proxies and certificates, less what would change what uv does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("UV_", "PIP_"))}
    own = {"NO_CONFIG": "1", "NO_WRAP": "1", "PYTHON_DOWNLOADS": "never", "HTTP_RETRIES": "2"}
    few = {"CONCURRENT_DOWNLOADS": "4", "CONCURRENT_INSTALLS": "2"}  # few threads: they are counted
    return kept | {f"UV_{name}": value for name, value in (own | few | {"CACHE_DIR": str(cache)}).items()}


def _python() -> str:
    return ".".join(map(str, sys.version_info[:3]))


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main()) + "\n")
