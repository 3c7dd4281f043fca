"""Full disks, disks that know no capitals, folders that can't be written to: real ones, mounted for the test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.unit.folder.made import Run, fill, let_others_in, much, picture
from workshop.folder import doing
from workshop.folder.bins import Bin
from workshop.folder.roots import BadFolder
from workshop.store import new_id

Mount = Callable[..., Path]
_MB = 1_000_000
TOP = Path(__file__).resolve().parents[3]


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mounts what it is told, once each: mount("tmpfs", "size=1m"), mount("ntfs")."""
    if os.geteuid() != 0:
        pytest.skip("Only root can mount a disk.")
    there: list[Path] = []

    def mounted(kind: str, options: str = "") -> Path:
        place = tmp_path / f"disk{len(there)}"
        place.mkdir()
        command = ["mount", "-t", kind, "-o", options, kind, str(place)]
        if kind == "ntfs":
            command = _ntfs(tmp_path / "ntfs.img", place)
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip(f"{kind} can't be mounted here.")
        there.append(place)
        return place

    yield mounted
    for place in there:
        subprocess.run(["umount", str(place)], check=True)


def _ntfs(image: Path, place: Path) -> list[str]:
    if not (shutil.which("mkntfs") and shutil.which("lowntfs-3g")):
        pytest.skip("There is no NTFS here.")
    with image.open("wb") as file:
        file.truncate(16 * _MB)
    subprocess.run(["mkntfs", "-q", "-F", "-Q", str(image)], check=True, capture_output=True)
    return ["lowntfs-3g", "-o", "ignore_case,windows_names", str(image), str(place)]


def planned(home: Path, root: Path, run: Run) -> Bin:
    id = new_id()
    (home / "bin" / id).mkdir(parents=True)
    return doing.plan(home, id, doing.Wanted("run", root, run.rows, run.all))


def said(bin: Bin) -> dict[str, str]:
    return {one["path"]: one["says"] for one in bin.skipped()}


def filling(disk: Path, at: str) -> Callable[[str], None]:
    """Somebody else fills the disk before that step."""

    def step(name: str) -> None:
        if name == at:
            fill_up(disk)

    return step


def fill_up(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as file:
        size = _MB
        while size:
            try:
                file.write(bytes(size))
            except OSError:
                size //= 2


def test_what_has_no_room_is_not_begun(mount: Mount, tmp_path: Path) -> None:
    root = mount("tmpfs", "size=1m") / "root"
    root.mkdir()
    run = Run(root, tmp_path / "content").add("made", "big", content=bytes(2 * _MB))
    with pytest.raises(BadFolder, match=r"There isn't room for these changes: they need 2\.0 MB, and"):
        planned(tmp_path / "home", root, run)
    assert list(root.iterdir()) == []
    assert list((tmp_path / "home/bin").iterdir()) == []


@pytest.mark.parametrize("bin_is", ["there", "elsewhere"])
@pytest.mark.parametrize("at", ["make ready 20", "take 5", "put 30", "copy 20"])
def test_a_disk_that_fills_up_in_the_middle_has_everything_go_back(
    mount: Mount, tmp_path: Path, bin_is: str, at: str
) -> None:
    disk = mount("tmpfs", "size=3m")
    root = disk / "root"
    root.mkdir()
    fill(root, 20, 20, 40)
    home, content = (disk if bin_is == "there" else tmp_path) / "home", tmp_path / "content"
    before, run = picture(root), much(root, content)
    bin = planned(home, root, run)
    doing.apply(bin, lambda digest: content / digest, filling(disk, at))
    if bin.state() == "undone":
        assert said(bin) == {"": "The disk is full. Everything was put back as it was."}
    else:
        assert at != "make ready 20"
        doing.undo(bin)
    (disk / "filler").unlink(missing_ok=True)
    assert bin.state() == "undone"
    assert picture(root) == before


def test_a_bin_that_fills_up_has_everything_go_back(mount: Mount, tmp_path: Path) -> None:
    disk, root = mount("tmpfs", "size=2m"), tmp_path / "root"
    root.mkdir()
    for number in range(8):
        (root / f"{number}.bin").write_bytes(bytes(100_000))
    before, run = picture(root), Run(root, tmp_path / "content")
    for number in range(8):
        run.add("deleted", f"{number}.bin")
    bin = planned(disk / "home", root, run)
    doing.apply(bin, run.content, filling(disk, "copy 4"))
    assert said(bin) == {"": "The disk is full. Everything was put back as it was."}
    assert picture(root) == before


def test_taking_back_on_a_full_disk_waits_until_there_is_room(mount: Mount, tmp_path: Path) -> None:
    disk = mount("tmpfs", "size=2m")
    root = disk / "root"
    root.mkdir()
    for number in range(5):
        (root / f"{number}.bin").write_bytes(bytes([number]) * 200_000)
    before, run = picture(root), Run(root, tmp_path / "content")
    for number in range(5):
        run.add("deleted" if number % 2 else "edited", f"{number}.bin", content=b"x")
    bin = planned(tmp_path / "home", root, run)
    doing.apply(bin, run.content)
    fill_up(disk)
    for _ in range(2):
        with pytest.raises(OSError, match="No space left"):
            doing.undo(bin)
        assert (root / "0.bin").read_bytes() == b"x"
    assert bin.state() == "undoing"
    (disk / "filler").unlink()
    doing.undo(bin)
    assert picture(root) == before


@pytest.mark.parametrize("bin_is", ["there", "elsewhere"])
def test_names_that_differ_in_capitals_alone_on_a_disk_that_knows_none(
    mount: Mount, tmp_path: Path, bin_is: str
) -> None:
    disk = mount("ntfs")
    root, content = disk / "root", tmp_path / "content"
    root.mkdir()
    for name in ("photo.jpg", "report.txt", "old.txt", "albums/x.txt"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(name)
    assert (root / "PHOTO.jpg").exists()
    before, run = names(root), Run(root, content)
    run.add("renamed", "Photo.JPG", was="photo.jpg").add("made", "Report.txt", content=b"x")
    run.add("renamed", "REPORT.TXT", was="old.txt").add("made", "what?.txt", content=b"3")
    run.add("made", "new.txt", content=b"1").add("made", "NEW.txt", content=b"2").add("folder_made", "Albums")
    run.add("renamed", "Albums/x.txt", was="albums/x.txt").add("folder_deleted", "albums")
    bin = planned((disk if bin_is == "there" else tmp_path) / "home", root, run)
    doing.apply(bin, run.content)
    assert said(bin) == {
        "Report.txt": "There is something called Report.txt already: it is left as it is.",
        "old.txt": "old.txt keeps its name: there is something called REPORT.TXT already.",
        "NEW.txt": "There is something called NEW.txt already: it is left as it is.",
        "what?.txt": "This disk can't hold the name what?.txt.",
    }
    assert names(root) == {**before, "new.txt": "1"}  # this one lists all names in small letters
    doing.undo(bin)
    assert said(bin) == {}
    assert names(root) == before


def names(root: Path) -> dict[str, str]:
    return {str(one.relative_to(root)): one.read_text() for one in root.rglob("*") if one.is_file()}


def test_a_disk_that_can_only_be_read_is_a_sentence(mount: Mount, tmp_path: Path) -> None:
    disk = mount("tmpfs", "size=1m")
    (disk / "a.txt").write_text("a")
    run = Run(disk, tmp_path / "content").add("deleted", "a.txt")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(BadFolder, match="is on a disk that can only be read"):
        planned(tmp_path / "home", disk, run)


_AS_SOMEBODY = """
import os, sys
from pathlib import Path
from tests.unit.folder.made import Run
from tests.unit.folder.test_hard_places import planned, said
from workshop.folder import doing
os.setgid(65534); os.setuid(65534)
place = Path(sys.argv[1])
run = Run(place / "root", place / "content")
run.add("edited", "mine/a.txt", content=b"x").add("deleted", "shut/b.txt").add("made", "shut/new.txt", content=b"x")
run.add("renamed", "shut/c.txt", was="mine/c.txt").add("made", "top.txt", content=b"x")
bin = planned(place / "home", place / "root", run)
doing.apply(bin, run.content)
print(sorted(said(bin).items()))
doing.undo(bin)
print(bin.state(), bin.skipped())
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_folders_that_the_person_may_not_write_to_are_left_and_told(tmp_path: Path) -> None:
    place = tmp_path / "place"
    for name in ("root/mine/a.txt", "root/mine/c.txt", "root/shut/b.txt"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(name)
    for folder in (place, place / "root/mine"):
        shutil.chown(folder, 65534)
    let_others_in(tmp_path)
    before = picture(place / "root")
    done = subprocess.run(
        [sys.executable, "-c", _AS_SOMEBODY, str(place)], capture_output=True, text=True, cwd=TOP, check=False
    )
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    told = "can't be changed: you have no permission for it."
    assert first == str(
        [("mine/c.txt", f"shut/c.txt {told}")]
        + [(one, f"{one} {told}") for one in ("shut/b.txt", "shut/new.txt", "top.txt")]
    )
    assert second == "undone []"
    assert picture(place / "root") == before
