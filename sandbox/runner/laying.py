"""Prepares what a view is laid with, in a small container of its own, beside the engine that mounts it.

/folder is the person's, only to be read; /room is memory, where what the program writes will be kept. Reads one job, says
one line, and ends when nobody listens any more: until then the room stays mounted.
"""

from __future__ import annotations

import json
import os
import stat
import sys

_FOLDER, _ROOM = b"/folder", b"/room"


def lay(left_out: list[bytes]) -> dict[str, int]:
    """Make /room/upper, /room/work, and in /room/gone a whiteout for each path of `left_out`; what tells /folder from any other.

    Raises OSError, and PermissionError where a folder on the way to one of them belongs to somebody else.
    """
    for name in (b"upper", b"work", b"gone"):
        os.mkdir(os.path.join(_ROOM, name))
    gone = os.path.join(_ROOM, b"gone")
    made = [b""]
    for path in sorted(left_out):
        parts = path.split(b"/")
        parents = [b"/".join(parts[:count]) for count in range(1, len(parts))]
        if not all(map(_is_folder, parents)):
            continue
        for parent in parents:
            if not os.path.isdir(os.path.join(gone, parent)):
                os.mkdir(os.path.join(gone, parent), 0o700)
                made.append(parent)
        os.mknod(os.path.join(gone, path), stat.S_IFCHR, 0)
    for parent in reversed(made):
        _make_alike(os.path.join(_FOLDER, parent), os.path.join(gone, parent))
    _make_alike(_FOLDER, os.path.join(_ROOM, b"upper"))
    about = os.stat(_FOLDER)
    return {"device": about.st_dev, "inode": about.st_ino, "ctime": about.st_ctime_ns}


def _is_folder(path: bytes) -> bool:
    try:
        about = os.lstat(os.path.join(_FOLDER, path))
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


def main() -> None:
    left_out = [os.fsencode(path) for path in json.loads(sys.stdin.buffer.readline())]
    try:
        says: dict[str, object] = {**lay(left_out)}
    except OSError as error:
        says = {"trouble": str(error)}
    sys.stdout.write(json.dumps(says) + "\n")
    sys.stdout.flush()
    sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
