"""Makes the virtual environments, once: `python3 tools/setup.py app|dev|sandbox|peers|catalogs ...`.

Standard library only, and no `ensurepip`: Debian leaves it out. pip is fetched as a wheel, checked by its
hash, and used to install the locked requirements with theirs. A stamp of the lock file says what is there,
so that nothing is installed twice.
"""

from __future__ import annotations

import configparser
import hashlib
import json
import os
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import venv
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
PIP = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
OLDEST = (3, 11)

ENVIRONMENTS = {
    "app": (".venv", "requirements.txt"),
    "dev": (".venv", "requirements-dev.txt"),
    "sandbox": (".venv-sandbox", "sandbox/image/requirements.txt"),
    "sandbox-tools": (".venv-sandbox", "sandbox/image/tools.txt"),
    "peers": (".venv-peers", "bench/peers.txt"),
}
CATALOGS = "catalogs"  # what the pages say in other languages; made with the app's environment


class CannotSetUp(Exception):
    """The text says what is missing and what to do."""


def main(names: list[str]) -> int:
    if sys.version_info < OLDEST:
        print(f"Oneoff needs Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    try:
        for name in names:
            if name != CATALOGS:
                set_up(name)
        if "app" in names or CATALOGS in names:
            compile_catalogs(TOP / ENVIRONMENTS["app"][0] / "bin" / "python")
    except CannotSetUp as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def set_up(name: str) -> None:
    """Make one environment, or do nothing where it is as the lock file says."""
    folder, lock = TOP / ENVIRONMENTS[name][0], TOP / ENVIRONMENTS[name][1]
    stamp = folder / f".installed-{name}"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing {lock.relative_to(TOP)} into {folder.name} (once, a minute or two)", flush=True)
    if not (folder / "bin" / "python").exists():
        venv.create(folder, with_pip=False, symlinks=True)
    run_pip(folder / "bin" / "python", "install", "-qq", "--require-hashes", "-r", str(lock))
    stamp.write_text(wanted)


def compile_catalogs(python: Path) -> None:
    """Put what the pages say in other languages into the form that gettext reads, where that isn't newer."""
    for catalog in sorted((TOP / "pages" / "locale").glob("*/LC_MESSAGES/*.po")):
        made = catalog.with_suffix(".mo")
        if made.exists() and made.stat().st_mtime > catalog.stat().st_mtime:
            continue
        command = [str(python), "-m", "babel.messages.frontend", "-q", "compile"]
        if subprocess.run([*command, "-i", str(catalog), "-o", str(made)], cwd=TOP, check=False).returncode:
            raise CannotSetUp(f"{catalog.relative_to(TOP)} could not be compiled.")


def run_pip(python: Path, *arguments: str) -> None:
    wheel = pip_wheel(python.parent.parent)
    command = [str(python), f"{wheel}/pip", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, cwd=TOP, check=False).returncode:
        raise CannotSetUp("The packages could not be installed. Is there a network? Then try again.")


def pip_wheel(folder: Path) -> Path:
    """pip's own wheel; Python runs it as it is."""
    path = folder / PIP
    if not path.exists():
        content = fetch(pip_address())
        if hashlib.sha256(content).hexdigest() != PIP_SHA256:
            raise CannotSetUp(
                f"{PIP} is not the file that it should be (its hash differs). Nothing was installed."
            )
        path.write_bytes(content)
    return path


def pip_address() -> str:
    page = f"{index()}/pip/"
    listing = json.loads(fetch(page, "application/vnd.pypi.simple.v1+json"))
    for file in listing["files"]:
        if file["filename"] == PIP:
            return urllib.parse.urljoin(page, str(file["url"]))
    raise CannotSetUp(f"The package index has no {PIP}.")


def index() -> str:
    """The package index that pip would use: its environment, its configuration, or PyPI."""
    configured = configparser.ConfigParser(interpolation=None)
    home = Path.home()
    configured.read(["/etc/pip.conf", home / ".pip/pip.conf", home / ".config/pip/pip.conf"])
    default = configured.get("global", "index-url", fallback="https://pypi.org/simple")
    return os.environ.get("PIP_INDEX_URL", default).rstrip("/")


def fetch(address: str, accept: str = "*/*") -> bytes:
    request = urllib.request.Request(address, headers={"Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return bytes(answer.read())
    except (urllib.error.URLError, OSError) as problem:
        raise CannotSetUp(f"The package index can't be reached ({problem}). Is there a network?") from problem


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
