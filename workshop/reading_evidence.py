"""What is known of a turn's result, from rows to words; and the results of other programs beside it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from generator.codec import from_plain
from generator.evidence.opinion_words import to_choose_from
from generator.evidence.panel import panel
from generator.evidence.types import Evidence, Panel
from generator.types import FileProfile
from workshop import tables as t
from workshop.store import REQUEST_FILE
from workshop.views import OtherView, OutputView, VariantView

CONSOLE = 20_000  # characters of printed text that a page gets


def stored_evidence(session: Session, run: str) -> Evidence | None:
    """What was found out about a run beyond its facts; None where nothing was."""
    row = session.get(t.Evidence, run)
    return from_plain(Evidence, row.data) if row else None


def panel_of(
    session: Session, turn: t.Turn, run: t.Run, version: t.Version | None, evidence: Evidence | None
) -> Panel:
    """All of it in words."""
    return panel(
        evidence,
        _facts(turn, run),
        kind=version.kind if version else "",
        profiles=from_plain(tuple[FileProfile, ...], turn.profiles),
        request=turn.request,
        shown=_shown(session, turn, run, version),
        limits=limits_of(run),
    )


def others_of(session: Session, evidence: Evidence | None) -> tuple[OtherView, ...]:
    """The results that differ from the one shown, and whose runs are kept."""
    differing = [
        opinion.version for opinion in (evidence.opinions if evidence else ()) if to_choose_from(opinion)
    ]
    runs = ((version, session.get(t.Run, version)) for version in differing)
    return tuple(
        OtherView(version, outputs_of_run(session, run.id), run.stdout[-CONSOLE:])
        for version, run in runs
        if run
    )


def variants_of(session: Session, turn: t.Turn) -> tuple[VariantView, ...]:
    """The results of the programs that were written to choose from, once they ran; the one shown is among them."""
    ids = (turn.question or {}).get("variants", ()) if turn.status in ("asking", "done", "declined") else ()
    pairs = ((session.get(t.Version, one), session.get(t.Run, one)) for one in ids)
    return tuple(
        VariantView(
            version.id, version.title, version.kind, outputs_of_run(session, run.id), run.stdout[-CONSOLE:]
        )
        for version, run in pairs
        if version and run
    )


def outputs_of_run(session: Session, run: str) -> tuple[OutputView, ...]:
    query = select(t.Output).where(t.Output.run_id == run).order_by(t.Output.position)
    return tuple(
        OutputView(out.name, out.mime, out.blob, out.size, out.text, out.file, out.cut)
        for out in session.scalars(query)
    )


def limits_of(run: t.Run) -> tuple[str, ...]:
    return tuple(hit["says"] if isinstance(hit, dict) else hit for hit in run.limits_hit)


def _facts(turn: t.Turn, run: t.Run) -> dict[str, Any]:
    """Without the file that a long request was stored as: the person gave none."""
    facts, whole = dict(run.facts or {}), len(turn.request.encode())
    ours = any(file["name"] == REQUEST_FILE and file["size"] == whole for file in turn.files)
    if ours and facts.get("given"):
        facts["given"] = [name for name in facts["given"] if name != REQUEST_FILE]
    if run.changed:
        facts["folder_files"] = run.changed["files"]
    return facts


def _shown(session: Session, turn: t.Turn, run: t.Run, version: t.Version | None) -> str:
    texts = [output.text for output in outputs_of_run(session, run.id)]
    return "\n".join([version.title if version else "", *texts, run.stdout[-CONSOLE:], turn.words])
