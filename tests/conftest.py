"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.abilities import FOUND


@pytest.fixture(autouse=True)
def no_lessons_from_another_test() -> Iterator[None]:
    """What a server of one test taught about its model isn't true of the next one, which may get the same port."""
    yield
    FOUND.forget()
