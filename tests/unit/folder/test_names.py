"""Names of files as people and models read them."""

from __future__ import annotations

import pytest

from workshop.folder.names import as_path, shown, stored


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Übung 1/写真 🙂.jpg", "Übung 1/写真 🙂.jpg"),
        ("a\nDeleted: nothing\x1b[31m\x7f", "a\ufffdDeleted: nothing\ufffd[31m\ufffd"),
        ("bill\u202egpj.exe", "bill\ufffdgpj.exe"),
        ("a\u2028b\u2029c\u200bd\x85", "a\ufffdb\ufffdc\ufffdd\ufffd"),
        ("old-\udcff", "old-\ufffd"),
    ],
)
def test_no_name_moves_what_stands_around_it(name: str, seen: str) -> None:
    assert shown(name) == seen
    assert as_path(stored(name)) == name, "what is kept is the name itself"
