"""Ask, watch, see, ask again."""

from __future__ import annotations

from pages.language import _
from pages.parts import ask, conversation, heard, news, notice, opening, turn
from workshop.service import Workshop


def show(workshop: Workshop) -> None:
    """The conversation that the address names, or an empty page to begin one."""
    view = conversation.current(workshop)
    if view is None or not view.turns:
        notice.show()
        news.begin()
        ask.invite(workshop)
        return
    heard.heading(1, _("Conversation"))
    conversation.earlier(view)
    for one in view.turns:
        turn.show(workshop, one, first=one is view.turns[0], last=one is view.turns[-1])
    notice.show()
    news.of(view.turns[-1])
    ask.box(workshop, view)


if __name__ == "__main__":
    show(opening.workshop())
