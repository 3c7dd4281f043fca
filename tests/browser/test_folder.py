"""A folder of the person's in a browser: chosen, asked about, changed and put back; and a bug, hunted and mended."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sandbox.base import Change
from tests.browser.conftest import IDLE, Served, serving, shoot
from tests.browser.test_access import FITS, looked_at
from tests.hunt_answers import BUGGY, COMPLAINT, HUNTER, LOOK, project, report
from tests.scripted_server import Reply, Script, ScriptedServer
from tests.support import WRITER, answer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

Open = Callable[..., Page]
SLOW = 240_000  # ms; the first run may have to prepare the sandbox
RENAMES = """from pathlib import Path

for number, path in enumerate(sorted(Path(".").glob("IMG_*.txt")), 1):
    path.rename(f"Beach {number}.txt")
Path("old.log").unlink()
note = Path("notes.txt")
note.write_text(note.read_text().replace("13", "12"))
print("3 files renamed.")
"""


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a folder of pictures and one of a program."""
    home = tmp_path_factory.mktemp("person")
    (home / "Pictures" / "Beach").mkdir(parents=True)
    for number in range(3):
        (home / "Pictures" / "Beach" / f"IMG_{number}.txt").write_text(f"picture {number}")
    (home / "Pictures" / "Beach" / "old.log").write_text("old\n")
    (home / "Pictures" / "Beach" / "notes.txt").write_text("Dear all,\nthe total is 13 euros.\n")
    (home / "Pictures" / "Beach" / ".hidden").write_text("x")
    project(home / "shop")
    return home


@pytest.fixture(scope="module")
def at_home(chromium: Browser, person: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of this person, whose model says what a script tells it."""
    says = Script(
        [
            {"contains": HUNTER, "replies": [Reply(LOOK), Reply(report())]},
            {"contains": WRITER, "replies": [Reply(answer(RENAMES, "Photos by place"))]},
        ],
        [Reply("3 files get other names.")],
    )
    home = tmp_path_factory.mktemp("home")
    settings = {"ONEOFF_MODEL": "openai/scripted", "HOME": str(person), "ONEOFF_FOLDERS": "on"}
    with ScriptedServer(says) as model, serving(home, **settings, ONEOFF_API_BASE=model.base_url) as served:
        yield served


def test_a_folder_is_chosen_asked_about_changed_and_put_back(
    open_page: Open, at_home: Served, person: Path
) -> None:
    folder = person / "Pictures" / "Beach"
    before = tree(folder)
    page = open_page("/", at=at_home)
    walk_to(page, "Pictures", "Beach")
    expect(page.get_by_text("Folder: Beach · 5 files")).to_be_visible()
    expect(page.get_by_text("1 hidden file is left out")).to_be_visible()
    shoot(page, "folder-chosen")
    say(page, "name my photos by the place")
    page.get_by_role("heading", name="What would change in Beach").wait_for(timeout=SLOW)
    expect(page.get_by_test_id("data-grid-canvas").first).to_contain_text("IMG_0.txt → Beach 1.txt")
    assert tree(folder) == before
    expect(page.get_by_text("Nothing is changed yet.")).to_be_visible()
    choose(page, "notes")
    expect(page.get_by_text("“13” becomes “12”")).to_be_visible()
    page.get_by_text("1 file deleted").click()
    page.get_by_role("button", name="Change these 4 files").click()
    said(page, "Changed 4 files.").wait_for(timeout=SLOW)
    shoot(page, "folder-changed")
    names = {".hidden", "notes.txt", "old.log", *(f"Beach {number}.txt" for number in (1, 2, 3))}
    assert {path.name for path in folder.iterdir()} == names
    assert "12 euros" in (folder / "notes.txt").read_text()
    page.reload()
    page.get_by_role("button", name="Put everything back").click()
    said(page, "Everything is as it was before.").wait_for(timeout=SLOW)
    assert tree(folder) == before


def test_a_bug_is_hunted_from_a_complaint_to_a_fix_that_was_made(
    open_page: Open, at_home: Served, person: Path
) -> None:
    page = open_page("/hunts", at=at_home)
    page.get_by_label("What goes wrong?").fill(COMPLAINT)
    walk_to(page, "shop")
    expect(page.get_by_text("Folder: shop · 4 files")).to_be_visible()
    page.get_by_role("button", name="Hunt for it").click()
    page.get_by_role("heading", name="What is wrong").wait_for(timeout=2 * SLOW)
    expect(page.get_by_text("every total is one too high")).to_be_visible()
    expect(page.get_by_text("Found and mended")).to_be_visible()
    expect(page.get_by_text("“1” becomes “0”")).to_be_visible()
    assert (person / "shop" / "shop" / "cart.py").read_text() == BUGGY
    shoot(page, "hunt-found")
    assert looked_at(page) == []
    page.get_by_role("button", name="Change this file").click()
    said(page, "Changed 1 file.").wait_for(timeout=SLOW)
    assert "result = 0" in (person / "shop" / "shop" / "cart.py").read_text()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_serious_in_the_window_and_in_the_list(
    open_page: Open, at_home: Served, tmp_path: Path, scheme: str, width: int
) -> None:
    conversation = seeded(at_home, tmp_path)
    page = open_page(f"/?c={conversation}", scheme, width, at=at_home)
    page.get_by_role("heading", name="What would change in Notes").wait_for()
    choose(page, "note")
    found = {"list": looked_at(page)}
    assert page.evaluate(FITS)
    shoot(page, f"folder-list-{scheme}-{width}")
    page.goto(f"{at_home.address}/hunts")
    page.get_by_role("button", name="Work on a folder").click()
    page.get_by_role("dialog").get_by_role("button", name="Pictures").wait_for()
    found["window"] = looked_at(page)
    shoot(page, f"folder-window-{scheme}-{width}")
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    found["hunts"] = looked_at(page)
    assert page.evaluate(FITS)
    assert {state: findings for state, findings in found.items() if findings} == {}


def test_a_folder_can_be_chosen_by_keyboard_alone(open_page: Open, at_home: Served) -> None:
    page = open_page("/", at=at_home)
    page.get_by_role("button", name="Work on a folder").press("Enter")
    into = page.get_by_role("dialog").get_by_role("button", name="shop")
    into.focus()
    into.press("Enter")
    take = page.get_by_role("button", name="Work on “shop”")
    take.wait_for()
    take.focus()
    take.press("Enter")
    expect(page.get_by_text("Folder: shop")).to_be_visible()


def seeded(served: Served, tmp_path: Path) -> str:
    """A conversation whose result would edit one file and delete another."""
    folder = tmp_path / "Notes"
    folder.mkdir()
    (folder / "note.txt").write_text("one\n")
    (folder / "other.txt").write_text("two\n")
    (tmp_path / "new").write_text("three\n")
    edited = Change("edited", "note.txt", size=6, sha256="0" * 64, content=tmp_path / "new")
    with served.seeds() as seeds:
        conversation = seeds.conversation()
        turn = seeds.result(conversation, "mend my notes", title="Notes")
        seeds.changed(turn, folder, (Change("deleted", "other.txt"), edited))
    return conversation


def walk_to(page: Page, *names: str) -> None:
    page.get_by_role("button", name="Work on a folder").click()
    window = page.get_by_role("dialog")
    for name in names:
        window.get_by_role("button", name=name, exact=False).first.click()
        window.get_by_role("button", name=f"Work on “{name}”").wait_for()
    window.get_by_role("button", name=f"Work on “{names[-1]}”").click()
    window.wait_for(state="detached")
    page.wait_for_selector(IDLE)


def choose(page: Page, name: str) -> None:
    """Look at the file whose name has `name` in it."""
    box = page.locator(".stSelectbox input")
    box.click()
    box.fill(name)
    box.press("Enter")
    page.locator('[class*="st-key-looked-"]').wait_for()
    page.wait_for_selector(IDLE)


def say(page: Page, text: str) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(text)
    box.press("Enter")
    page.wait_for_url(re.compile(r"\?c=[0-9a-f]{32}"), wait_until="commit", timeout=SLOW)


def said(page: Page, words: str) -> Locator:
    """On the page itself; the same is said to screen readers, too."""
    return page.get_by_test_id("stText").filter(has_text=words)


def tree(folder: Path) -> dict[str, tuple[str, int, int]]:
    """Content, mode and time of each file."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(one.relative_to(folder)): _about(one) for one in files}


def _about(path: Path) -> tuple[str, int, int]:
    about = path.stat()
    return hashlib.sha256(path.read_bytes()).hexdigest(), about.st_mode, about.st_mtime_ns
