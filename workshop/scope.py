"""How much evidence a result gets: by the dials, by what it is, and by what there was before it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from generator.codec import from_plain, to_plain
from generator.evidence.types import Claim, Evidence, Opinion, Reading
from generator.recipes.checks import checks_of
from workshop import tables as t
from workshop.candidates import others_of
from workshop.context import READING
from workshop.dials import dials_of
from workshop.kept import SHELF, KeptTools
from workshop.store import NotThere, Store
from workshop.workbench import Workbench

PAGE = "A page is used, not computed once, so nothing of it was checked."
RECIPE = "It is one of the programs that come with Oneoff; this result of it wasn't checked."
AGAIN = "The program ran again with other values; this result of it wasn't checked."
TOOL = "A kept tool is the same program each time; no second one was written for this run."
RECIPE_ONCE = "It is one of the programs that come with Oneoff; no second one was written."
NO_CHECKS = "This tool has no checks of its own."
FOLDER = "Nothing in the folder is changed before you have looked at the list and said so; no checks were written for it."
QUICK = "You asked for it quickly, without checks."
NO_MODEL = "No model is connected that could check it."


@dataclass(frozen=True, slots=True)
class Scope:
    """`run`: whose evidence it is, "" for none; `python`: of a program that a model wrote. `others`: programs that were
    written for the request already. `claims`: written already, for another result of this request. `before`: the run of
    the result before, `kept` its checks that agreed.
    """

    run: str = ""
    python: bool = False
    checks: bool = False
    another: bool = False
    others: tuple[Opinion, ...] = ()
    claims: tuple[Claim, ...] = ()
    before: str = ""
    kept: tuple[Claim, ...] = ()
    may_mend: bool = False
    taken: bool = False  # the person took it in place of another, and it has no words yet
    tool: bool = False  # a run of a kept tool: its files were only looked at quickly
    checks_why: str = ""
    opinions_why: str = ""
    dials: dict[str, Any] = field(default_factory=dict)


def scope_of(bench: Workbench, turn: str) -> Scope:
    """For what the turn shows now."""
    store, this = bench.store, bench.store.turn(turn)
    if this.status != "done" or not this.run_id or not this.version_id:
        return Scope()
    version, dials = store.version(this.version_id), dials_of(store, turn)
    written = version.kind == "python" and not version.recipe
    tool = "tool" in (this.change or {})
    whole = Scope(this.run_id, written and not tool, tool=tool, dials=to_plain(dials))
    if claims := _own_claims(bench, this, version):
        return replace(whole, python=False, claims=claims, opinions_why=TOOL if tool else RECIPE_ONCE)
    if taken := _taken(store, this):
        return _again(whole, *taken)
    if (why := _why_not(bench, this, version)) or dials.tries == "quick":
        return _without(whole, why or QUICK)
    before = _before(store, this)
    varied = "variants_of" in (this.change or {})  # programs that differ on purpose are no second opinions
    others = others_of(store, this) if dials.tries == "thorough" and not varied else ()
    return Scope(
        this.run_id,
        True,
        checks=True,
        another=not others,
        others=others,
        before=before,
        kept=_kept(store, before),
        may_mend=True,
        dials=to_plain(dials),
    )


def _why_not(bench: Workbench, this: t.Turn, version: t.Version) -> str:
    if version.kind != "python":
        return PAGE
    if this.folder:
        return FOLDER
    if "tool" in (this.change or {}):
        return NO_CHECKS
    if version.recipe:
        return RECIPE
    if "values" in (this.change or {}):
        return AGAIN
    return "" if bench.models.settings() else NO_MODEL


def _own_claims(bench: Workbench, this: t.Turn, version: t.Version) -> tuple[Claim, ...]:
    """The checks of a kept tool or a recipe: they are tried at each result of it, and no model is asked."""
    tool = str((this.change or {}).get("tool", "")) or (f"{SHELF}{version.recipe}" if version.recipe else "")
    try:
        if not tool:
            return ()
        values = {spec["name"]: spec["default"] for spec in version.inputs or ()}
        return checks_of(KeptTools(bench.store, bench.book).get(tool).tool, values)
    except NotThere:
        return ()


def _without(scope: Scope, why: str) -> Scope:
    return replace(scope, checks_why=why, opinions_why=why)


def _taken(store: Store, this: t.Turn) -> tuple[Evidence, str] | None:
    """The evidence of the result that the person took this one instead of, and the run of that."""
    about = this.answers[-1].get("about", {}) if this.answers else {}
    if about.get("kind") != READING or about["took"] != "there" or about["name"] != this.version_id:
        return None
    was = store.evidence(about["instead_of"])
    return (from_plain(Evidence, was), about["instead_of"]) if was else None


def _again(scope: Scope, was: Evidence, run: str) -> Scope:
    """The checks that were written for the other result, tried at this one; nothing new is asked of a model."""
    reading = _turned(next((one.reading for one in was.opinions if one.version == scope.run), None))
    other = Opinion(run, reading=reading, chosen="here")
    claims = tuple(check.claim for check in was.checks if not check.kept)
    return Scope(
        scope.run,
        True,
        others=(other,),
        claims=claims,
        taken=True,
        checks_why=was.checks_why,
        dials=scope.dials,
    )


def _turned(reading: Reading | None) -> Reading | None:
    """As it reads from the other side."""
    if reading is None:
        return None
    whose: Literal["here", "there", ""] = {"here": "there", "there": "here"}.get(reading.whose, "")  # type: ignore[assignment]
    return replace(reading, here=reading.there, there=reading.here, whose=whose)


def _before(store: Store, this: t.Turn) -> str:
    """The run that the turn before shows, where it computed something."""
    earlier = store.earlier_turns(this.id, 1)
    if not earlier or earlier[0].status != "done" or not earlier[0].run_id or not earlier[0].version_id:
        return ""
    return earlier[0].run_id if store.version(earlier[0].version_id).kind == "python" else ""


def _kept(store: Store, before: str) -> tuple[Claim, ...]:
    plain = store.evidence(before) if before else None
    checks = from_plain(Evidence, plain).checks if plain else ()
    return tuple(check.claim for check in checks if check.counts and check.verdict == "agrees")[:5]
