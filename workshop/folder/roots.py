"""Which folder of the person's may be worked on: one that is there and can be opened, and never what the computer or Oneoff lives in."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from workshop.folder.names import shown
from workshop.folder.secret_looking import why_left_out
from workshop.given import BadRequest, path_of

_SYSTEM = (
    *("/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/proc", "/run", "/sbin", "/sys", "/usr", "/var", "/snap"),
    *("/System", "/Library", "/Applications", "/private", "/cores", "C:\\Windows", "C:\\Program Files"),
    *("C:\\Program Files (x86)", "C:\\ProgramData"),
)  # fmt: skip
_ALLOWED = ("/run/media", "/var/tmp", "/var/folders", "/private/tmp", "/private/var/folders")  # noqa: S108
_INSIDE = "Choose a folder inside it, such as the one with the files that this is about."


class BadFolder(BadRequest):
    """A folder that can't be worked on or changed; the text is a sentence for a person with what to do."""


def root_of(text: str, home: Path) -> Path:
    """The folder that a person means, absolute, without links. `home`: ONEOFF_HOME. Raises `BadFolder`, `BadRequest`."""
    place = Path(text) if os.path.isabs(text) and os.path.lexists(text) else path_of(text)
    _is_there(place)
    root = Path(os.path.realpath(place))
    refuse(root, home)
    try:
        with os.scandir(root):
            return root
    except PermissionError:
        raise BadFolder(
            f"The folder {shown(str(place))} can't be opened: you have no permission for it. Choose another one."
        ) from None
    except OSError as error:
        raise BadFolder(
            f"The folder {shown(str(place))} can't be read ({os.strerror(error.errno or 0)}). Choose another one."
        ) from error


def refuse(root: Path, home: Path) -> None:
    """Raises `BadFolder` for what is never worked on. `root` has no links in it."""
    name, own, ours = shown(str(root)), Path.home().resolve(), home.resolve()
    if root == own:
        raise BadFolder(f"{name} is your home folder, with everything that you have. {_INSIDE}")
    if root in own.parents:
        raise BadFolder(f"{name} holds your home folder and much else. {_INSIDE}")
    if _within(root, _SYSTEM) and not any(root != Path(one) and root.is_relative_to(one) for one in _ALLOWED):
        raise BadFolder(f"{name} belongs to the system of this computer. Choose a folder of your own.")
    if root.is_relative_to(ours) or ours.is_relative_to(root):
        raise BadFolder(f"Oneoff keeps its own data in {name}. Choose another folder.")
    if any(why_left_out(part) == "secret" for part in root.parts):
        raise BadFolder(f"{name} looks like a place for keys and passwords. Choose another folder.")


def _is_there(place: Path) -> None:
    name = shown(str(place))
    try:
        kind = place.stat().st_mode
    except PermissionError:
        raise BadFolder(
            f"The folder {name} can't be opened: you have no permission for it. Choose another one."
        ) from None
    except (OSError, ValueError):
        if place.is_symlink():
            raise BadFolder(f"{name} is a link that leads nowhere. Choose a folder that is there.") from None
        raise BadFolder(f"The folder {name} isn't there. Look at how it is written.") from None
    if not stat.S_ISDIR(kind):
        raise BadFolder(f"{name} is a file, not a folder. Choose the folder that it lies in.")


def _within(root: Path, folders: tuple[str, ...]) -> bool:
    return any(root.is_relative_to(one) for one in folders)
