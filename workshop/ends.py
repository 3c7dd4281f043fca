"""How a turn with a model ends without a result, or waits for an answer."""

from __future__ import annotations

from dataclasses import asdict

from generator.codec import to_plain
from generator.plain_words import own_words, why
from generator.repair import Repairs, RunFailure, nothing_shown
from generator.types import Choice, Draft, Plan, Program, Question
from sandbox.base import Execution
from workshop.workbench import Ended, Plain, failed

_TAIL = 2_000  # characters of printed text that a repair sees
MAY_I = "Shall I do it like this?"
YES, NO = {"yes", "y", "1", "yes, do it"}, {"no", "n", "2", "no, stop here"}


def honest_stop(policy: Repairs, program: Program) -> Ended:
    """What was tried, and two ways on."""
    tries = len(policy.tried)
    last = policy.tried[-1].failure
    tried = tuple(f"Try {number}: {why(one.failure, program)}." for number, one in enumerate(policy.tried, 1))
    if said := own_words(last, program):
        return failed(said, "Add what is missing, or say it in another way.", tried if tries > 1 else ())
    if tries == 1:
        return failed(
            f"It didn't work: {why(last, program)}.", "Put the earlier value back, or say it in words."
        )
    again = "and it fails the same way" if policy.verdict == "same again" else "and it still doesn't work"
    return failed(
        f"I tried {tries} times {again}: {why(last, program)}.",
        "Say it in another way or leave a part of it out, or choose a stronger model in Settings.",
        tried,
    )


def failure_of(execution: Execution) -> RunFailure | None:
    """Why a run gave nothing to show; None where it did."""
    if execution.ok:
        changed = execution.changed and execution.changed.changes
        shown = execution.outputs or execution.stdout.text.strip() or changed
        return None if shown else nothing_shown()
    tail, why_not = execution.stdout.text[-_TAIL:], execution.failure
    if why_not is None:
        said = execution.stderr.text.strip().split("\n")[-1]
        return RunFailure("Ended", said, ended=execution.ended, stdout_tail=tail)
    return RunFailure(
        why_not.kind, why_not.message, why_not.line, why_not.traceback, execution.ended, stdout_tail=tail
    )


def without_program(draft: Draft) -> Ended:
    """A question waits; words alone are an answer, and no program or run stands beside them."""
    if draft.plan.questions:
        return Ended("asking", question=question_of(draft.plan.questions), plan=to_plain(draft.plan))
    return Ended("done", words=draft.words, plan=to_plain(draft.plan), version_id=None, run_id=None)


def question_of(questions: tuple[Question, ...]) -> Plain:
    """The first question, with those that follow it."""
    first, *rest = [
        {
            "text": question.text,
            "choices": [asdict(choice) for choice in question.choices],
            "default": question.default,
            "free_text": question.free_text,
        }
        for question in questions
    ]
    return {**first, "rest": rest, "way": "model"}


def shown_plan(plan: Plan, answered: bool) -> Ended:
    """The plan waits for a yes, or for what should be different. What it asks comes first, once: `answered`."""
    if plan.questions and not answered:
        return Ended("asking", question=question_of(plan.questions), plan=to_plain(plan))
    choices = (Choice("Yes, do it", "yes", _needs(plan)), Choice("No, stop here", "no"))
    return Ended("asking", question=question_of((Question(MAY_I, choices, "yes"),)), plan=to_plain(plan))


def _needs(plan: Plan) -> str:
    return f"It needs something from {' and '.join(plan.hosts)}." if plan.hosts else ""
