"""The colours can be read (WCAG AA), and everything that the theme names is there."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
THEME = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
QUIET = 0.76  # how much of the ink quiet text in style.css has


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "ink", ["textColor", "primaryColor", "linkColor", "orangeTextColor", "grayTextColor"]
)
def test_text_can_be_read_on_every_ground(scheme: str, ink: str) -> None:
    for ground in _grounds(scheme):
        assert _contrast(_rgb(THEME[scheme][ink]), _rgb(ground)) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_quiet_text_can_be_read_too(scheme: str) -> None:
    mix = f"color-mix(in srgb, currentColor {QUIET:.0%}, transparent)"
    assert mix in (PROJECT / "pages" / "style.css").read_text(encoding="utf-8")
    for ground in map(_rgb, _grounds(scheme)):
        ink = _rgb(THEME[scheme]["textColor"])
        mixed = tuple(QUIET * a + (1 - QUIET) * b for a, b in zip(ink, ground, strict=True))
        assert _contrast(mixed, ground) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_table_head_can_be_read(scheme: str) -> None:
    named = THEME[scheme]
    head = _rgb(named["dataframeHeaderTextColor"]), _rgb(named["dataframeHeaderBackgroundColor"])
    assert _contrast(*head) >= 4.5


@pytest.mark.parametrize(("scheme", "letters"), [("light", "#ffffff"), ("dark", "#1d1b17")])
def test_a_primary_button_can_be_read(scheme: str, letters: str) -> None:
    assert _contrast(_rgb(letters), _rgb(THEME[scheme]["primaryColor"])) >= 4.5


def test_each_font_is_there_with_its_licence() -> None:
    static = PROJECT / "pages" / "static"
    for face in THEME["fontFaces"]:
        assert (static / face["url"].removeprefix("app/static/")).read_bytes()[:4] == b"wOF2"
    for family in {face["family"] for face in THEME["fontFaces"]}:
        licence = static / "fonts" / f"{family.replace(' ', '-')}-LICENSE.txt"
        assert "SIL Open Font License" in licence.read_text(encoding="utf-8")


def _grounds(scheme: str) -> tuple[str, ...]:
    named = THEME[scheme]
    return named["backgroundColor"], named["secondaryBackgroundColor"], named["sidebar"]["backgroundColor"]


def _rgb(colour: str) -> tuple[float, ...]:
    return tuple(float(int(colour[at : at + 2], 16)) for at in (1, 3, 5))


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[float, ...]) -> float:
    parts = [value / 255 for value in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
