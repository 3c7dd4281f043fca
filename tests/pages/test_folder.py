"""A folder of the person's: chosen above the box, and what would change in it under the result."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sandbox.base import Change
from tests.pages.conftest import Room
from tests.pages.looking import address, labels, sent, words
from tests.pages.seeds import png
from tests.support import until
from workshop.deleting import delete_conversation
from workshop.folder.applications import Applications
from workshop.folder.names import as_path
from workshop.own_folders import OwnFolders


@pytest.fixture
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("person") / "Photos 2024"
    folder.mkdir()
    for number in range(3):
        (folder / f"IMG_{number}.png").write_bytes(png(4, 4, (number, 9, 9)))
    (folder / "notes.txt").write_text("the total is 13\n")
    (folder / ".hidden").write_text("x")
    return folder


@pytest.fixture
def at_home(photos: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(photos.parent))
    return photos


def change(
    kind: Any, path: str, was: str = "", data: bytes | None = None, spool: Path | None = None
) -> Change:
    content = spool / path.replace("/", "-") if spool and data is not None else None
    if content is not None and data is not None:
        content.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest() if data is not None else ""
    return Change(kind, path, was, len(data or b""), 0o644, digest, content)


def changed(room: Room, photos: Path, spool: Path) -> str:
    """A conversation whose result would change all files but one; returns its id."""
    conversation = room.seeds.conversation()
    turn = room.seeds.result(conversation, "sort my photos", title="By month")
    made = (
        change("deleted", "IMG_2.png"),
        change("edited", "notes.txt", data=b"the total is 12\n", spool=spool),
        change("renamed", "2024/Beach.png", "IMG_0.png"),
        change("renamed", "Sun.png", "IMG_1.png"),
        change("made", ".bashrc", data=b"rm", spool=spool),
    )
    room.seeds.changed(turn, photos, made)
    return conversation


def walk(page: AppTest, *names: str) -> AppTest:
    page.button(key="folder-open").click().run()
    for name in names:
        next(one for one in page.button if one.label == name).click().run()
    return page


def test_a_folder_is_walked_to_and_stands_above_the_box(room: Room, at_home: Path) -> None:
    page = walk(room.make(), "Photos 2024")
    page.button(key="folder-take").click().run()
    said = words(page)
    assert "Folder: Photos 2024 · 4 files" in said
    assert "1 hidden file" in said
    assert "folder-open" not in [one.key for one in page.button]
    page.checkbox(key="folder-hidden").check().run()
    assert "Folder: Photos 2024 · 5 files" in words(page)
    page.button(key="folder-away").click().run()
    assert "Folder: Photos" not in words(page)


def test_what_is_asked_takes_the_folder_along_and_the_conversation_keeps_it(
    room: Room, at_home: Path
) -> None:
    page = walk(room.make(), "Photos 2024")
    page.button(key="folder-take").click().run()
    page.chat_input[0].set_value("sort them").run()
    conversation = address(page)
    (turn,) = room.workshop.conversation(conversation).turns
    assert turn.folder is not None
    assert as_path(turn.folder.root) == str(at_home)
    assert "In the folder Photos 2024" in words(page)
    room.seeds.store.update_turn(turn.id, status="stopped")
    page = room.make(conversation)
    assert "Folder: Photos 2024" in words(page)
    page.button(key="folder-away").click().run()
    page.chat_input[0].set_value("something else").run()
    assert room.workshop.conversation(conversation).turns[-1].folder is None


def test_a_folder_that_was_chosen_elsewhere_is_not_asked_about_here(room: Room, at_home: Path) -> None:
    page = walk(room.make(), "Photos 2024")
    page.button(key="folder-take").click().run()
    page.query_params["c"] = room.seeds.conversation()
    assert "Folder: Photos" not in words(page.run())


def test_what_cannot_be_worked_on_is_a_sentence_in_the_window(room: Room, at_home: Path) -> None:
    page = walk(room.make())
    page.button(key="folder-take").click().run()  # the home itself
    assert "Choose a folder inside it" in words(page)
    page.text_input(key="folder-pasted").set_value("/nowhere/at all").run()
    assert "can't be looked into" in words(page)
    assert page.button(key="folder-take").disabled


def test_no_folder_is_offered_where_others_are_served(room: Room) -> None:
    room.workshop.folders.on = False
    assert "Work on a folder" not in labels(room.make())


def test_a_zip_is_asked_about(room: Room) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "1")
        archive.writestr("b/c.txt", "2")
    box = room.make().chat_input[0].set_value("number the lines")
    page = box.upload("two.zip", packed.getvalue(), "application/zip").run()
    assert room.started == []
    assert "two.zip is a ZIP. Work on what is in it as a folder?" in words(page)
    page.button(key="zip-folder").click().run()
    (turn,) = room.workshop.conversation(address(page)).turns
    assert turn.folder is not None
    assert turn.folder.zip == "two.zip"
    assert turn.request == "number the lines"


def test_what_would_change_is_listed_by_kind_and_hidden_names_never(
    room: Room, photos: Path, tmp_path: Path
) -> None:
    page = room.make(changed(room, photos, tmp_path))
    said = words(page)
    assert "What would change in Photos 2024" in said
    assert [one.label for one in page.checkbox] == [
        "1 picture renamed", "1 picture moved", "1 file edited", "1 picture deleted",
    ]  # fmt: skip
    frame = page.dataframe[0].value
    assert list(frame["File"]) == ["IMG_1.png → Sun.png", "IMG_0.png → Beach.png", "notes.txt", "IMG_2.png"]
    assert list(frame["Folder"]) == ["", "→ 2024", "", ""]
    assert ".bashrc is never changed" in said
    assert "Nothing is changed yet." in said
    assert "Change these 4 files" in labels(page)


def test_a_kind_can_be_left_out(room: Room, photos: Path, tmp_path: Path) -> None:
    page = room.make(changed(room, photos, tmp_path))
    for kind in ("deleted", "edited", "moved"):
        next(one for one in page.checkbox if str(one.key).endswith(f"-{kind}")).uncheck().run()
    assert "Change this file" in labels(page)
    next(one for one in page.checkbox if str(one.key).endswith("-renamed")).uncheck().run()
    assert "Nothing is chosen" in labels(page)


def test_one_file_is_looked_at_before_and_after(room: Room, photos: Path, tmp_path: Path) -> None:
    page = room.make(changed(room, photos, tmp_path))
    page.selectbox[0].set_value(1).run()
    said = words(page)
    assert "Line 1 is changed" in said
    assert "“13” becomes “12”" in said
    page.selectbox[0].set_value(0).run()
    assert "This is in it, and would be gone:" in words(page)
    assert "/app/static/shown/before/" in sent(page)
    (photos / "IMG_2.png").write_bytes(b"changed since")
    assert "It can't be looked at any more" in words(page.run())


def test_nothing_to_change_is_said(room: Room, photos: Path) -> None:
    conversation = room.seeds.conversation()
    turn = room.seeds.result(conversation, "how many?", printed="4")
    room.seeds.changed(turn, photos, ())
    assert "Nothing in the folder would change." in words(room.make(conversation))


def test_thousands_of_changes_are_one_list(room: Room, photos: Path) -> None:
    conversation = room.seeds.conversation()
    turn = room.seeds.result(conversation, "rename them")
    room.seeds.changed(turn, photos, tuple(Change("made", f"{number:05}", size=1) for number in range(5_000)))
    page = room.make(conversation)
    assert "Change these 5000 files" in labels(page)
    assert len(page.dataframe[0].value) == 5_000


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def done(room: Room, conversation: str, state: str) -> AppTest:
    """The page, when the changes of its result have come to `state`."""
    run = room.workshop.conversation(conversation).turns[0].run
    until(lambda: room.workshop.folders.made(run)[0].state == state, state)
    return room.make(conversation)


def pressed(page: AppTest, label: str) -> AppTest:
    return next(one for one in page.button if one.label == label).click().run()


def test_changes_are_made_on_a_click_and_put_back_on_another(
    room: Room, photos: Path, tmp_path: Path
) -> None:
    conversation, before = changed(room, photos, tmp_path), tree(photos)
    pressed(room.make(conversation), "Change these 4 files")
    page = done(room, conversation, "applied")
    assert sorted(tree(photos)) == [".hidden", "2024/Beach.png", "Sun.png", "notes.txt"]
    assert tree(photos)["notes.txt"] == b"the total is 12\n"
    assert "Changed 4 files." in words(page)
    assert "What was changed in Photos 2024" in words(page)
    pressed(page, "Put everything back")
    page = done(room, conversation, "undone")
    assert tree(photos) == before
    assert "Everything is as it was before." in words(page)
    assert "Change these 4 files" in labels(page)


def test_what_was_left_as_it_was_is_said(room: Room, photos: Path, tmp_path: Path) -> None:
    conversation = changed(room, photos, tmp_path)
    (photos / "notes.txt").write_text("by me, meanwhile\n")
    pressed(room.make(conversation), "Change these 4 files")
    said = words(done(room, conversation, "applied"))
    assert "Changed 3 files; 1 is left as it was:" in said
    assert "notes.txt was changed after this was made" in said
    assert (photos / "notes.txt").read_text() == "by me, meanwhile\n"


def test_what_was_cut_off_goes_on_or_back_on_a_click(room: Room, photos: Path, tmp_path: Path) -> None:
    conversation, before = changed(room, photos, tmp_path), tree(photos)
    run = room.workshop.conversation(conversation).turns[0].run
    steps = iter(range(100))

    def gone(_step: str) -> None:
        if next(steps) > 5:
            raise OSError(5, "the disk went away")

    others = Applications(room.seeds.store, tmp_path, "here", "gone", gone)
    own = OwnFolders(room.seeds.store, room.seeds.blobs, tmp_path, others, on=True)
    own.apply(run, [0, 1, 2, 3])
    others.close(30)
    page = room.make(conversation)
    assert {"Go on", "Put everything back"} <= set(labels(page))
    assert "Changes in the folder Photos 2024 were cut off in the middle." in words(room.make())
    pressed(page, "Put everything back")
    done(room, conversation, "undone")
    assert tree(photos) == before
    assert "cut off" not in words(room.make())


def test_what_was_cut_off_is_put_back_though_its_conversation_is_gone(
    room: Room, photos: Path, tmp_path: Path
) -> None:
    conversation, before = changed(room, photos, tmp_path), tree(photos)
    run = room.workshop.conversation(conversation).turns[0].run
    steps = iter(range(100))

    def gone(_step: str) -> None:
        if next(steps) > 5:
            raise OSError(5, "the disk went away")

    others = Applications(room.seeds.store, tmp_path, "here", "gone", gone)
    own = OwnFolders(room.seeds.store, room.seeds.blobs, tmp_path, others, on=True)
    own.apply(run, [0, 1, 2, 3])
    others.close(30)
    assert delete_conversation(room.seeds.store, conversation)
    page = room.make()
    assert "Changes in the folder Photos 2024 were cut off in the middle." in words(page)
    pressed(page, "Put everything back")
    room.workshop.folders._applications.close(30)
    assert tree(photos) == before
    assert "cut off" not in words(room.make())
