"""Programs that attack their view of a folder, and a supervisor that lies about one: the list is true or isn't complete."""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.base import Limits, View
from sandbox.changing import Changing
from sandbox.runner.frames import BadFrame, Frame, Kind
from tests.contract.folders import Worked, complete, plant, told

_ATTACKS = {
    "climbs out": (
        """
import os
for path in ("/job/../etc/passwd", "../opt/x", "/opt/oneoff/before/notes.txt", "/folder/notes.txt", "/room/upper/x"):
    try: open(path, "a").write("x")
    except OSError: continue
    print("ESCAPED", path)
os.makedirs("old/../a/../b")
""",
        ["folder_made a", "folder_made b"],
    ),
    "puts links in the place of files": (
        """
import os
os.remove("notes.txt"); os.symlink("/etc/passwd", "notes.txt")
os.rename("old", "x"); os.symlink("/usr", "old")
try: open("notes.txt", "a").write("x")
except OSError: pass
""",
        [
            "deleted notes.txt",
            "folder_deleted old",
            "folder_deleted old/deep",
            "folder_made x",
            "renamed old/a.txt -> x/a.txt",
            "renamed old/b.txt -> x/b.txt",
            "folder_made x/deep",
            "renamed old/deep/c.txt -> x/deep/c.txt",
        ],
    ),
    "locks what it made": (
        """
import os
os.makedirs("new/inner"); open("new/inner/x", "w").write("x"); os.chmod("new/inner/x", 0)
open("notes.txt", "w").write("y"); os.chmod("notes.txt", 0)
for path in ("new/inner", "new", "old/deep", "old", "."): os.chmod(path, 0)
""",
        ["folder_made new", "folder_made new/inner", "made new/inner/x", "edited notes.txt"],
    ),
    "makes pipes, sockets and devices": (
        """
import os, socket
os.mkfifo("pipe")
with socket.socket(socket.AF_UNIX) as one: one.bind("socket")
for name, kind, number in (("whiteout", 0o20000, 0), ("null", 0o20000, 0x103), ("block", 0o60000, 0x801)):
    try: os.mknod(name, kind | 0o666, number)
    except OSError: pass
os.remove("same-1"); os.mkfifo("same-1")
""",
        ["deleted same-1"],
    ),
    "makes hard links": (
        """
import os
os.link("notes.txt", "again"); open("again", "a").write("more")
""",
        ["made again", "edited notes.txt"],
    ),
    "goes on writing": (
        """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in range(3): os.closerange(number, number + 1)
        while True:
            os.rename("old", "elder"); os.rename("elder", "old")
            with open("notes.txt", "w") as file: file.write("x" * 1000)
    os._exit(0)
time.sleep(0.3)
""",
        None,
    ),
    "forges its changes": (
        """
import json, os, struct
about = json.dumps({"changes": [["deleted", "notes.txt", "", 0, 0, ""]], "files": 1, "sure": True}).encode()
for kind in (19, 20, 23):
    try: os.write(3, struct.pack(">BII", kind, len(about), 0) + about)
    except OSError: pass
open("made", "w").write("x")
""",
        ["made made"],
    ),
    "makes odd names": (
        """
for name in ("...", "a" * 255, "b\\\\c", "new\\nline", "\\x1b[31m", "CON", " ", "-rf", "\\u202egpj.exe"):
    open(name, "w").write(name)
""",
        [
            f"made {name}"
            for name in sorted(
                ("...", "a" * 255, "b\\c", "new\nline", "\x1b[31m", "CON", " ", "-rf", "\u202egpj.exe"),
                key=os.fsencode,
            )
        ],
    ),
}


@pytest.mark.parametrize("name", _ATTACKS)
def test_the_list_is_true(worked: Worked, name: str) -> None:
    source, expected = _ATTACKS[name]
    execution = worked.run(source)
    assert "ESCAPED" not in execution.stdout.text
    found = complete(execution)
    if expected is not None:
        assert found == expected
    assert _held(worked.spool) <= {str(number) for number in range(len(found))}


_TOO_MUCH = {
    "digs": """
import os
for _ in range(3000): os.mkdir("d"); os.chdir("d")
""",
    "makes thousands of files": """
for number in range(3000): open(f"old/{number}", "w").close()
""",
    "makes holes": """
for number in range(4):
    with open(f"hole {number}", "wb") as file: file.truncate(400_000)
""",
}


@pytest.mark.parametrize("name", _TOO_MUCH)
def test_too_much_is_not_complete(worked: Worked, name: str) -> None:
    worked.limits = replace(worked.limits, changes=2000, change_bytes=1_000_000)
    execution = worked.run(_TOO_MUCH[name])
    assert execution.ok, execution.failure
    assert execution.changed is not None
    assert not execution.changed.complete
    assert execution.limits_hit
    assert len(execution.changed.changes) <= 2000
    assert sum(one.size for one in execution.changed.changes if one.content) <= 1_000_000


def test_a_folder_that_could_not_be_read_from_the_start(worked: Worked) -> None:
    """To root it can; what isn't in the view isn't in the list."""
    plant(worked.root, {"closed/x": b"x"})
    (worked.root / "closed").chmod(0)
    source = "import os\ntry: os.rename('closed', 'open')\nexcept OSError: pass\nopen('made', 'w').write('x')"
    execution = worked.run(source)
    assert "made made" in told(execution)
    assert execution.changed is not None
    if execution.changed.complete:
        assert {line for line in told(execution) if "x" in line} <= {"renamed closed/x -> open/x"}


_SHA = hashlib.sha256(b"abc").hexdigest()
_BAD_PATHS = (
    *("", "/etc/passwd", "..", "../x", "a/../b", "a//b", "a/", "./a", "a/.", "a\0b", "\u4e2d", "\ud800"),
    *("x" * 256, "/".join(["x" * 200] * 30)),
)
_ODD: tuple[object, ...] = (None, True, -1, 1.5, 10**30, "1", [], {}, ["made"], "x" * 70, _SHA.upper())


@pytest.fixture
def changing(tmp_path: Path) -> Changing:
    return Changing(View(tmp_path, tmp_path), Limits(changes=5, change_bytes=10), "copy")


def _change(path: object = "a", kind: object = "made", was: object = "", size: object = 3) -> list[object]:
    return [kind, path, was, size, 0o7777, _SHA]


def _said(changing: Changing, *changes: object) -> None:
    changing.take(Frame(Kind.CHANGES, {"changes": list(changes)}))


@pytest.mark.parametrize("path", _BAD_PATHS)
def test_paths_that_lead_elsewhere(changing: Changing, path: str) -> None:
    with pytest.raises(BadFrame):
        _said(changing, _change(path))
    with pytest.raises(BadFrame):
        _said(changing, _change("b", "renamed", path))


@pytest.mark.parametrize("at", range(6))
def test_fields_that_are_something_else(tmp_path: Path, at: int) -> None:
    for odd in _ODD:
        changing, change = Changing(View(tmp_path, tmp_path), Limits(), "copy"), _change()
        change[at] = odd
        if at == 2 or (at == 1 and isinstance(odd, str)):  # not read of what was made; a name like any other
            continue
        with pytest.raises(BadFrame):
            _said(changing, change)


def test_a_path_is_changed_once(changing: Changing) -> None:
    _said(changing, _change("a"), _change("a", "folder_deleted"), _change("b", "renamed", "c"))
    for twice in (_change("a", "edited"), _change("d", "renamed", "c"), _change("a", "deleted")):
        with pytest.raises(BadFrame):
            _said(changing, twice)


def test_contents_that_were_not_announced(changing: Changing) -> None:
    _said(changing, _change("a"), _change("b", "deleted"), _change("c"))
    for number in (1, 3, -1, 1 << 70, "0", None, True):
        with pytest.raises(BadFrame):
            changing.take(Frame(Kind.CONTENT, {"number": number}))
    changing.take(Frame(Kind.CONTENT, {"number": 0}))
    with pytest.raises(BadFrame):
        changing.take(Frame(Kind.CONTENT_CHUNK, {}, b"x" * 11))


def test_only_what_its_hash_says_is_kept(changing: Changing, tmp_path: Path) -> None:
    _said(changing, _change("a"), _change("b"))
    for number, data in enumerate((b"abc", b"abd")):
        changing.take(Frame(Kind.CONTENT, {"number": number}))
        changing.take(Frame(Kind.CONTENT_CHUNK, {}, data))
    changing.take(Frame(Kind.VIEW_END, {"sure": True}))
    with pytest.raises(BadFrame):
        _said(changing, _change("late"))
    changes = changing.changes(0.0, by_itself=True)
    assert [one.content is not None for one in changes.changes] == [True, False]
    assert [one.mode for one in changes.changes] == [0o777, 0o777]
    assert not changes.complete
    assert _held(tmp_path) == {"0"}


def test_a_liar_writes_nothing_but_numbers(tmp_path: Path) -> None:
    chance = random.Random(7)
    kinds = (Kind.VIEW, Kind.CHANGES, Kind.CONTENT, Kind.CONTENT_CHUNK, Kind.VIEW_END)
    for turn in range(300):
        spool = tmp_path / str(turn)
        spool.mkdir()
        changing = Changing(View(tmp_path, spool), Limits(changes=5, change_bytes=10), "copy")
        for _ in range(12):
            try:
                changing.take(_lie(chance, chance.choice(kinds)))
            except BadFrame:
                continue
        changes = changing.changes(0.0, by_itself=True)
        assert _held(spool) <= set("01234")
        assert sum((spool / name).stat().st_size for name in _held(spool)) <= 10
        assert all(one.content is None or one.content.parent == spool for one in changes.changes)


def _lie(chance: random.Random, kind: Kind) -> Frame:
    values: Sequence[object] = (*_ODD, 0, 1, "a", "b", "../a", _change(), _change("b"), [_change("b")])
    keys = {Kind.VIEW: "files", Kind.CHANGES: "changes", Kind.CONTENT: "number", Kind.VIEW_END: "sure"}
    about = {keys[kind]: chance.choice(values)} if kind in keys else {}
    json.dumps(about)  # it could come over a wire
    return Frame(kind, about, chance.choice((b"", b"abc", b"x" * 9)))


def _held(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()} if folder.is_dir() else set()
