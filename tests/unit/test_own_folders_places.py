"""Walking to a folder by a path that was pasted."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from workshop.own_folders import OwnFolders


def test_a_pasted_path_is_read_as_a_person_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Pictures" / "2024").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path))
    none = cast("Any", None)
    folders = OwnFolders(none, none, tmp_path, none, on=True)
    for text in ("~/Pictures", f' "{tmp_path}/Pictures" '):
        assert folders.places(text).folders == ("2024",)
    for text in ("Pictures", "~nobody-of-that-name/x", "  ", "/a\0b"):
        assert folders.places(text).sentence
