"""A program as a script: `uv run` it beside its files."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from generator.export.here import OUT, makes_files, with_paths_here
from generator.screen import in_form
from generator.syntax import tree_of

PYTHON = "3.11"
_LONGEST = 2_000  # characters of a request that stand in it
_CHARTS = """
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot


def save_charts(*_args, **_options):
    for number in matplotlib.pyplot.get_fignums():
        display(matplotlib.pyplot.figure(number))
        matplotlib.pyplot.close(number)


matplotlib.pyplot.show = save_charts
"""
_PLOTLY = """
import plotly.io

plotly.io.show = display
"""
_IPYTHON = """
import IPython.display

IPython.display.display = display
"""
_SAVED = '    print(f"Saved {path}")\n'
_SILENT = {
    "show",
    "close",
    "save",
    "savefig",
    "to_csv",
    "to_excel",
    "to_parquet",
    "write_text",
    "write_bytes",
}


@dataclass(frozen=True, slots=True)
class About:
    """What a person finds at the top. `file`: the name it is saved under; `needs`: "pandas==3.1.1"; `files` it reads."""

    title: str
    request: str
    file: str
    needs: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def as_script(source: str, about: About) -> str:
    """The script. Raises SyntaxError for what isn't Python."""
    before = [PREPARED] if makes_files(source) else []
    return written(with_paths_here(source), about, how_to_run(about, f'uv run "{about.file}"'), before)


def written(source: str, about: About, how: str, before: Sequence[str], quiet: bool = False) -> str:
    """`source`, whose paths are those of the folder it runs in, as a script that says at its top `how` it is run and does
    `before` first. `quiet`: it doesn't say what it saves. Raises SyntaxError."""
    tree = tree_of(source)
    body, own = _without_docstring(source, tree)
    body, future = _without_future(body)
    charts = _draws(source)
    shows = charts or _names(tree, "display") or _shows_last(tree) or _imports(tree, "plotly", "altair")
    showing = [_showing(tree, charts, quiet)] if shows else []
    body = _with_last_shown(body) if _shows_last(tree) else body
    after = ["save_charts()"] if charts else []
    head = [_header(about.needs), _docstring(about, own, how), *future]
    return in_form("\n\n".join([*head, *before, *showing, body, *after]))


PREPARED = f'from pathlib import Path\n\nPath("{OUT}").mkdir(exist_ok=True)'


def how_to_run(about: About, command: str) -> str:
    """What to do with it, in plain words."""
    beside = f"Put it into one folder with {' and '.join(about.files)}. " if about.files else ""
    return (
        f"Made with Oneoff. {beside}Then, in that folder:\n\n    {command}\n\n"
        f'What it makes for you is put into the folder "{OUT}".'
    )


def _header(needs: Sequence[str]) -> str:
    """PEP 723: what `uv run` brings in."""
    lines = ["# /// script", f'# requires-python = ">={PYTHON}"', "# dependencies = ["]
    return "\n".join([*lines, *(f'#     "{need}",' for need in needs), "# ]", "# ///"])


def _docstring(about: About, own: str, how: str) -> str:
    said = [about.title or "A small program", about.request.strip()[:_LONGEST], own.strip()]
    parts = [*filter(None, said), how]
    text = "\n\n".join(dict.fromkeys(parts))
    return '"""' + text.replace("\\", "\\\\").replace('"""', "'''").rstrip('"') + '\n"""'


def _without_docstring(source: str, tree: ast.Module) -> tuple[str, str]:
    own = ast.get_docstring(tree)
    if own is None:
        return source, ""
    lines = source.splitlines()
    first = tree.body[0]
    return "\n".join([*lines[: first.lineno - 1], *lines[first.end_lineno :]]), own


def _without_future(source: str) -> tuple[str, list[str]]:
    """Those imports stand before everything else."""
    lines = source.splitlines()
    future = [line for line in lines if line.startswith("from __future__ import ")]
    return "\n".join(line for line in lines if line not in future), future


def _showing(tree: ast.Module, charts: bool, quiet: bool) -> str:
    text = resources.files("generator.export").joinpath("showing.py").read_text(encoding="utf-8")
    text = text.partition('"""\n')[2] if text.startswith('"""') else text
    text = text.replace(_SAVED, "") if quiet else text
    more = [_CHARTS] if charts else []
    more += [_PLOTLY] if _imports(tree, "plotly") else []
    more += [_IPYTHON] if _imports(tree, "IPython") else []
    return "".join([text, *more])


def _draws(source: str) -> bool:
    return "matplotlib" in source or "seaborn" in source or ".plot" in source


def _imports(tree: ast.Module, *names: str) -> bool:
    return any(
        (alias.name if isinstance(node, ast.Import) else node.module or "").partition(".")[0] in names
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    )


def _names(tree: ast.Module, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(tree))


def _shows_last(tree: ast.Module) -> bool:
    """Whether the last line is a value, which is shown; calls of plain functions say what they have to say themselves."""
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or isinstance(last.value, ast.Constant):
        return False
    if not isinstance(last.value, ast.Call):
        return True
    called = last.value.func
    return isinstance(called, ast.Attribute) and called.attr not in _SILENT


def _with_last_shown(source: str) -> str:
    last = tree_of(source).body[-1]
    lines = source.splitlines()
    before, value = lines[: last.lineno - 1], lines[last.lineno - 1 : last.end_lineno]
    if lines[last.lineno - 1][: last.col_offset].strip():  # several on one line
        return source
    return "\n".join([*before, "display(", *value, ")"])
