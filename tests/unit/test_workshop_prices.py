"""Prices are looked up aside: Stop is heard meanwhile, and a look-up that failed is done again."""

from __future__ import annotations

import threading
import time

import pytest

from generator.errors import Cancelled
from generator.pricing import Price
from tests.support import until
from workshop.prices import Prices

PRICE = Price(1e-6, 1e-5)


def test_stop_is_heard_while_the_list_loads() -> None:
    loaded, cancel = threading.Event(), threading.Event()

    def slow(_model: str) -> Price:
        loaded.wait(30)
        return PRICE

    prices = Prices(slow)
    threading.Timer(0.2, cancel.set).start()
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        prices.of("m", cancel)
    assert time.monotonic() - begun < 1
    loaded.set()
    assert prices.of("m") == PRICE


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_look_up_that_failed_is_done_again_and_one_that_didnt_is_not() -> None:
    tries = list[str]()

    def at_second(model: str) -> Price:
        tries.append(model)
        if len(tries) == 1:
            raise ImportError("cut short")
        return PRICE

    prices = Prices(at_second)
    assert not prices.ready("m")
    until(lambda: len(tries) == 1 and prices.of("m"), "the second look", 5)
    assert prices.ready("m")
    assert prices.of("m") == PRICE
    assert tries == ["m", "m"]
