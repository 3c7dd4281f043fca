"""Runs the evidence program as it is, without a sandbox, on results made in tests."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.evidence.report import Report, Result, ShownOutput, evidence_source, read_report
from generator.evidence.types import Claim

MIME_TABLE = "application/vnd.dataresource+json"


def table(
    rows: Sequence[Mapping[str, Any]], name: str = "table-1.json", total: int | None = None
) -> ShownOutput:
    """A shown table; the type of a column is that of its first value."""
    fields = [{"name": name, "type": _type(value)} for name, value in (rows[0] if rows else {}).items()]
    document = {
        "schema": {"fields": fields},
        "data": list(rows),
        "total_rows": len(rows) if total is None else total,
    }
    return ShownOutput(name, MIME_TABLE, json.dumps(document, ensure_ascii=False))


def _type(value: Any) -> str:
    return {int: "integer", float: "number", bool: "boolean"}.get(type(value), "string")


def columns(**named: Sequence[Any]) -> ShownOutput:
    """A shown table by its columns; "_" in a name is a blank."""
    names = [name.replace("_", " ") for name in named]
    return table([dict(zip(names, row, strict=True)) for row in zip(*named.values(), strict=True)])


def printed(text: str, *outputs: ShownOutput) -> Result:
    return Result(outputs, text)


def shown(*outputs: ShownOutput) -> Result:
    return Result(outputs)


def found(
    results: Sequence[Result],
    claims: Sequence[Claim] = (),
    compare: Sequence[tuple[int, int]] = (),
    values: Sequence[list[str | float]] = (),
    files: Mapping[str, bytes] | None = None,
    seconds: float = 5.0,
    words: bool = True,
    change: Sequence[tuple[str, str]] = (),
) -> Report:
    """What the program finds with `files` in /in; `change` replaces constants of it."""
    with tempfile.TemporaryDirectory() as given, tempfile.TemporaryDirectory() as out:
        for name, data in (files or {}).items():
            Path(given, name).write_bytes(data)
        source = evidence_source(results, claims, compare, values, seconds, words)
        for old, new in (('IN, OUT = "/in", "/out"', f"IN, OUT = {given!r}, {out!r}"), *change):
            assert old in source
            source = source.replace(old, new, 1)
        program = Path(out, "program.py")
        program.write_text(source, encoding="utf-8")
        subprocess.run([sys.executable, program], check=True, timeout=200)
        return read_report(Path(out, "evidence.json").read_bytes(), claims)
