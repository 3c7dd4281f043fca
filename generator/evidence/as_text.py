"""The whole panel as plain text, for a file that goes with a result: the words of the page, none besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.evidence.types import Difference, OpinionWords, Panel


def as_text(panel: Panel, title: str = "", request: str = "", assumed: Sequence[str] = ()) -> str:
    """Headed by what was asked and what the result is called; `assumed` by its plan."""
    return "\n".join(_lines(panel, title, request, assumed)).strip() + "\n"


def _lines(panel: Panel, title: str, request: str, assumed: Sequence[str]) -> Iterator[str]:
    yield from filter(None, (title, request and f"Asked: {request}"))
    yield from ("", " · ".join(mark.text for mark in panel.marks))
    if assumed:
        yield from ("", "Assumed", *(f"- {one}" for one in assumed))
    yield from ("", "Facts")
    yield from (f"{'!' if fact.flag else '-'} {fact.text}" for fact in panel.facts)
    yield from ("", "Checks")
    for check in panel.checks:
        sign = "!" if check.verdict == "disagrees" else "-"
        yield f"{sign} {check.claim} {check.verdict.capitalize()}. {check.compared}".rstrip()
    yield panel.checks_note or ("" if panel.checks else "Not checked.")
    yield from ("", "Second program")
    for opinion in panel.opinions:
        yield from _opinion(opinion)
    yield panel.opinions_note or ("" if panel.opinions else "No second program.")
    if panel.earlier or panel.mended:
        yield from ("", "Before", *filter(None, (panel.mended, panel.earlier)))
        yield from _differences(panel.earlier_differences, "now", "before")


def _opinion(opinion: OpinionWords) -> Iterator[str]:
    yield f"{'!' if opinion.flag else '-'} {opinion.says} {opinion.why}".rstrip()
    yield from _differences(opinion.differences, "this result", "the other")
    if opinion.chosen:
        yield f"  {opinion.question} {opinion.here if opinion.chosen == 'here' else opinion.there}".rstrip()


def _differences(differences: tuple[Difference, ...], here: str, there: str) -> Iterator[str]:
    yield from (f"  {one.what}: {here} {one.here or '–'}, {there} {one.there or '–'}" for one in differences)
