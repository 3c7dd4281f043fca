"""The program of an earlier turn with other values in its form: no model is asked."""

from __future__ import annotations

from generator.recipes import set_page_inputs
from sandbox.parameters import set_inputs
from workshop.workbench import Workbench, failed


def changed_program(bench: Workbench, turn: str, version: str) -> str:
    """Store the changed program as `version` of `turn`; returns `version`. Raises `Ended` for values that don't fit."""
    change = bench.store.turn(turn).change or {}
    before = bench.store.version(change["version"])
    put = set_page_inputs if before.kind == "html" else set_inputs
    try:
        source = put(before.source, change["values"])
    except ValueError as error:
        raise failed(str(error), "Say in words what should be different.") from error
    inputs = [
        {**spec, "default": change["values"].get(spec["name"], spec["default"])} for spec in before.inputs
    ]
    bench.store.save_version(
        version, turn, source=source, kind=before.kind, title=before.title, inputs=inputs
    )
    bench.store.update_turn(turn, version_id=version, plan=bench.store.turn(before.turn_id).plan)
    return version
