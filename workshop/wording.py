"""Words for a result. Without them it stands all the same."""

from __future__ import annotations

import logging

from generator.errors import Cancelled, ModelError
from generator.explain import Explainer
from workshop.context import privacy_of, request_of, shown_of
from workshop.drafting import Drafting
from workshop.telling import Telling
from workshop.workbench import Ended, Plain, Workbench

log = logging.getLogger("oneoff.turn")


def words_for(bench: Workbench, turn: str, drafting: Drafting) -> Plain:
    """{"words"}, "" where there are none. The body of a step."""
    try:
        return {"words": _explained(bench, turn, drafting)}
    except ModelError as error:
        log.warning("turn %s: no words: %s %s", turn, error, error.detail)
    except Cancelled:
        pass
    except Ended as end:
        if end.status == "stopped":
            raise
        log.info("turn %s: no words: the budget is used up", turn)  # not worth a question
    return {"words": ""}


def _explained(bench: Workbench, turn: str, drafting: Drafting) -> str:
    this = bench.store.turn(turn)
    with bench.at_work(turn, "Putting it into words") as token:
        said, _ = Explainer(drafting.model("explainer")).explain(
            request_of(this),
            shown_of(bench.store, turn),
            privacy=privacy_of(bench.store),
            on_note=Telling(bench.store, turn).note,
            cancel=token,
        )
    if this.run_id and said.words:
        bench.store.add_fact(this.run_id, "words", "stand")
    elif this.run_id and said.unsupported:
        bench.store.add_fact(this.run_id, "words", "kept back")
    return said.words
