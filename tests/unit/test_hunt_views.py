"""What a hunt's programs see of a large folder."""

from __future__ import annotations

from pathlib import Path

from sandbox.base import Limits, View
from workshop.folder.scanning import scan
from workshop.folder.types import Given
from workshop.folder.working import Place
from workshop.hunting_runs import heavy_in, with_history


def made(root: Path, *paths: str) -> Place:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x")
    seen = scan(root, False)
    return Place(Given(str(root)), View(root, root, seen.left_out), seen)


def test_installed_packages_are_left_out_only_where_the_folder_is_too_large(tmp_path: Path) -> None:
    place = made(
        tmp_path, "a.js", "node_modules/x/build/b.js", "node_modules/c.js", "sub/dist/d.js", "src/e.js"
    )
    assert heavy_in(place.scan, Limits(view_files=5)) == []
    assert heavy_in(place.scan, Limits(view_files=4)) == ["node_modules", "sub/dist"]


def test_a_history_is_seen_and_secrets_are_not(tmp_path: Path) -> None:
    place = made(tmp_path, "a.py", ".git/HEAD", ".git/objects/1", ".env", "id_rsa", ".cache/x")
    assert with_history(place, Limits()) == ((".cache", ".env", "id_rsa"), False)


def test_the_settings_of_git_are_not_seen(tmp_path: Path) -> None:
    place = made(
        tmp_path, ".git/HEAD", ".git/config", ".git/logs/HEAD", ".git/credentials", "sub/.git/config"
    )
    left, _large = with_history(place, Limits())
    own = {".git/config", ".git/credentials", ".git/logs", "sub/.git/config"}
    assert set(left) == own
    seen = scan(tmp_path, True)
    with_hidden = Place(Given(str(tmp_path), hidden=True), View(tmp_path, tmp_path, seen.left_out), seen)
    assert set(with_history(with_hidden, Limits())[0]) == own


def test_a_history_that_doesnt_fit_beside_the_files_is_left_out(tmp_path: Path) -> None:
    place = made(tmp_path, "a.py", "b.py", "c.py", ".git/HEAD", ".git/objects/1", ".git/hooks/x")
    assert with_history(place, Limits(view_files=5)) == ((".git/hooks",), False)
    assert with_history(place, Limits(view_files=4)) == ((".git",), True)
