"""No string is forgotten: what pages say stands in every catalog, and what other rooms say to people has its template."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from pages.language import CHOICES, FOLDER, compiled
from pages.telling import told

TOP = Path(__file__).resolve().parents[2]
LANGUAGES = [language for language in CHOICES if language not in ("", "en")]
MARKERS = {"_": 1, "N_": 1, "many": 2}  # and how many of the first arguments are said
_BRACES = re.compile(r"\{(\w+)\}")
_FORMAT = re.compile(r"\{[^{}]*\}")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def catalog(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES" / "oneoff.po").open("rb") as content:
        return read_po(content)


def trees(room: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((TOP / room).rglob("*.py")):
        yield str(path.relative_to(TOP)), ast.parse(path.read_text(encoding="utf-8"))


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def said_by_pages() -> set[str | tuple[str, str]]:
    found: set[str | tuple[str, str]] = set()
    for _where, tree in trees("pages"):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or name_of(node) not in MARKERS:
                continue
            texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
            if name_of(node) == "many":
                found.add((str(texts[0]), str(texts[1])))
            elif texts:
                found.add(str(texts[0]))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalog_has_what_the_pages_say_and_nothing_else(language: str) -> None:
    messages = {message.id for message in catalog(language) if message.id and not message.context}
    said = said_by_pages()
    assert said - messages == set(), "not translated"
    assert messages - said == set(), "no longer said"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_says_something_with_the_same_open_places(language: str) -> None:
    for message in catalog(language):
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        for said in [message.string] if isinstance(message.string, str) else message.string or ():
            assert said, message.id
            assert set(_BRACES.findall(said)) == open_places(message), message.id
            if not message.context:
                assert said[:1].isspace() == first(message)[:1].isspace(), message.id


def first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def open_places(message: Message) -> set[str]:
    texts = [message.id] if isinstance(message.id, str) else message.id
    return {name for text in texts for name in _BRACES.findall(text)}


WORDS = re.compile(r"[A-Z][a-z]+(?:[ .,?!]|$)|[a-z]+ [a-z]+")
FOR_NOBODY = {"compile", "error", "PlainTextResponse", "ConfigError", "write", "html"}
NAMES_OF_THEIR_OWN = {
    "Rows",
    "In the list",
    "Oneoff",
    "English",
    "couldn't tell",
    "Content-Security-Policy",
    "Cache-Control",
    "Connection-Allowlist",
}
SAID_ELSEWHERE = {
    "pages/headers.py",
    "pages/address.py",
    "pages/language.py",
    "pages/telling.py",
}
"""Headers, the command line, what stands in a workbook, and the language itself."""


def test_no_words_on_a_page_go_past_the_catalog() -> None:
    past = [
        f"{where}:{node.lineno}: {node.value!r}"
        for where, tree in trees("pages")
        if where not in SAID_ELSEWHERE
        for node in bare(tree)
        if WORDS.search(str(node.value)) and node.value not in NAMES_OF_THEIR_OWN
    ]
    assert past == []


def bare(node: ast.AST) -> Iterator[ast.Constant]:
    """Texts that aren't docstrings, keys, nor said through the catalog, nor for a log or a browser."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Raise) or (
            isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        ):
            continue
        if isinstance(child, ast.Call) and name_of(child) in {*MARKERS, *FOR_NOBODY}:
            for argument in child.args if name_of(child) in ("_", "many") else ():
                yield from bare(argument)
            continue
        if isinstance(child, ast.Assign) and getattr(child.targets[0], "id", "") == "SCRIPT":
            continue
        if isinstance(child, ast.keyword) and child.arg in ("key", "icon", "type", "mime", "format"):
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child
        yield from bare(child)


ROOMS = ("workshop", "generator", "sandbox")
FOR_MODELS_OR_PROGRAMMERS = (
    "generator/prompts/", "generator/brief.py", "generator/folder.py", "generator/variants.py", "generator/describe.py", "generator/repair.py", "generator/request.py",
    "generator/screen", "generator/write.py", "generator/explain.py", "generator/evidence/check.py", "generator/headers.py",
    "generator/evidence/difference.py", "generator/evidence/doubt.py", "generator/fence.py", "generator/fitting.py",
    "generator/scripted.py", "generator/parse.py", "sandbox/fake.py", "workshop/migrations/", "sandbox/network/request.py",
    "sandbox/network/tunnel.py", "sandbox/__main__.py", "workshop/__main__.py", "workshop/asking.py", "workshop/working.py",
    "sandbox/runner/frames.py", "sandbox/runner/job.py", "sandbox/runner/supervisor.py", "sandbox/behind.py",
    "sandbox/packages/fetching.py", "sandbox/packages/installer.py", "generator/call.py", "generator/profile/parts/",
    "generator/hunt/", "workshop/hunting_asking.py", "workshop/hunting_checks.py", "workshop/hunting_runs.py", "workshop/hunt_command.py",
    "generator/evidence/as_text.py", "sandbox/shelf.py", "workshop/context.py", "workshop/tool_commands.py", "workshop/serving",
    "workshop/undo_command.py",
)  # fmt: skip
"""Files whose sentences no page shows: prompts, wires, the command line, assistants. A file's notes go to the model only."""

NOT_FOR_PEOPLE = {
    "Decide for yourself.", "Answer with one word: ready", "A piece of something else.", "That was said already.",
    "Something was said before the start.", "All three streams must be pipes.", "{} isn't text.", "The page loads {}, but there is no network.",
}  # fmt: skip
COMPOSED = {
    "{} and {} are left out.": "2 hidden files and 3 that look like keys or passwords are left out.",
    "{} hidden {} is left out.": "2 hidden files are left out.",
    "“{}”: one file that you give it{}.": "“Sales”: one file that you give it (CSV / Excel).",
    "“{}”: as many files as you give it{}.": "“Sales”: as many files as you give it.",
    "{} {}, so it doesn’t count.": "2 more checks couldn't fail, so they don't count.",
    "{} answered in {} s{}.": "openai/gpt-5 answered in 1.2 s, 0.03 cents.",
    "This would go over your limit of {}: {}it may need {}. Go on?": (
        "This would go over your limit of 1 dollar for one day: 80 cents are spent, and it may need about 2 dollars more. Go on?"
    ),
    "{} gave a result that can't be compared with this one.": (
        "A program written separately gave a result that can't be compared with this one."
    ),
    "{} of {} {} as in the result before.": "3 of 12 values are as in the result before.",
    "Both are {}.": "Both are pictures only.",
    "One of them is {}.": "One of them is a page only.",
    "It took longer than {} second{}.": "It took longer than 5 seconds.",
    "“{}” must be {}.": "“Seconds” must be a whole number.",
    "{} {} were left behind.": "3 containers of Oneoff run or wait. 2 were left behind.",
    "This engine can't limit {}.": "This engine can't limit processor time.",
    "The package {} {}.": "The package numpy needs another version of six than the one that is here.",
    "{} than {} bytes: the rest is left out.": "It printed more than 1,000 bytes: the rest is left out.",
    "{} Trying again in {} s.": "The model can't be reached. Trying again in 4 s.",
    "{} works, but has known holes. {}. {}": "runc 1.1.5 works, but has known holes. CVE-2024-21626: found and mended since.",
}
"""Sentences that are put together of others: an example that is really said."""

SENTENCE = re.compile(r"[A-Z“{][^\n]*[A-Za-z][^\n]* [^\n]*[.?]")
SAMPLES = ("7", "x.csv", "8 cents", "it divided by zero", "days", "that calculation", "length", "the amount",
           "It took too long to look at.", "agrees", "month", "the one shown seems to be wrong", "Excel", "Open Settings", "")  # fmt: skip


def sentences() -> Iterator[tuple[str, int, ast.AST]]:
    for room in ROOMS:
        for where, tree in trees(room):
            if where.startswith(FOR_MODELS_OR_PROGRAMMERS):
                continue
            for node in spoken(tree):
                text = filled(node, "{}")
                if where.startswith(PROGRAMS) and not refused(tree, node):
                    continue
                if SENTENCE.fullmatch(text) and "(?:" not in text and text not in NOT_FOR_PEOPLE:
                    yield where, node.lineno, node  # type: ignore[attr-defined]


PROGRAMS = "generator/recipes/book/"
"""Programs: what they print is theirs, what they refuse is said by the page."""


def refused(tree: ast.Module, node: ast.AST) -> bool:
    return any(node in ast.walk(one) for one in ast.walk(tree) if isinstance(one, ast.Raise))


def spoken(node: ast.AST) -> Iterator[ast.AST]:
    """Texts and f-strings that may be shown: no docstring, nothing for a log, no pattern."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.Call) and name_of(child) in {
            "compile", "search", "sub", "fullmatch", "match", "info", "warning", "error", "debug", "exception",
            "AssertionError", "TypeError", "RuntimeError", "NotImplementedError", "take", "take_all", "BadFrame",
        }:  # fmt: skip
            continue
        if isinstance(child, ast.JoinedStr) or (
            isinstance(child, ast.Constant) and isinstance(child.value, str)
        ):
            yield child
            continue
        yield from spoken(child)


def filled(node: ast.AST, sample: str) -> str:
    """The text, with `sample` where a value would stand; of two words by a condition, the first."""
    if isinstance(node, ast.Constant):
        return _FORMAT.sub(lambda _: sample, str(node.value))
    if isinstance(node, ast.JoinedStr):
        return "".join(filled(value, sample) for value in node.values)
    if isinstance(node, ast.FormattedValue):
        return filled(node.value, sample)
    if isinstance(node, ast.IfExp) and isinstance(node.body, ast.Constant):
        return filled(node.body, sample)
    return sample


def speaks(language: str, node: ast.AST) -> bool:
    example = COMPOSED.get(filled(node, "{}"))
    examples = [example] if example else [filled(node, sample) for sample in SAMPLES]
    return any(in_chinese(told(compiled(language), one)) for one in examples)


def in_chinese(said: str) -> bool:
    return bool(_HAN.search(said)) and not re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_other_rooms_has_its_template(language: str) -> None:
    missing = [
        f"{where}:{line}: {filled(node, '{}')}"
        for where, line, node in sentences()
        if not speaks(language, node)
    ]
    assert missing == []
