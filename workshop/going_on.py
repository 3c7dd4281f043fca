"""Where a turn stood when it asked about its budget, so that nothing that was paid for is paid again."""

from __future__ import annotations

from sqlalchemy import select

from sandbox.base import Execution, Facts, Failure, Output, Text
from workshop import tables as t
from workshop.dials import dials_of
from workshop.drafting import SECOND
from workshop.store import NotThere, Store
from workshop.workbench import Ended, Plain, failed


def stood_at(store: Store, turn: str, repairs: int) -> Plain:
    """{"version": the program that there is or None, "repairs": how many are left of `repairs`, "variants": whether
    several are to be chosen from}.

    Raises `Ended` where the person said no: with the result, where there is one.
    """
    this = store.turn(turn)
    answer = this.answers[-1]
    if answer["answer"] != "yes":
        raise _stopped_at(store, this, answer["about"]["limit"])
    written = dials_of(store, turn).candidates
    mended = sum(written < number < SECOND for number in _numbers(store, turn))
    variants = bool(this.change and "variants_of" in this.change)
    return {"version": this.version_id, "repairs": max(repairs - mended, 0), "variants": variants}


def _numbers(store: Store, turn: str) -> list[int]:
    """The last parts of the versions' ids: those after the first drafts are repairs."""
    with store.session() as session:
        versions = session.scalars(select(t.Version.id).where(t.Version.turn_id == turn))
        return [int(version.rpartition("-")[2]) for version in versions]


def execution_of(store: Store, version: str) -> Execution | None:
    """The run of `version` that stands; None where it wasn't run, or not to its end."""
    try:
        run, outputs = store.run(version)
    except NotThere:
        return None
    if run.ended is None:
        return None
    return Execution(
        run.exit_code,
        run.ended,  # type: ignore[arg-type]
        Text(run.stdout),
        Text(run.stderr),
        tuple(Output(out.name, out.mime, b"", out.text, out.file, out.cut) for out in outputs),
        Facts(),
        run.seconds or 0.0,
        failure=Failure(**run.failure) if run.failure else None,
    )


def _stopped_at(store: Store, this: t.Turn, limit: str) -> Ended:
    ran = execution_of(store, this.version_id) if this.version_id else None
    if ran is not None and ran.ok and (ran.outputs or ran.stdout.text.strip()):
        return Ended("done")
    return failed(
        f"I stopped at your limit of {limit}, before there was a result.",
        "Ask for a part of it, or raise the limit in Settings.",
    )
