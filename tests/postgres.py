"""A PostgreSQL of a test's own, where its programs are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


def installed() -> Path | None:
    """The folder of its programs; None where there are none. Debian keeps them out of the path."""
    found = shutil.which("pg_ctl")
    places = [Path(found).resolve()] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    return places[-1].parent if places else None


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """Its SQLAlchemy URL while it runs, on a socket in a folder of its own. It refuses to be run by root."""
    user = "postgres" if os.geteuid() == 0 else None
    with TemporaryDirectory(prefix="pg-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        if user:
            shutil.chown(folder, user)
        data, options = f"{folder}/data", f"-c listen_addresses='' -c fsync=off -k {folder}"

        def do(name: str, *arguments: str) -> None:
            command = [str(programs / name), "-D", data, *arguments]
            subprocess.run(command, user=user, check=True, stdout=subprocess.DEVNULL, cwd=folder)

        do("initdb", "-A", "trust", "-U", "oneoff", "-E", "UTF8", "--no-sync")
        do("pg_ctl", "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://oneoff@/postgres?host={folder}"
        finally:
            do("pg_ctl", "-w", "-m", "immediate", "stop")
