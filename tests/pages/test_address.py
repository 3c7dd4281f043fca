"""Where the page is served."""

from __future__ import annotations

import pytest

from pages.address import options
from workshop.config import ConfigError


def test_the_port_is_taken_from_the_environment() -> None:
    assert options({"ONEOFF_PORT": "9000"}) == {"server.port": 9000}
    assert options({}) == {}


@pytest.mark.parametrize("value", ["x", "0", "65536", "-1", "8501.0"])
def test_a_port_that_isnt_one_is_named(value: str) -> None:
    with pytest.raises(ConfigError, match="ONEOFF_PORT"):
        options({"ONEOFF_PORT": value})
