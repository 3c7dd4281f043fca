"""A request about a folder, through the real workflow and the real sandbox: what its program would change is stored, and the folder stays as it is."""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from tests.durable.test_asking import MakeWorkshop, with_model
from tests.scripted_server import ScriptedServer
from tests.support import answer, until
from workshop.folder.roots import BadFolder
from workshop.folder.types import Given
from workshop.given import GivenFile
from workshop.service import Workshop
from workshop.views import TurnView

RENAMES = """
from pathlib import Path

done = 0
for photo in sorted(Path('.').rglob('IMG_*')):
    photo.rename(photo.with_name(photo.name.replace('IMG_', 'Beach ').lower()))
    done += 1
Path('index.txt').write_text('made')
Path('notes/old.txt').unlink()
with open('notes/list.csv', 'a') as file:
    file.write('c,3\\n')
print(f'{done} photos renamed')
"""


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "Photos 2024"
    (folder / "trip").mkdir(parents=True)
    (folder / "notes").mkdir()
    for number in range(3):
        (folder / f"IMG_{number}.JPG").write_bytes(os.urandom(500))
    (folder / "trip" / "IMG_9.JPG").write_bytes(b"nine")
    (folder / "notes" / "old.txt").write_text("old")
    (folder / "notes" / "list.csv").write_text("name,count\na,1\nb,2\n")
    (folder / ".env").write_text("TOKEN=canary-5512")
    (folder / "deploy.pem").write_text("canary-5512")
    return folder


def tree(root: Path) -> dict[str, str]:
    """The hash of each file, with its mode and its time."""
    return {
        f"{path.relative_to(root)} {path.lstat().st_mode:o} {path.lstat().st_mtime_ns}": hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def asked(workshop: Workshop, text: str, folder: Given | None, conversation: str = "") -> TurnView:
    turn = workshop.ask(conversation or workshop.start_conversation(), text, folder=folder)
    return workshop.wait(turn, 120)


def test_what_a_program_would_change_is_listed_and_the_folder_stays(
    make_workshop: MakeWorkshop, photos: Path
) -> None:
    before = tree(photos)
    with ScriptedServer([answer(RENAMES), "Four photos would be renamed."]) as server:
        workshop = with_model(make_workshop, server)
        chosen = workshop.folders.choose(str(photos))
        assert chosen.line.startswith("6 files, ")
        assert "left out" in " ".join(chosen.notes)
        view = asked(workshop, "rename my photos", chosen.given)
        told = json.dumps(server.requests[0])
    assert (view.status, view.error) == ("done", None)
    assert view.console.strip() == "4 photos renamed"
    changes = workshop.folders.changes(view.run)
    assert changes is not None
    assert (changes.complete, changes.may_apply, changes.why_not) == (True, True, "")
    assert changes.line == "1 file made; 1 file edited; 4 photos renamed; 1 file deleted"
    renamed = {(one.was, one.path) for one in changes.changes if one.kind == "renamed"}
    assert ("trip/IMG_9.JPG", "trip/beach 9.jpg") in renamed
    assert tree(photos) == before
    # what the model is told: names and a look into some files, nothing of what is left out
    assert "IMG_0.JPG" in told
    assert "list.csv" in told
    assert "canary-5512" not in told
    assert "deploy.pem" not in told


def test_before_and_after_can_be_looked_at(make_workshop: MakeWorkshop, photos: Path) -> None:
    with ScriptedServer([answer(RENAMES), "Renamed."]) as server:
        workshop = with_model(make_workshop, server)
        view = asked(workshop, "rename", workshop.folders.choose(str(photos)).given)
    changes = workshop.folders.changes(view.run)
    assert changes is not None
    number = {one.path: one.number for one in changes.changes}
    was = workshop.folders.before(view.run, number["notes/list.csv"])
    now = workshop.folders.after(view.run, number["notes/list.csv"])
    assert was is not None
    assert now is not None
    assert (was.text, now.text) == ("name,count\na,1\nb,2\n", "name,count\na,1\nb,2\nc,3\n")
    assert workshop.folders.before(view.run, number["index.txt"]) is None
    assert workshop.folders.after(view.run, number["notes/old.txt"]) is None
    (photos / "notes" / "list.csv").write_text("something else by now")
    assert workshop.folders.before(view.run, number["notes/list.csv"]) is None  # it isn't what was seen


def test_later_requests_work_in_the_same_folder_until_it_is_taken_away(
    make_workshop: MakeWorkshop, photos: Path
) -> None:
    count = "import os\nprint(len(os.listdir('.')), 'entries')"
    with ScriptedServer([answer(count), "5.", answer(count), "5.", answer(count), "0."]) as server:
        workshop = with_model(make_workshop, server)
        first = asked(workshop, "how many?", workshop.folders.choose(str(photos)).given)
        second = asked(workshop, "once more", None, first.conversation)
        third = workshop.wait(workshop.ask(first.conversation, "and without", folder="none"), 120)
    assert [one.console.strip() for one in (first, second, third)] == ["5 entries", "5 entries", "0 entries"]
    assert second.folder == first.folder
    assert third.folder is None
    nothing = workshop.folders.changes(first.run)
    assert nothing is not None
    assert (nothing.line, nothing.may_apply) == ("", False)
    assert workshop.folders.changes(third.run) is None


def test_a_zip_is_a_folder_too(make_workshop: MakeWorkshop, photos: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path in photos.rglob("*"):
            archive.write(path, path.relative_to(photos.parent))
    with ScriptedServer([answer(RENAMES), "Renamed."]) as server:
        workshop = make_workshop(
            ONEOFF_MODEL="openai/scripted", ONEOFF_API_BASE=server.base_url, ONEOFF_FOLDERS="off"
        )
        chosen = workshop.folders.unzip(GivenFile("photos.zip", made.getvalue()))
        view = asked(workshop, "rename", chosen.given)
    changes = workshop.folders.changes(view.run)
    assert changes is not None
    assert (changes.zip, changes.root, changes.may_apply) == ("photos.zip", "photos.zip", True)


def test_folders_of_this_computer_can_be_off(make_workshop: MakeWorkshop, photos: Path) -> None:
    workshop = make_workshop(ONEOFF_FOLDERS="off")
    with pytest.raises(BadFolder, match="only for who sits at it"):
        workshop.folders.choose(str(photos))
    with pytest.raises(BadFolder):  # nor by a way around the page
        workshop.ask(workshop.start_conversation(), "rename", folder=Given(str(photos)))
    with pytest.raises(BadFolder):
        workshop.ask(workshop.start_conversation(), "rename", folder=Given(str(photos), zip="photos.zip"))
    assert not workshop.folders.places().folders


def test_without_a_model_it_says_that_one_is_needed(make_workshop: MakeWorkshop, photos: Path) -> None:
    workshop = make_workshop()
    view = asked(workshop, "sum up the list", workshop.folders.choose(str(photos)).given)
    assert view.error is not None
    assert (view.status, view.error.sentence) == (
        "failed",
        "To work on a folder, a model has to write the program.",
    )


def test_a_folder_that_is_gone_is_said(make_workshop: MakeWorkshop, photos: Path) -> None:
    with ScriptedServer([answer(RENAMES)]) as server:
        workshop = with_model(make_workshop, server)
        given = workshop.folders.choose(str(photos)).given
        photos.rename(photos.with_name("elsewhere"))
        with pytest.raises(BadFolder):
            workshop.ask(workshop.start_conversation(), "rename", folder=given)


def test_what_a_zip_was_unpacked_into_goes_with_its_conversations(
    make_workshop: MakeWorkshop, home: Path
) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "one")
    count = "print('counted')"
    with ScriptedServer([answer(count), "1."]) as server:
        workshop = with_model(make_workshop, server)
        view = asked(workshop, "how many?", workshop.folders.unzip(GivenFile("a.zip", made.getvalue())).given)
    copied = workshop.branch(view.id)
    folders = home / "folders"
    assert len(list(folders.iterdir())) == 1
    workshop.history.delete(view.conversation)
    assert len(list(folders.iterdir())) == 1  # the copy has it, too
    workshop.history.delete(copied)
    until(lambda: not list(folders.iterdir()) or None, "the folder to go")


def test_what_was_begun_while_folders_were_on_is_out_of_reach_once_they_are_off(
    make_workshop: MakeWorkshop, photos: Path
) -> None:
    with ScriptedServer([answer(RENAMES), "Renamed."]) as server:
        workshop = with_model(make_workshop, server)
        view = asked(workshop, "rename", workshop.folders.choose(str(photos)).given)
        number = next(one.number for one in workshop.folders.changes(view.run).changes if one.kind == "made")  # type: ignore[union-attr]
        application = workshop.folders.apply(view.run, [number])
        until(lambda: workshop.folders.made(view.run)[0].state == "applied" or None, "the change")
        workshop.folders.on = False  # as it is for whoever the page is served to
        before = tree(photos)
        assert workshop.folders.changes(view.run) is None
        assert workshop.folders.made(view.run) == ()
        assert workshop.folders.after(view.run, number) is None
        for touch in (workshop.folders.undo, workshop.folders.finish):
            with pytest.raises(BadFolder, match="only for who sits at it"):
                touch(application)
        with pytest.raises(BadFolder, match="only for who sits at it"):
            workshop.ask(view.conversation, "and once more")
        assert len(server.requests) == 2
    assert tree(photos) == before
