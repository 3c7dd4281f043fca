"""Paths of the sandbox as paths of the folder where an exported program lies.

Given files are read beside it; what it makes goes into the folder `out` there, so that nothing given is written over.
"""

from __future__ import annotations

import io
import re
import tokenize
from functools import partial

OUT = "out"
_PLACE = re.compile(r"(?<![\w.\-/:])/(in|out)(?![\w\-.])(/?)(?=(.?))", re.DOTALL)


def makes_files(source: str) -> bool:
    """Whether it names the folder for what is kept."""
    return any(found[1] == OUT for found in _PLACE.finditer(source))


def with_paths_here(source: str, given: str = "") -> str:
    """`source` with "/in/a.csv" as "a.csv" and "/out/b.csv" as "out/b.csv" wherever a string says so. `given`: a folder
    in which the given files lie."""
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    pieces, at = [], 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if not _is_text(token):
            continue
        begin = starts[token.start[0] - 1] + token.start[1]
        end = starts[token.end[0] - 1] + token.end[1]
        pieces += [source[at:begin], _PLACE.sub(partial(_here, given), source[begin:end])]
        at = end
    return "".join([*pieces, source[at:]])


def _is_text(token: tokenize.TokenInfo) -> bool:
    """Python 3.12 has the texts within an f-string as tokens of their own."""
    return token.type == tokenize.STRING or tokenize.tok_name[token.type] == "FSTRING_MIDDLE"


def _here(given: str, found: re.Match[str]) -> str:
    folder, slash, following = found.groups()
    if folder == OUT:
        return OUT + slash
    if given:
        return given + slash
    if not slash:
        return "."
    return "" if following and (following.isalnum() or following in "_{*") else "./"
