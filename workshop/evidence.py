"""The durable workflow that gathers evidence for a result while it is already shown.

begin -> shape -> ask (checks and a second program, side by side) -> run it -> try -> (read why they differ)
      -> (look again -> run -> try: once, at "thorough") -> end

What hinders a part is a sentence in the evidence; it never takes the result away.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.exc import OperationalError

from generator.codec import from_plain, to_plain
from generator.evidence.chance import draws_lots
from generator.evidence.check import Claims
from generator.evidence.doubt import doubt_of, failed
from generator.evidence.types import Check, Claim, Comparison, Evidence, Opinion, Reading
from workshop.blobs import NoRoom
from workshop.context import privacy_of, program_of
from workshop.dials import Dials
from workshop.drafting import Drafting
from workshop.expected import STOPPED, without_rest
from workshop.reading_files import look_closer
from workshop.scope import Scope, scope_of
from workshop.second_look import SecondLook
from workshop.steps import ending_step
from workshop.trials import OURS, Trials, sentence_of
from workshop.wording import words_for
from workshop.workbench import Ended, Plain, Workbench

log = logging.getLogger("oneoff.evidence")


class EvidenceWork:
    """`work(turn, segment)`: the workflow for what the turn shows when it begins."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    def __call__(self, turn: str, segment: int) -> str:
        flow = Gathering(self._bench, turn, segment)
        try:
            flow.work()
            state = "done"
        except Ended as end:
            state = "stopped" if end.status == "stopped" else "done"
            flow.cut_off(STOPPED if state == "stopped" else sentence_of(end))
        except Exception:  # whatever happens here, the result stands and says that it wasn't checked
            if self._bench.store.is_there(turn):
                log.exception("evidence of turn %s failed", turn)
            state = "done"
            flow.cut_off(OURS)
        if not self._bench.store.is_there(turn):
            return "deleted"
        flow.end(state)
        return state


class Gathering:
    """One turn's evidence, from begin to end. `known` is what was found so far; it is stored with every step."""

    def __init__(self, bench: Workbench, turn: str, segment: int) -> None:
        self._bench, self._store, self._turn, self._segment = bench, bench.store, turn, segment
        self._trials = Trials(bench, turn)
        self._run = ""
        self.known = Evidence()

    def work(self) -> None:
        scope = from_plain(Scope, self._step("begin", self._begin))
        self._run = scope.run
        if not scope.run:
            return
        self._dials = from_plain(Dials, scope.dials)
        self._drafting = Drafting(self._bench, self._turn, self._segment, self._dials)
        if scope.taken:
            self._know(line="Putting it into words")
            self._step("words", self._reword)
        if scope.tool:
            self._know(line="Looking at the files")
            self._step("look", self._look_closer)
        self._know(checks_why=scope.checks_why, opinions_why=scope.opinions_why, line="Checking the result")
        shape = self._step("shape", self._trials.shape, to_plain(scope))
        if scope.checks or scope.another or scope.others or scope.claims:
            self._gather(scope, shape)

    def _gather(self, scope: Scope, shape: Plain) -> None:
        if not shape["shape"]:
            self._know(checks_why=shape["why"], opinions_why=shape["why"])
            return
        self._look = SecondLook(self._bench, self._turn, self._drafting, self._dials)
        said = self._asked(scope, shape["shape"])
        self._try(scope, said)
        self._read()
        if self._dials.tries == "thorough" and scope.may_mend:
            self._mend(scope)

    def _asked(self, scope: Scope, shape: str) -> Claims:
        """The checks; another program becomes an opinion."""
        claims, opinions = Claims(scope.claims), list(scope.others)
        if scope.checks or scope.another:
            said = self._step("ask", self._look.ask, shape, bool(scope.before), scope.another)
            claims = from_plain(Claims, {"claims": said["claims"], "stays": said["stays"]})
            self._know(checks_why=self.known.checks_why or said["claims_why"])
            if said["draft"]:
                opinions.append(self._another(said["draft"]))
            elif scope.another:
                self._know(opinions_why=said["draft_why"])
        self._know(opinions=tuple(opinions), stays=claims.stays)
        return claims

    def _another(self, draft: Plain) -> Opinion:
        self._know(line="Running a second program")
        failure = self._step("run second", self._trials.run_other, draft["version"])["failure"]
        return Opinion(draft["version"], failed=failure)

    def _try(self, scope: Scope, said: Claims) -> None:
        self._know(line="Comparing the results" if self.known.opinions else "Checking the result")
        kept = scope.kept if said.stays else ()
        plain = self._tried("try", self._run, (*said.claims, *kept), scope.before)
        self.known = self._found(plain, len(said.claims), bool(scope.before))
        self._save()

    def _tried(self, name: str, run: str, claims: Sequence[Claim], before: str) -> Plain:
        """The claims on `run`, which is compared with each opinion that ran, then with the result before."""
        others = [one.version for one in self.known.opinions if not one.failed]
        runs = (run, *others, *([before] if before else []))
        return self._step(name, self._trials.tried, runs, to_plain(claims), self.known.line)

    def _found(self, plain: Plain, own: int, before: bool) -> Evidence:
        """`known` with what a trial found; checks from `own` on were kept from an earlier result."""
        if plain["why"]:
            return replace(self.known, checks_why=plain["why"], opinions_why=plain["why"], opinions=())
        checks = from_plain(tuple[Check, ...], plain["checks"])
        checks = tuple(replace(check, kept=number >= own) for number, check in enumerate(checks))
        comparisons = list(from_plain(tuple[Comparison, ...], plain["comparisons"]))
        earlier = comparisons.pop() if before and comparisons else None
        opinions = tuple(self._compared(opinion, comparisons) for opinion in self.known.opinions)
        return replace(self.known, checks=checks, opinions=opinions, earlier=earlier)

    def _compared(self, opinion: Opinion, comparisons: list[Comparison]) -> Opinion:
        if opinion.failed:
            return opinion
        comparison = comparisons.pop(0)
        random = comparison.verdict != "same" and self._by_chance(opinion)
        return replace(opinion, comparison=comparison, random=random)

    def _by_chance(self, opinion: Opinion) -> bool:
        """Both draw lots: so the request is one for which each program, and each run, gives another result."""
        versions = (self._run, opinion.version)
        return all(draws_lots(program_of(self._store, version)) for version in versions)

    def _read(self) -> None:
        """Why another program's result differs, of the first that does."""
        for place, opinion in enumerate(self.known.opinions):
            comparison = opinion.comparison
            if (
                comparison
                and comparison.verdict == "different"
                and not (opinion.random or opinion.reading or opinion.chosen)
            ):
                self._know(line="Looking for the reason of a difference")
                plain = self._step(
                    f"read {self._run[-3:]}", self._look.read, self._run, opinion.version, comparison
                )
                read = replace(opinion, reading=from_plain(Reading, plain))
                self._know(opinions=(*self.known.opinions[:place], read, *self.known.opinions[place + 1 :]))
                return

    def _mend(self, scope: Scope) -> None:
        """One more repair, from what speaks against the result; taken where less speaks against it afterwards."""
        doubt = doubt_of(self.known, privacy_of(self._store))
        if not doubt:
            return
        self._know(line="Looking at it once more")
        said = self._step("doubt", self._look.doubt, self._run, doubt)
        if not said["kept"]:
            stands = f"Looked at once more, and left as it is. {said['words']}".strip()
            self._know(mended=stands if not said["why"] else "")
            return
        version = said["kept"]["version"]
        if self._step("run mended", self._trials.run_other, version)["failure"]:
            self._know(mended="Looked at once more; what came of it did not run, so the result is as it was.")
            return
        self._know(line="Checking the mended result")
        own = [check.claim for check in self.known.checks if not check.kept]
        kept = [check.claim for check in self.known.checks if check.kept]
        plain = self._tried("try mended", version, (*own, *kept), scope.before)
        self._adopt_if_better(said["kept"], plain, len(own), bool(scope.before))

    def _adopt_if_better(self, kept: Plain, plain: Plain, own: int, before: bool) -> None:
        was, run = self.known, self._run
        unread = replace(was, opinions=tuple(replace(one, reading=None) for one in was.opinions))
        self._run, self.known = kept["version"], unread
        found = self._found(plain, own, before)
        self._run, self.known = run, was
        if plain["why"] or not _better(found, was):
            self._know(
                mended="Mended and run once more; no less spoke against that, so the result is as it was."
            )
            return
        said = "A check or another program didn't agree with the first result, so it was mended."
        mended = replace(found, line="Putting it into words", mended=said)
        if self._step("adopt", self._adopt, kept, mended)["adopted"]:
            self._know(state="done", line="")
            self._run, self.known = kept["version"], mended
            self._save()
            self._read()
            self._step("reword", self._reword)

    # the steps

    def _look_closer(self) -> Plain:
        look_closer(self._bench, self._turn)
        return {}

    def _begin(self) -> Plain:
        scope = scope_of(self._bench, self._turn)
        plain: Plain = to_plain(scope)
        return plain

    def _adopt(self, kept: Plain, mended: Evidence) -> Plain:
        """The turn shows the mended program, its plan and what is known of it, unless the person went on meanwhile."""
        version = kept["version"]
        if not self._store.is_last(self._turn):
            return {"adopted": False}
        self._store.save_evidence(version, self._turn, "working", to_plain(mended))
        said = kept["plan"]["steps"] or kept["plan"]["title"]
        plan = {"plan": kept["plan"]} if said else {}
        self._store.update_turn(self._turn, version_id=version, run_id=version, words="", **plan)
        return {"adopted": True}

    def _reword(self) -> Plain:
        words = words_for(self._bench, self._turn, self._drafting)
        self._store.update_turn(self._turn, **words)
        return words

    # keeping

    def _know(self, **more: Any) -> None:
        self.known = replace(self.known, **more)
        self._save()

    def _save(self) -> None:
        if self._run:
            self._store.save_evidence(self._run, self._turn, self.known.state, to_plain(self.known))

    def cut_off(self, why: str) -> None:
        self.known = without_rest(self.known, why)

    def _expected(self) -> str:
        """The run whose evidence is waited for, where it broke off before that was clear."""
        run = self._store.turn(self._turn).run_id
        return run if run and self._store.evidence(run) else ""

    def end(self, state: str) -> None:
        """A page waits for it. Where the disk is full just now, wait a little."""
        self._run = self._run or self._expected()
        for pause in (1.0, 2.0, 4.0, 8.0):
            try:
                self._know(state=state, line="")
                return
            except (NoRoom, OperationalError) as error:
                log.warning("evidence of turn %s: its end can't be stored: %s", self._turn, error)
                time.sleep(pause)
        self._know(state=state, line="")

    def _step(self, name: str, do: Callable[..., Plain], *arguments: Any) -> Plain:
        return ending_step(f"evidence: {name}", do, *arguments)


def _against(evidence: Evidence) -> int:
    """How much speaks against a result."""
    different = [one for one in evidence.opinions if one.comparison and one.comparison.verdict == "different"]
    changed = evidence.stays and evidence.earlier is not None and evidence.earlier.verdict == "different"
    return len(failed(evidence.checks)) + len([one for one in different if not one.random]) + int(changed)


def _better(found: Evidence, was: Evidence) -> bool:
    """Less speaks against it, and nothing that told something of the first result is silent now."""
    unclear = [sum(check.verdict == "unclear" for check in one.checks) for one in (found, was)]
    lost = any(
        now.comparison and now.comparison.verdict == "incomparable" and then.comparison != now.comparison
        for now, then in zip(found.opinions, was.opinions, strict=True)
    )
    return _against(found) < _against(was) and unclear[0] <= unclear[1] and not lost
