"""What the page says, in the person's language: the one of their browser, or the one they chose in Settings."""

from __future__ import annotations

import functools
import gettext
import re
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages import telling

CHOICES = ("", "en", "zh")
"""What a person may choose; "" follows the browser."""

FOLDER, DOMAIN = Path(__file__).parent / "locale", "oneoff"
_STATE = "language"
_LISTED = re.compile(r"([ !-]*)(.*)")
_NO_SPACE_AFTER = tuple("。！？；：，、）…")


def follow(chosen: str) -> None:
    """In this session, from here on: `chosen`, one of `CHOICES`. Fragments and callbacks go on with it."""
    st.session_state[_STATE] = chosen if chosen in CHOICES and chosen else _of_the_browser()


def now() -> str:
    """The language of this session, "en" or "zh"; outside of any, English."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return "en"
    return st.session_state.get(_STATE) or _of_the_browser()


def _(text: str, **values: object) -> str:
    """`text`, written in English in the code, with `{name}` for each of `values`."""
    said = catalog(now()).gettext(text)
    return said.format(**values) if values else said


def N_(text: str) -> str:
    """`text` as it is: it stands in a table and goes through `_` where it is shown."""
    return text


def many(one: str, other: str, count: int, **values: object) -> str:
    """The form for `count`, with `{count}` and `{name}` for each of `values`."""
    return catalog(now()).ngettext(one, other, count).format(count=count, **values)


def told(sentence: str) -> str:
    """What another room said in English, in the person's language; what isn't of ours stays as it is."""
    language = now()
    return sentence if language == "en" or not sentence else telling.told(compiled(language), sentence)


def lines_told(language: str, text: str) -> str:
    """Each line of a text of ours, in `language`; the signs that lists begin with stay."""
    if language == "en":
        return text
    found = [_LISTED.fullmatch(line) for line in text.split("\n")]
    return "\n".join(one[1] + telling.told(compiled(language), one[2]) for one in found if one)


def joined(*sentences: str) -> str:
    """Sentences one after another, empty ones left out."""
    said = ""
    for sentence in filter(None, sentences):
        said += ("" if not said or said.endswith(_NO_SPACE_AFTER) else " ") + sentence
    return said


@functools.cache
def catalog(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, FOLDER, [language], fallback=True)


def compiled(language: str) -> Path:
    """Where the build puts the catalog of `language`."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.mo"


def _of_the_browser() -> str:
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
