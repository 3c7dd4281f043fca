"""A look at a program before it runs: what it imports, what it names, whether it is a program at all.

It explains and saves runs that can't succeed. It protects nothing: any program can get past a static
look, and the sandbox is the boundary.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

import black  # here: compiled as it is, it is half there to a second thread that imports it meanwhile
from black.parsing import InvalidInput

from generator.inputs import inputs_of
from generator.screen_columns import missing_columns
from generator.screen_literals import Literal as DataLiteral
from generator.screen_literals import literals
from generator.syntax import tree_of
from generator.types import FileProfile, Program

LONGEST = 400_000  # characters; more is no small program
FORMATTED = 60_000  # characters; black takes seconds for more

ProblemKind = Literal["too long", "syntax", "package", "file", "keyboard", "page", "remote"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a run can't succeed: a sentence, and the line in the program, from 1."""

    kind: ProblemKind
    sentence: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Screened:
    """`program` is formatted and knows its packages. With `problems` it isn't worth running."""

    program: Program
    problems: tuple[Problem, ...] = ()
    imports: tuple[str, ...] = ()  # top-level names, without the standard library
    unknown: tuple[str, ...] = ()  # of these, what can't be imported
    remote: tuple[str, ...] = ()  # addresses on the network that it names
    hosts: tuple[str, ...] = ()  # of these, what it may want to reach: it imports what reaches them
    columns: tuple[str, ...] = ()  # sentences on columns that seem to be missing; it may run all the same
    literals: tuple[DataLiteral, ...] = ()  # values in it that look like data
    notes: tuple[str, ...] = ()


def screen(
    program: Program,
    *,
    available: Collection[str] | None = None,
    files: Collection[str] | None = None,
    profiles: Sequence[FileProfile] = (),
    said: str | None = None,
) -> Screened:
    """Look at `program`. `available`: import names there are; `files`: names in /in; `profiles`: what these hold;
    `said`: where its values may come from, the request and the brief. None: not looked at."""
    if len(program.source) > LONGEST:
        said = f"The program has {len(program.source):,} characters; {LONGEST:,} is the most."
        return Screened(program, (Problem("too long", said),))
    if program.kind == "html":
        from generator.screen_page import screen_page

        return screen_page(program)
    return _python(program, available, files, profiles, said)


def _python(
    program: Program,
    available: Collection[str] | None,
    files: Collection[str] | None,
    profiles: Sequence[FileProfile],
    said: str | None,
) -> Screened:
    source, notes = _without_magics(program.source)
    try:
        tree = tree_of(source)
        nodes = list(ast.walk(tree))
    except SyntaxError as error:
        problem = Problem("syntax", f"Line {error.lineno}: {error.msg}.", error.lineno)
        return Screened(program, (problem,), notes=notes)
    except (ValueError, RecursionError, MemoryError) as error:
        return Screened(program, (Problem("syntax", f"Python can't read it: {error}."),), notes=notes)
    imports = _imports(nodes)
    unknown = tuple(n for n in imports if available is not None and n not in available)
    named = dict(_files(nodes, source))
    missing = tuple(n for n in named if files is not None and n not in files)
    problems = (
        *(Problem("package", f"The package {n} is not installed.", imports[n]) for n in unknown),
        *(Problem("file", f"There is no file {n} in /in.", named[n]) for n in missing),
        *(Problem("keyboard", "It asks for input() from a keyboard.", n) for n in _keyboard(nodes)),
    )
    formatted = replace(program, source=in_form(source), packages=tuple(imports))
    formatted = replace(formatted, inputs=inputs_of(formatted.source, "python") or program.inputs)
    remote = _addresses(nodes)
    hosts = _hosts(remote) if _REACHING & _imported(nodes) else ()
    data = literals(tree, said) if said is not None else ()
    columns = tuple(missing_columns(tree, profiles))
    return Screened(formatted, problems, tuple(imports), unknown, remote, hosts, columns, data, notes)


_REACHING = {"requests", "httpx", "urllib", "http"}


def _imported(nodes: list[ast.AST]) -> set[str]:
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in names}


def _hosts(addresses: Sequence[str]) -> tuple[str, ...]:
    found = (urlsplit(address).hostname for address in addresses if "{" not in address.split("/")[2])
    return tuple(dict.fromkeys(host for host in found if host))


_MAGIC = re.compile(r"^[ \t]*(?:%|!)\s*[A-Za-z].*$", re.M)


def _without_magics(source: str) -> tuple[str, tuple[str, ...]]:
    """Notebook commands (%matplotlib, !pip) as comments, where Python can't read the program because of them."""
    try:
        tree_of(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        cleaned = _MAGIC.sub(lambda found: "# " + found[0].strip(), source)
        if cleaned != source:
            return cleaned, ("Notebook commands were taken out.",)
    return source, ()


def _imports(nodes: list[ast.AST]) -> dict[str, int]:
    """Top-level names and the line of each, without the standard library."""
    found: dict[str, int] = {}
    for node in nodes:
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        for name in names:
            found.setdefault(name.split(".")[0], getattr(node, "lineno", 1))
    return {name: line for name, line in found.items() if name not in sys.stdlib_module_names}


def _files(nodes: list[ast.AST], source: str) -> Iterator[tuple[str, int]]:
    """Names under /in that stand in the program as they are: "/in/a.csv", Path("/in") / "a.csv", file inputs."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _under_in(node.value, node.lineno)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and _is_in(node.left):
            yield from _under_in(f"/in/{getattr(node.right, 'value', '')}", node.lineno)
    for spec in inputs_of(source, "python"):
        if spec.source == "files" and isinstance(spec.default, str):
            yield spec.default.removeprefix("/in/"), 1


def _under_in(text: str, line: int) -> Iterator[tuple[str, int]]:
    name = text.removeprefix("/in/")
    if name != text and "." in name and not re.search(r"[*?\[{\n]", name):
        yield name, line


def _is_in(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and len(node.args) == 1
        and isinstance(node.args[0], ast.Constant)
        and str(node.args[0].value).rstrip("/") == "/in"
    )


def _keyboard(nodes: list[ast.AST]) -> Iterator[int]:
    defined = {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    for node in () if "input" in defined else nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "input":
            yield node.lineno


_ADDRESS = re.compile(r"https?://[^\s\"'<>)]+")


def _addresses(nodes: list[ast.AST]) -> tuple[str, ...]:
    texts = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return tuple(dict.fromkeys(address for text in texts for address in _ADDRESS.findall(text)))[:20]


def in_form(source: str) -> str:
    """`source` as black writes it; as it is where black can't."""
    if len(source) > FORMATTED:
        return source
    try:
        return black.format_str(source, mode=black.Mode(line_length=100))
    except (InvalidInput, RecursionError):
        return source
