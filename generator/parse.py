"""A model's answer as a Draft. Tolerant of form, strict about what it is: every answer has one outcome."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Literal

from generator.edit import Edit, applied, edits_of
from generator.inputs import inputs_of
from generator.syntax import tree_of
from generator.types import Choice, Draft, Kind, Plan, Program, Question

Outcome = Literal["program", "questions", "words", "several", "cut", "empty", "other", "unmatched"]


@dataclass(frozen=True, slots=True)
class Parsed:
    """`several`: more than one program, and none of them is plainly the one. `cut`: the program has no end.
    `other`: in a form for machines (JSON, XML, a tool's call), with nothing for a person.

    `unmatched`: these changes of the current program found no place, or more than one.
    """

    draft: Draft
    outcome: Outcome
    unmatched: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    language: str
    text: str
    closed: bool


_OPEN = re.compile(r"^[ \t]{0,3}(`{3,}|~{3,})[ \t]*([\w+#.-]*)[^\n`]*$")
_PAGE = re.compile(r"<!doctype html|<html[\s>]", re.I)
_PYTHON = {"python", "py", "python3", "ipython", "jupyter"}
_HTML = {"html", "htm", "xhtml"}


def parse(answer: str, whole: bool = True, current: Program | None = None) -> Parsed:
    """The outcome and what was understood; never raises. Not `whole`: it was cut at its length limit.

    A whole answer may lack its last fence; what stands there is taken where it is a program to its end.
    Changes as search/replace blocks are made in `current`.
    """
    answer = without_thinking(answer)
    answer = answer.replace("\r\n", "\n").replace("\r", "\n")
    if current is not None and (changed := _changed(answer, current, whole)):
        return changed
    blocks, prose = split(answer)
    plan, words = plan_of(prose)
    programs = [block for block in blocks if kind_of(block)]
    if not programs:
        programs = _bare_page(answer)
    if not programs:
        return _without_program(plan, words, blocks)
    chosen = _chosen(programs)
    if chosen is None:
        return Parsed(Draft(plan, None, words), "several")
    if not chosen.closed and not (whole and kind_of(chosen) == "python" and _compiles(chosen.text)):
        return Parsed(Draft(plan, None, words), "cut")
    kind: Kind = kind_of(chosen) or "python"
    source = chosen.text.strip("\n") + "\n"
    program = Program(source, kind, plan.title, inputs_of(source, kind))
    return Parsed(Draft(_decided(plan), program, words), "program")


def _changed(answer: str, current: Program, whole: bool) -> Parsed | None:
    """What came of the changes in `answer`; None where it holds none."""
    found = edits_of(answer)
    if not found.edits and found.whole:
        return None
    plan, words = plan_of(split(found.prose)[1])
    if not (found.whole and whole):
        return Parsed(Draft(plan, None, words), "cut")
    source, unmatched = applied(current.source, found.edits)
    if current.kind == "html":  # nothing may follow a page's end
        unmatched = (*unmatched, *(edit for edit in found.edits if not edit.search.strip()))
    if unmatched:
        return Parsed(Draft(plan, None, words), "unmatched", unmatched)
    title = plan.title or current.title
    program = Program(source, current.kind, title, inputs_of(source, current.kind))
    return Parsed(Draft(_decided(plan), program, words), "program")


def _decided(plan: Plan) -> Plan:
    """A program was written all the same, so what was asked has been decided: it becomes an assumption."""
    decided = tuple(f"{asked.text} {asked.default}".strip() for asked in plan.questions)
    return replace(plan, questions=(), assumptions=plan.assumptions + decided)


_THINKING = re.compile(r"\A\s*<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.S | re.I)


def without_thinking(answer: str) -> str:
    """`answer` without the thinking that some local models write before it."""
    return _THINKING.sub("", answer, count=1)


def split(answer: str) -> tuple[list[Block], str]:
    """The fenced blocks, and the rest. A fence ends with one of its own kind, at least as long."""
    blocks: list[Block] = []
    prose: list[str] = []
    fence, language, inside = "", "", list[str]()
    for line in answer.replace("\r\n", "\n").split("\n"):
        found = _OPEN.match(line)
        if fence and found and line.strip()[0] == fence[0] and len(found[1]) >= len(fence) and not found[2]:
            blocks.append(Block(language, "\n".join(inside), True))
            fence, inside = "", []
        elif fence:
            inside.append(line)
        elif found:
            fence, language = found[1], found[2].lower()
        else:
            prose.append(line)
    if fence:
        blocks.append(Block(language, "\n".join(inside), _ends(language, inside)))
    return blocks, "\n".join(prose)


def _ends(language: str, lines: list[str]) -> bool:
    """Whether a block without a closing fence is whole all the same: a page that ends can only be that."""
    return language in _HTML and "\n".join(lines).rstrip().lower().endswith("</html>")


def kind_of(block: Block) -> Kind | None:
    """What the block is: by its mark, and where that says nothing, by its content."""
    if block.language in _HTML or (not block.language and _PAGE.search(block.text[:500])):
        return "html"
    if block.language in _PYTHON:
        return "html" if _PAGE.match(block.text.lstrip()) else "python"
    if not block.language and len(block.text.split()) > 3:
        return "python" if _compiles(block.text) else None
    return None


def _compiles(source: str) -> bool:
    try:
        tree_of(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _bare_page(answer: str) -> list[Block]:
    """A page that came without a fence."""
    found = _PAGE.search(answer)
    end = answer.lower().rfind("</html>")
    if not found:
        return []
    return [Block("html", answer[found.start() : end + 7 if end > 0 else None], end > 0)]


def _chosen(programs: list[Block]) -> Block | None:
    """The one program. Of several, one that is four times as long as the others together; a repeat counts once."""
    different = list(dict.fromkeys(programs))
    longest = max(different, key=lambda block: len(block.text))
    others = sum(len(block.text) for block in different) - len(longest.text)
    return longest if len(longest.text) >= 4 * others else None


def _without_program(plan: Plan, words: str, blocks: list[Block]) -> Parsed:
    said = "\n".join([words, *(block.text for block in blocks)]).strip()
    if plan.questions:
        return Parsed(Draft(plan, None, said), "questions")
    if any(not block.closed for block in blocks):
        return Parsed(Draft(plan, None, said), "cut")
    if not said and not plan.steps:
        return Parsed(Draft(plan), "empty")
    if _for_machines(said):
        return Parsed(Draft(plan), "other")
    return Parsed(Draft(plan, None, said or "\n".join(plan.steps)), "words")


def _for_machines(said: str) -> bool:
    if _MARKUP.match(said):
        return True
    try:
        return isinstance(json.loads(said), (dict, list))
    except (ValueError, RecursionError):
        return False


_MARKUP = re.compile(r"<[a-zA-Z?!|][^<>\n]{0,200}>.*</[\w:.|-]{1,80}>\Z|<\|\w{1,40}\|>", re.S)
_LINE = re.compile(
    r"^[\s>*_#\-•\d.)]*(TITLE|STEPS?|ASSUMED|ASSUMPTIONS?|ASK|QUESTIONS?|FETCH|标题|步骤|假设|问题)[*_ ]*\s*[:：][*_ ]*(.*)$",
    re.I,
)
_SAME = {
    "标题": "TITLE",
    "步骤": "STEP",
    "假设": "ASSUMED",
    "问题": "ASK",
    "QUESTION": "ASK",
    "ASSUMPTION": "ASSUMED",
}
_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+(.*)$")


def plan_of(prose: str) -> tuple[Plan, str]:
    """The plan in the lines before the program, and the words that belong to no part of it.

    A heading such as "STEPS:" with a list under it is read like lines that start with STEP.
    """
    found: dict[str, list[str]] = {"TITLE": [], "STEP": [], "ASSUMED": [], "ASK": [], "FETCH": []}
    words: list[str] = []
    under = ""
    for line in prose.split("\n"):
        marked, bullet = _LINE.match(line), _BULLET.match(line)
        if marked:
            name = marked[1].upper()
            name = name if name == "ASSUMED" else name.removesuffix("S")
            name = _SAME.get(name, name)
            under = name if not marked[2].strip() else ""
            found[name].extend([_clean(marked[2])] if marked[2].strip() else [])
        elif bullet and under:
            found[under].append(_clean(bullet[1]))
        elif line.strip():
            under = ""
            words.append(line.strip())
    title = (found["TITLE"] or [""])[0][:120]
    asked = tuple(_question(line) for line in found["ASK"][:3])
    plan = Plan(title, tuple(found["STEP"]), tuple(found["ASSUMED"]), asked, hosts=tuple(found["FETCH"][:5]))
    return plan, "\n".join(words)


def _clean(text: str) -> str:
    return text.strip().strip("*_").strip()


def _question(line: str) -> Question:
    text, *answers = [part.strip() for part in re.split(r"[|｜]", line)]
    choices = tuple(Choice(answer, answer) for answer in dict.fromkeys(answers) if answer)
    return Question(text, choices, choices[0].value if choices else "")
