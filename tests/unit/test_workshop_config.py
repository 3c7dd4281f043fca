"""The environment is cast at the boundary, and a bad value is named with its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.config import Config, ConfigError


def test_home_decides_where_everything_lies(tmp_path: Path) -> None:
    config = Config.from_environ({"ONEOFF_HOME": str(tmp_path / "here")})
    assert config.home == tmp_path / "here"
    assert config.database_url == f"sqlite:///{tmp_path / 'here' / 'oneoff.db'}"
    assert config.log_file.is_relative_to(config.home)


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("ONEOFF_SANDBOX", "podman", "it can be auto, docker, built-in"),
        ("ONEOFF_API_BASE", "localhost:1234", "must begin with http"),
        ("ONEOFF_RUN_SECONDS", "soon", "a number of seconds"),
        ("ONEOFF_RUN_SECONDS", "0", "above 0"),
        ("ONEOFF_RUN_SECONDS", "nan", "above 0"),
        ("ONEOFF_BUDGET_DAY", "much", "a number or 'none'"),
        ("ONEOFF_BUDGET_REQUEST", "0", "above 0"),
    ],
)
def test_a_bad_value_is_named_with_its_key(key: str, value: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says) as caught:
        Config.from_environ({key: value})
    assert key in str(caught.value)
    assert value in str(caught.value)


def test_the_key_is_not_shown() -> None:
    config = Config.from_environ({"ONEOFF_API_KEY": "sk-very-secret", "ONEOFF_MODEL": "m"})
    assert config.api_key == "sk-very-secret"
    assert "secret" not in repr(config)
