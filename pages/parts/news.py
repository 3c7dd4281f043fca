"""What is new on the page, for who doesn't see it: said to screen readers, brought into view, and where the keyboard is."""

from __future__ import annotations

import html
import time
import zlib

import streamlit as st

from pages.language import _, told
from pages.parts.words import duration
from workshop.views import TurnView

SCRIPT = """
(() => {
  const { at, say, show, focus } = document.currentScript.previousElementSibling.dataset;
  let line = document.getElementById("news");
  if (!line) {
    line = document.body.appendChild(document.createElement("div"));
    line.id = "news";
    line.setAttribute("role", "status");
    line.dataset.liveAnnouncer = "true";  // dialogs hide everything else from screen readers
  }
  if (say && Number(at) > Number(line.dataset.at || 0)) {  // an older one may be drawn anew, after a later one
    line.dataset.at = at;
    setTimeout(() => { line.textContent = say; }, 100);
  }
  const move = () => {
    const asked = [...document.querySelectorAll('[class*="st-key-request-"]')].pop();
    if (show && asked) asked.scrollIntoView({ block: "start" });
    const now = document.activeElement;
    if (!focus || !asked || (now && now !== document.body)) return;
    const turn = asked.closest('[class*="st-key-turn-"], [class*="st-key-first-"]');
    const place = turn.querySelector(focus) || turn.querySelector("h3") || asked;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };
  for (const wait of [50, 300, 800]) setTimeout(move, wait);
})();
"""
"""A script of ours; the policy names its hash, so nothing else of this kind can run. What is to be
done stands as data on the element before it. Focus that a person has put somewhere is never taken away."""

_SEEN, _SAID = "news-seen", "news-said"
_WORKING, _ASKING, _ENDED = '[class*="st-key-line-"]', '[class*="st-key-question-"] h3', "h3"


def begin() -> None:
    """Nothing was asked yet: whatever comes is new."""
    st.session_state[_SEEN] = ("", "", "")


def say(words: str, of: str) -> None:
    """Have screen readers say `words` of `of` when they are done with what they say, once for as long as they stay the same."""
    said = st.session_state.get(_SAID)
    if said is None or said[:2] != (of, words):
        said = st.session_state[_SAID] = (of, words, _now())
    _element(said[2], say=words)


def say_once(words: str) -> None:
    """Say `words` about what was just pressed, even where the same was said before."""
    _element(_now(), say=words)


def of(turn: TurnView) -> None:
    """Once for each state that `turn` comes into; a page that was just opened isn't news, it is only brought into view."""
    now = (turn.id, str(turn.active), _state(turn))
    before = st.session_state.get(_SEEN)
    if before == now:
        return
    st.session_state[_SEEN] = now
    same_page = before is not None and (before[0] in ("", turn.id) or turn.active)
    _element(
        _now(),
        say=_ended(turn) if same_page and not turn.active else "",
        show="" if before is not None and before[:2] == now[:2] else "yes",
        focus=_place(turn) if same_page else "",
    )


def _state(turn: TurnView) -> str:
    asked = turn.question.text if turn.question else ""
    chosen = sum(bool(opinion.chosen) for opinion in turn.evidence.opinions)
    return f"{turn.status}-{zlib.crc32(asked.encode())}-{bool(turn.evidence.working)}-{chosen}"


def _place(turn: TurnView) -> str:
    if turn.active:
        return _WORKING
    return _ASKING if turn.question is not None else _ENDED


def _ended(turn: TurnView) -> str:
    if turn.question is not None:
        return _("A question: {question}", question=told(turn.question.text))
    if turn.error is not None and turn.error.sentence:
        return told(turn.error.sentence)
    if turn.status == "stopped":
        return _("Stopped, as you asked.")
    done = _("Done in {time}", time=duration(turn.seconds))
    return ". ".join([done, *(told(mark.text) for mark in turn.evidence.marks if not turn.evidence.working)])


def _now() -> int:
    """Microseconds: what is said later has a larger one, in another session of the same page, too."""
    return time.time_ns() // 1000


def _element(at: int, **data: str) -> None:
    """What is marked differs, so that the browser takes it for new and runs it again."""
    marks = "".join(f' data-{name}="{html.escape(text)}"' for name, text in data.items() if text)
    st.html(
        f'<i hidden data-at="{at}"{marks}></i><script>{SCRIPT}</script>',
        unsafe_allow_javascript=True,
    )
