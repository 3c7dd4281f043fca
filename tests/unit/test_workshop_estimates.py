"""Before a request, its cost is guessed by what the last ones took; sums are said in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.pricing import Price
from workshop import money
from workshop.budget import Budget, Budgets
from workshop.database import open_database
from workshop.dials import Dials
from workshop.estimates import estimate
from workshop.store import Store

PRICE = Price(1e-6, 1e-5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    engine = open_database(f"sqlite:///{tmp_path / 'oneoff.db'}")
    yield Store(engine)
    engine.dispose()


def took(store: Store, usd: float, tries: str = "careful") -> None:
    dials = {"asks": "matters", "tries": tries}
    turn = store.add_turn(store.start_conversation(), "x", [], dials=dials)
    store.add_call(turn, role="writer", model="m", prompt_tokens=50, completion_tokens=50, cost_usd=usd)
    store.update_turn(turn, status="done")


def test_without_a_past_it_is_what_is_usual_and_thorough_writes_three(store: Store) -> None:
    quick, careful, thorough = (
        estimate(store, "m", PRICE, Dials(tries=one)) for one in ("quick", "careful", "thorough")
    )
    assert quick.tokens == 3000 + 1200 + 800 + 150
    assert careful.tokens == quick.tokens + 3000 + 1200 + 2500 + 900, "a second program, and checks"
    assert careful.usd == pytest.approx(0.0173 + 0.015 + 0.0115)
    assert thorough.usd is not None
    assert thorough.usd == pytest.approx(0.0173 + 2 * 0.015 + 0.0115)
    assert estimate(store, "m", None, Dials()).usd is None


def test_one_odd_request_changes_nothing_and_other_positions_dont_count(store: Store) -> None:
    for usd in (0.02, 0.03, 5.0):
        took(store, usd)
    took(store, 0.9, "thorough")
    said = estimate(store, "m", PRICE, Dials())
    assert (said.usd, said.tokens) == (0.03, 100)
    assert estimate(store, "m", PRICE, Dials(tries="thorough")).usd == pytest.approx(0.0588)


def test_the_environments_limits_come_first(store: Store) -> None:
    budgets = Budgets(store, {"day": None})
    budgets.set(Budget(request=1.0, day=2.0))
    assert (budgets.now().request, budgets.now().day) == (1.0, None)
    with pytest.raises(ValueError, match="above 0"):
        budgets.set(Budget(day=0.0))


@pytest.mark.parametrize(
    ("usd", "said"),
    [(0.0, "nothing"), (0.004, "less than a cent"), (0.01, "1 cent"), (0.5, "50 cents"), (3, "3 dollars")],
)
def test_money(usd: float, said: str) -> None:
    assert money.money(usd) == said


@pytest.mark.parametrize(
    ("usd", "unpriced", "said"),
    [
        (None, 4_936, "about 4,900 tokens"),
        (0.0, 0, "nothing (it runs on your own computer)"),
        (0.0, 4_936, "about 4,900 tokens"),
        (0.02, 0, "about 2 cents"),
        (0.02, 900, "about 2 cents and 900 tokens"),
    ],
)
def test_tokens_without_a_price_are_never_called_nothing(usd: float | None, unpriced: int, said: str) -> None:
    assert money.about(usd, 4_936, unpriced) == said
