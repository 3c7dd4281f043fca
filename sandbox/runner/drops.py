"""Rows and values that the program's own steps leave out, with pandas and polars."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from sandbox.runner.ledger import Ledger, Tell, replace


def watch_pandas_drops(ledger: Ledger, pandas: Any) -> None:
    """Change pandas after its import."""
    _shorter(ledger, pandas.DataFrame, "dropna", "dropna")
    _shorter(ledger, pandas.Series, "dropna", "missing values")
    _shorter(ledger, pandas.DataFrame, "drop_duplicates", "drop_duplicates", of=_whole_rows)
    for how in ("to_numeric", "to_datetime"):
        _coerced(ledger, pandas, how)
    joins = _Joins(ledger)
    merging = sys.modules["pandas.core.reshape.merge"]
    replace(merging._MergeOperation, "_get_join_info", joins.listen)
    for owner in (pandas, pandas.DataFrame):
        replace(owner, "merge", lambda original: ledger.wrap(original, joins.watch, own=True))


def watch_polars_drops(ledger: Ledger, polars: Any) -> None:
    """Change polars after its import. What `lazy` frames leave out can't be seen."""
    _shorter(ledger, polars.DataFrame, "drop_nulls", "dropna")
    _shorter(ledger, polars.Series, "drop_nulls", "missing values")
    _shorter(ledger, polars.DataFrame, "unique", "drop_duplicates", of=_whole_rows)


Of = Callable[[tuple[Any, ...], dict[str, Any]], bool]


def _anything(_args: tuple[Any, ...], _more: dict[str, Any]) -> bool:
    return True


def _whole_rows(args: tuple[Any, ...], more: dict[str, Any]) -> bool:
    """Of one or two columns the different values are only listed, unless it is said by which of them."""
    return args[0].shape[1] > 2 or len(args) > 1 or more.get("subset") is not None


def _shorter(ledger: Ledger, kind: Any, name: str, how: str, of: Of = _anything) -> None:
    """A method that gives the same with fewer rows, or takes them out in place."""

    def watch(args: tuple[Any, ...], more: dict[str, Any]) -> Tell | None:
        if not of(args, more):
            return None
        before = len(args[0])
        return lambda result: ledger.dropped(how, before, len(args[0] if result is None else result))

    replace(kind, name, lambda original: ledger.wrap(original, watch, own=True))


def _coerced(ledger: Ledger, pandas: Any, how: str) -> None:
    def watch(args: tuple[Any, ...], more: dict[str, Any]) -> Tell | None:
        if (args[1] if len(args) > 1 else more.get("errors")) != "coerce":
            return None
        values = args[0] if args else more["arg"]
        if getattr(values, "ndim", 1) > 1:
            return None

        def tell(result: Any) -> None:
            tell_it = ledger.dropped if hasattr(result, "__len__") else ledger.single
            tell_it(how, _present(pandas, values), _present(pandas, result))

        return tell

    replace(pandas, how, lambda original: ledger.wrap(original, watch, own=True))


def _present(pandas: Any, values: Any) -> int:
    present = pandas.notna(values)
    return int(present.sum() if hasattr(present, "sum") else present)


class _Joins:
    """How many rows of the left table found a partner, as pandas itself found them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._heard: list[tuple[int, int]] | None = None

    def watch(self, args: tuple[Any, ...], more: dict[str, Any]) -> Tell | None:
        if (args[2] if len(args) > 2 else more.get("how", "inner")) != "inner":
            return None
        heard: list[tuple[int, int]] = []
        self._heard = heard

        def tell(_result: Any) -> None:
            self._heard = None
            if len(heard) == 1:
                self._ledger.dropped("inner merge", *heard[0])

        return tell

    def listen(self, original: Any) -> Any:
        def joined(merging: Any) -> Any:
            found = original(merging)
            if self._heard is not None and self._ledger.busy:
                self._heard.append((len(merging.left), _partnered(found[1], len(merging.left))))
            return found

        return joined


def _partnered(rows: Any, length: int) -> int:
    """`rows`: positions that came through, some more than once; None for all."""
    if rows is None:
        return length
    through = sys.modules["numpy"].zeros(length, bool)
    through[rows] = True
    return int(through.sum())
