"""Prepares what a view is laid with: `laying.py`, or `laying.py FOLDER ROOM DESCRIPTOR COMMAND...`

FOLDER is the person's, only read; ROOM is memory, where what the program writes will be kept. What is to be left out comes as a JSON list.
Without arguments it runs in a small container of its own, beside the engine that mounts the view: it says one line, and ends when nobody
listens any more, for until then the room stays mounted. With a command, it becomes that.
"""

from __future__ import annotations

import json
import os
import stat
import sys


def lay(folder: bytes, room: bytes, left_out: list[bytes]) -> dict[str, int]:
    """Make upper and work in `room`, and in gone a whiteout for each path of `left_out`; what tells `folder` from any other.

    Raises OSError, and PermissionError where a folder on the way to one of them belongs to somebody else.
    """
    for name in (b"upper", b"work", b"gone"):
        os.mkdir(os.path.join(room, name))
    gone = os.path.join(room, b"gone")
    made = [b""]
    for path in sorted(left_out):
        parts = path.split(b"/")
        parents = [b"/".join(parts[:count]) for count in range(1, len(parts))]
        if not all(_is_folder(os.path.join(folder, parent)) for parent in parents):
            continue
        for parent in parents:
            if not os.path.isdir(os.path.join(gone, parent)):
                os.mkdir(os.path.join(gone, parent), 0o700)
                made.append(parent)
        os.mknod(os.path.join(gone, path), stat.S_IFCHR, 0)
    for parent in reversed(made):
        _make_alike(os.path.join(folder, parent), os.path.join(gone, parent))
    _make_alike(folder, os.path.join(room, b"upper"))
    about = os.stat(folder)
    return {"device": about.st_dev, "inode": about.st_ino, "ctime": about.st_ctime_ns}


def _is_folder(path: bytes) -> bool:
    try:
        about = os.lstat(path)
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(about.st_mode) and (about.st_uid, about.st_gid) != (os.getuid(), os.getgid()):
        raise PermissionError("A folder on the way belongs to somebody else.")
    return stat.S_ISDIR(about.st_mode)


def _make_alike(folder: bytes, other: bytes) -> None:
    """What is merged from both has the permissions and times of `other`."""
    about = os.stat(folder)
    os.chmod(other, stat.S_IMODE(about.st_mode) & 0o777)
    os.utime(other, ns=(about.st_atime_ns, about.st_mtime_ns))


def beside_the_engine() -> None:
    try:
        says: dict[str, object] = {**lay(b"/folder", b"/room", _paths(sys.stdin.buffer.readline()))}
    except OSError as error:
        says = {"trouble": str(error)}
    sys.stdout.write(json.dumps(says) + "\n")
    sys.stdout.flush()
    sys.stdin.buffer.read()


def before(folder: str, room: str, descriptor: str, *command: str) -> None:
    """Raises OSError."""
    with open(int(descriptor), "rb") as file:
        left_out = _paths(file.read())
    lay(os.fsencode(folder), os.fsencode(room), left_out)
    os.execv(command[0], command)  # noqa: S606


def _paths(plain: bytes) -> list[bytes]:
    return [os.fsencode(path) for path in json.loads(plain)]


if __name__ == "__main__":
    before(*sys.argv[1:]) if sys.argv[1:] else beside_the_engine()
