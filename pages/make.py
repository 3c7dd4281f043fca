"""Ask, watch, see, ask again."""

from __future__ import annotations

from pages.language import _
from pages.parts import ask, conversation, heard, news, notice, opening, receiving, turn, versions
from workshop.service import Workshop


def show(workshop: Workshop) -> None:
    """The conversation that the address names, or an empty page to begin one."""
    receiving.go_on()
    view = conversation.current(workshop)
    if view is None or not view.turns:
        notice.show()
        news.begin()
        ask.invite(workshop)
        return
    heard.heading(1, _("Conversation"))
    conversation.earlier(view)
    current = versions.current(view)
    for one in view.turns:
        first, last = one is view.turns[0], one is view.turns[-1]
        turn.show(workshop, one, first, last, current=one.id == current)
    notice.show()
    news.of(view.turns[-1])
    ask.box(workshop, view)


if __name__ == "__main__":
    show(opening.workshop())
