"""Source is read rightly while other threads read theirs."""

from __future__ import annotations

import ast
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from generator import syntax as of_generator
from sandbox import syntax as of_sandbox

SOURCE = "x = " + "(" * 60 + "1" + ")" * 60 + "\nprint([y for y in range(10) if y])\n" * 200


@pytest.mark.parametrize("tree_of", [of_generator.tree_of, of_sandbox.tree_of])
def test_eight_threads_at_once(tree_of: Callable[[str], ast.Module]) -> None:
    with ThreadPoolExecutor(8) as pool:
        trees = list(pool.map(lambda _: len(tree_of(SOURCE).body), range(64)))
    assert set(trees) == {201}


@pytest.mark.parametrize("tree_of", [of_generator.tree_of, of_sandbox.tree_of])
def test_what_is_no_python_stays_so(tree_of: Callable[[str], ast.Module]) -> None:
    with pytest.raises(SyntaxError):
        tree_of("x = (")
