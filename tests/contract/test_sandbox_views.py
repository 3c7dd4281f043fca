"""A program in a view of a folder: it works as in the folder itself, what it left is known, and the folder is as it was."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.base import FolderTooLarge, InputFile, Job, Limits, Started, View
from sandbox.cleaning import clean
from sandbox.docker import DockerSandbox
from sandbox.engine import engine
from tests.abuse.leftovers import labelled
from tests.contract.folders import Worked, complete, give, plant, told, tree


def test_what_a_program_left_is_told(worked: Worked) -> None:
    source = """
import os, pathlib, shutil
assert os.getcwd() == "/job" and open("old/deep/c.txt").read() == "ccc"
open("made.txt", "w").write("new")
with open("notes.txt", "a") as file: file.write("second")
os.rename("same-1", "renamed-1")
os.rename("Photo.JPG", "photo.jpg")
os.mkdir("by year"); shutil.move("old/a.txt", "by year/a.txt")
os.remove("old/b.txt")
shutil.rmtree("old/deep"); open("old/deep", "w").write("a file now")
os.rmdir("empty")
"""
    execution = worked.run(source)
    assert complete(execution) == [
        "folder_made by year",
        "renamed old/a.txt -> by year/a.txt",
        "folder_deleted empty",
        "made made.txt",
        "edited notes.txt",
        "deleted old/b.txt",
        "folder_deleted old/deep",
        "made old/deep",
        "deleted old/deep/c.txt",
        "renamed Photo.JPG -> photo.jpg",
        "renamed same-1 -> renamed-1",
    ]
    changed = execution.changed
    assert changed is not None
    assert changed.files == 7
    contents = {one.path: one.content.read_bytes() for one in changed.changes if one.content}
    assert contents == {"made.txt": b"new", "notes.txt": b"first\nsecond", "old/deep": b"a file now"}


def test_names_that_are_exchanged_and_handed_on(worked: Worked) -> None:
    source = """
import os
os.rename("old/a.txt", "x"); os.rename("old/b.txt", "old/a.txt"); os.rename("x", "old/b.txt")
os.rename("Photo.JPG", "Photo.1"); open("Photo.JPG", "w").write("another")
os.replace("notes.txt", "same-1")
os.rename("old/deep", "moved")
os.rename("same-2", "z")
"""
    assert complete(worked.run(source)) == [
        "renamed Photo.JPG -> Photo.1",
        "made Photo.JPG",
        "folder_made moved",
        "renamed old/deep/c.txt -> moved/c.txt",
        "deleted notes.txt",
        "renamed old/b.txt -> old/a.txt",
        "renamed old/a.txt -> old/b.txt",
        "folder_deleted old/deep",
        "edited same-1",
        "renamed same-2 -> z",
    ]


def test_a_copy_is_no_rename(worked: Worked) -> None:
    source = """
import shutil
shutil.copy("old/a.txt", "old/a.bak"); open("old/a.txt", "a").write("more")
shutil.copy("notes.txt", "copy")
"""
    assert complete(worked.run(source)) == ["made copy", "made old/a.bak", "edited old/a.txt"]


def test_what_only_looks_like_a_change_is_none(worked: Worked) -> None:
    source = """
import os, shutil
os.utime("notes.txt")
data = open("old/a.txt").read(); open("old/a.txt", "w").write(data)
shutil.copy("old/b.txt", "x"); os.remove("old/b.txt"); os.rename("x", "old/b.txt")
os.rename("same-1", "x"); os.rename("x", "same-1")
os.chmod("empty", 0o700)
"""
    assert complete(worked.run(source)) == []


def test_changes_that_leave_size_and_times_as_they_were(worked: Worked) -> None:
    source = """
import mmap, os
with open("notes.txt", "r+b") as file:
    there = mmap.mmap(file.fileno(), 0)
    there[:]                        # so that it is mapped before it is written
    there[0:5] = b"FIRST"
    there.close()
about = os.stat("old/a.txt")
with open("old/a.txt", "r+b") as file: file.write(b"zzz")
os.utime("old/a.txt", ns=(about.st_atime_ns, about.st_mtime_ns))
os.chmod("old/b.txt", 0o755)
"""
    execution = worked.run(source)
    assert complete(execution) == ["edited notes.txt", "edited old/a.txt", "edited old/b.txt"]
    assert execution.changed is not None
    assert [one.mode for one in execution.changed.changes] == [0o644, 0o644, 0o755]


def test_names_that_are_not_utf_8(worked: Worked) -> None:
    plant(worked.root, {os.fsdecode(b"gr\xfc\xdfe.txt"): b"latin", "中文/文.txt": b"chinese"})
    worked.left_out = (os.fsdecode(b"gr\xfc\xdfe.txt.bak"),)
    plant(worked.root, {worked.left_out[0]: b"left out"})
    source = r"""
import os
assert b"gr\xfc\xdfe.txt" in os.listdir(b".") and not os.path.exists(b"gr\xfc\xdfe.txt.bak")
os.rename(b"gr\xfc\xdfe.txt", b"\xff\xfe 1")
open(b"made\n\x01\xe9", "w").write("odd")
open("中文/新.txt", "w").write("odd, too")
"""
    assert [os.fsencode(line) for line in complete(worked.run(source))] == [
        b"made made\n\x01\xe9",
        "made 中文/新.txt".encode(),
        b"renamed gr\xfc\xdfe.txt -> \xff\xfe 1",
    ]


def test_links_lead_nowhere(worked: Worked, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("outside")
    for name, target in {
        "out": "../outside",
        "far": str(tmp_path / "outside"),
        "loop": "loop",
        "round": "old",
        "old/up": "..",
        "gone": "nowhere",
    }.items():
        (worked.root / name).symlink_to(target)
    source = """
import os
for name in ("out", "far", "loop"):
    assert os.path.islink(name) and not os.path.exists(name), name
assert open("round/a.txt").read() == "aaa"
os.remove("gone")
os.symlink("/etc/passwd", "new"); os.remove("loop"); os.symlink("other", "loop")
"""
    execution = worked.run(source)
    assert complete(execution) == ["deleted gone"]
    assert ["2 links" in hit.says for hit in execution.limits_hit if hit.limit == ""] == [True]
    assert (tmp_path / "outside").read_text() == "outside"


def test_what_is_left_out_is_not_seen(worked: Worked) -> None:
    plant(
        worked.root,
        {".env": b"KEY=1", ".git/config": b"x", "old/deep/id_rsa": b"key", "old/deep/.ssh/x": b""},
    )
    worked.left_out = (".env", ".git", "old/deep/id_rsa", "old/deep/.ssh", "not/there")
    os.utime(worked.root / "old/deep", (1e9, 1e9))
    source = """
import os
for folder, folders, files in os.walk("/"):
    if not folder.startswith(("/proc", "/sys", "/usr", "/opt/oneoff/venv", "/etc")):
        assert not {".env", ".git", "id_rsa", ".ssh"} & {*folders, *files}, folder
assert os.listdir("old/deep") == ["c.txt"] and os.stat("old/deep").st_mtime == 1e9
open("old/deep/more", "w").write("more")
"""
    execution = worked.run(source)
    assert complete(execution) == ["made old/deep/more"]
    assert execution.changed is not None
    assert execution.changed.files == 7


def test_what_else_happens_in_the_folder_is_not_the_programs_doing(worked: Worked) -> None:
    source = "import time; time.sleep(1.5); open('made', 'w').write('x'); print(open('notes.txt').read())"

    def meddle(event: object) -> None:
        if isinstance(event, Started):
            (worked.root / "same-1").write_text("somebody else's")
            (worked.root / "new.txt").write_text("somebody else's")
            (worked.root / "old/b.txt").unlink()

    before = tree(worked.root)
    worked.hold = False
    execution = worked.run(source, on_event=meddle)
    assert complete(execution) == ["made made"]
    assert tree(worked.root).keys() ^ before.keys() == {"new.txt", "old/b.txt"}


def test_a_file_that_is_written_all_the_time_does_no_harm(worked: Worked) -> None:
    log, over = worked.root / "app.log", threading.Event()
    log.write_bytes(b"line\n" * 100_000)

    def write() -> None:
        turn = 0
        while not over.is_set():
            turn += 1
            with open(log, "r+b") as file:
                file.truncate(100 if turn % 2 else 900_000)

    worked.hold = False
    writer = threading.Thread(target=write)
    writer.start()
    try:
        execution = worked.run("open('made', 'w').write('x')")
    finally:
        over.set()
        writer.join()
    assert execution.ok, execution.failure
    assert "made made" in told(execution)


def test_read_only_files_and_given_ones(worked: Worked, tmp_path: Path) -> None:
    (worked.root / "notes.txt").chmod(0o444)
    (worked.root / "old/deep").chmod(0o555)
    given = tmp_path / "given.csv"
    given.write_text("a,b\n1,2\n")
    source = """
import os, pandas
assert len(pandas.read_csv("/in/given.csv")) == 1
for path in ("notes.txt", "old/deep/new"):
    try:
        open(path, "a")
    except PermissionError:
        os.chmod(os.path.dirname(path) or path, 0o700)
    else:
        raise SystemExit(path)
open("notes.txt", "a").write("more")
open("/out/result.txt", "w").write("kept")
"""
    worked.files = (InputFile("given.csv", given),)
    execution = worked.run(source)
    assert complete(execution) == ["edited notes.txt"]
    assert execution.facts.made == ("result.txt",)


def test_a_hunt_in_a_repository(worked: Worked) -> None:
    worked.sandbox.prepare_hunting()
    worked.hunting = True
    source = """
import subprocess
def git(*words): return subprocess.run(["git", *words], check=True, capture_output=True, text=True).stdout
git("init", "-q"); git("add", "."); git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "first")
open("notes.txt", "a").write("second")
print(git("diff", "--stat"))
"""
    execution = worked.run(source)
    assert "notes.txt | 1 +" in execution.stdout.text
    found = [line for line in complete(execution) if ".git" not in line]
    assert found == ["edited notes.txt"]


def test_when_it_was_read_last_stays(worked: Worked) -> None:
    worked.hold = False  # which reads it
    if worked.owner is not None:
        give(worked.root, worked.owner)
        worked.owner = None
    places = [worked.root, *worked.root.rglob("*")]
    for place in places:
        os.utime(place, (1e9, place.stat().st_mtime))
    read = "import os\nfor folder, _, names in os.walk('.'):\n    for name in names: open(os.path.join(folder, name)).close()"
    assert complete(worked.run(read)) == []
    assert {place.name: place.stat().st_atime for place in places} == {place.name: 1e9 for place in places}


def test_limits_of_changes(worked: Worked) -> None:
    worked.limits = replace(worked.limits, changes=5, change_bytes=1000)
    execution = worked.run("for number in range(9): open(f'{number}', 'w').write('x' * 300)")
    assert execution.ok
    assert execution.changed is not None
    assert not execution.changed.complete
    assert len(execution.changed.changes) == 5
    assert {"changes", "change_bytes"} <= {hit.limit for hit in execution.limits_hit}


def test_no_more_can_be_written_than_there_is_room(worked: Worked) -> None:
    worked.limits = replace(worked.limits, view_mb=8, scratch_mb=64)
    execution = worked.run("open('old/a.txt', 'wb').write(bytes(20_000_000))")
    assert execution.failure is not None
    assert "view_mb" in {hit.limit for hit in execution.limits_hit}


@pytest.mark.parametrize("stop", [False, True], ids=["late", "stopped"])
def test_what_is_ended_is_not_complete(worked: Worked, stop: bool) -> None:
    cancel = threading.Event()
    worked.limits = replace(worked.limits, wall_seconds=60.0 if stop else 2.0)

    def press(event: object) -> None:
        if stop and isinstance(event, Started):
            cancel.set()

    source = "open('made', 'w').write('x'); import time; time.sleep(100)"
    execution = worked.run(source, on_event=press, cancel=cancel)
    assert execution.ended == ("stopped" if stop else "timed_out")
    assert execution.changed is not None
    assert (execution.changed.complete, execution.limits_hit != ()) == (False, True)


def test_a_program_that_fails_has_changed_what_it_has(worked: Worked) -> None:
    execution = worked.run("open('made', 'w').write('x'); 1 / 0")
    assert execution.exit_code == 1
    assert execution.changed is not None
    assert (execution.changed.complete, told(execution)) == (True, ["made made"])


@pytest.mark.docker
def test_a_folder_that_is_too_large_is_said_to_be(docker_sandbox: DockerSandbox, tmp_path: Path) -> None:
    plant(tmp_path / "folder", {f"{number}": b"x" * 1000 for number in range(30)})
    (tmp_path / "spool").mkdir()
    view = View(tmp_path / "folder", tmp_path / "spool")
    for limits in (Limits(view_files=29), Limits(view_mb=0)):
        with pytest.raises(FolderTooLarge) as raised:
            docker_sandbox.run(Job("pass", view=view, limits=limits))
        assert raised.value.sentence.startswith("The folder has 30 files (30.0 KB), and only ")
        assert raised.value.next_step == "Choose a folder inside it."


@pytest.mark.docker
@pytest.mark.parametrize("worked", ["laid"], indirect=True)
def test_a_path_that_no_mount_can_name_is_copied(worked: Worked) -> None:
    worked.root = worked.root.rename(worked.root.with_name('a,b:c\\"d'))
    worked.how = "copy"
    assert complete(worked.run("open('made', 'w').write('x')")) == ["made made"]
    worked.root = worked.root.rename(worked.root.with_name("fine again"))
    worked.how, worked.spool = "overlay", worked.spool.with_name("another spool")
    assert complete(worked.run("open('made', 'w').write('x')")) == ["made made"]


@pytest.mark.docker
@pytest.mark.parametrize("worked", ["laid"], indirect=True)
def test_nothing_is_left_of_a_view(worked: Worked) -> None:
    assert complete(worked.run("open('made', 'w').write('x')")) == ["made made"]
    deadline = time.monotonic() + 60
    while labelled("volumes") and time.monotonic() < deadline:
        time.sleep(0.1)
    assert labelled("volumes") == []


@pytest.mark.docker
def test_volumes_of_a_process_that_is_gone_are_removed(docker_sandbox: DockerSandbox) -> None:
    gone = {"oneoff": "1", "oneoff.owner": f"{2**22 + 1}@{os.uname().nodename}", "oneoff.started": "1"}
    with engine() as client:
        client.create_volume("oneoff-view-of-nobody", "local", labels=gone)
    assert clean(docker_sandbox.tag).volumes == 1
