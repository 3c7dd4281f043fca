"""Sources that are hostile as texts, before a line of them runs: whoever reads them must not fall over."""

from __future__ import annotations

import contextlib

import pytest

from sandbox.base import Job, Limits
from sandbox.parameters import UnknownInput, set_inputs
from tests.contract.conftest import AnySandbox

from . import shape
from .conftest import Quiet

_HUGE = 5_000_000
SOURCES = {
    "null": "N = 1\nprint('a\0b')\0",
    "halves of characters": "N = 1\n'\ud800'\nraise ValueError('\udfff')",
    "directions": "N = 1\n# \u202e\nraise ValueError('\u202e\x1b[31m')",
    "deep": "N = 1\nx = " + "(" * 50_000 + ")" * 50_000,
    "deep list": "N = " + "[" * 5_000 + "]" * 5_000,
    "long chain": "N = 1\nx = " + "-" * 500_000 + "1",
    "long sum": "N = 1\nx = " + "+".join(["1"] * 20_000),
    "long line": "N = 1\nx = '" + "x" * _HUGE + "'",
    "many lines": "N = 1\n" + "x = 1\n" * 30_000,
    "coding": "# -*- coding: utf-7 -*-\nN = 1\n+AGEAYgBj",
    "unknown coding": "# -*- coding: none -*-\nN = 1\nprint(N)",
    "byte order mark": "\ufeffN = 1\nprint(N)",
    "odd line ends": "N = 1\rx = 2\x0c\nprint(N)\x1a",
    "names": "N = 1\n" + "é" * 10_000 + " = 1",
    "magics": "N = 1\n!id\n%cd /\nget_ipython().system('id')",
    "huge number": "N = " + "9" * 100_000,
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_hostile_text_is_an_execution(name: str, sandbox: AnySandbox, quiet: Quiet) -> None:
    job = Job(SOURCES[name], limits=Limits(wall_seconds=10))
    execution = sandbox.run(job)
    assert execution.ended in ("exited", "timed_out", "out_of_memory")
    assert list(shape.complaints(execution, job, [])) == []


@pytest.mark.parametrize("name", SOURCES)
def test_inputs_are_set_in_a_hostile_text_or_refused(name: str) -> None:
    """This is read on the host: nothing but what it promises may be raised."""
    with contextlib.suppress(UnknownInput, SyntaxError):
        assert "N = 2" in set_inputs(SOURCES[name], {"N": 2})
