"""A request that was spoken: understood before anything else is done, and then a request like any other."""

from __future__ import annotations

from generator.speech import heard
from workshop import tables as t
from workshop.workbench import Plain, Workbench, failed


def recording_of(turn: t.Turn) -> str:
    """The blob of what was said and isn't understood yet; "" where nothing was."""
    return next((str(file["blob"]) for file in turn.files if file.get("spoken")), "")


def listen(bench: Workbench, turn: str) -> Plain:
    """The body of a step: what was said becomes the words of the request. Raises ModelError, Cancelled, Ended."""
    this, settings = bench.store.turn(turn), bench.models.listener()
    if not recording_of(this):  # understood, and ended before that was remembered
        return {"files": bool(this.files)}
    if settings is None:
        raise failed("No model that understands speech is connected any more.", "Type what you need.")
    with bench.at_work(turn, "Listening to what you said") as token:
        said = heard(settings, bench.blobs.get(recording_of(this)), cancel=token)
    bench.store.add_call(
        turn, role="listener", model=said.model, cost_usd=said.cost_usd, seconds=said.seconds
    )
    text = f"{this.request}\n\n{said.text}".strip()
    rest = [file for file in this.files if not file.get("spoken")]
    bench.store.understood(turn, text, rest)
    return {"files": bool(rest)}
