"""Caps for what an untrusted profile may hold."""

from __future__ import annotations

from typing import Any

from generator.privacy import FACTS

TEXT, HEAD, COLUMNS, TABLES, NOTES, CONTENTS, MEMBERS = 400, 2000, 2000, 40, 40, 60, 300
COLUMN = {"name", "type", "missing", "distinct", "low", "high", "examples", "date_format", "unit", "header"}
TABLE = {"name", "rows", "columns", "sample", "read", "estimated"}
FILE = {
    "name",
    "format",
    "bytes",
    "tables",
    "encoding",
    "lines",
    "head",
    "width",
    "height",
    "problem",
    "notes",
    "facts",
    "contents",
    "members",
}
READ = {
    "format", "sep", "encoding", "decimal", "thousands", "header", "skip", "na", "sheet", "lines", "path", "extra", "nul",
    "cells", "table", "page", "slide",
}  # fmt: skip


def capped(item: dict[str, Any]) -> dict[str, Any]:
    """One file's plain profile with known keys only and every text and list cut to its cap."""
    kept = {key: value for key, value in item.items() if key in FILE}
    kept["tables"] = [table(each) for each in kept.get("tables", [])[:TABLES]]
    kept["head"] = str(kept.get("head", ""))[:HEAD]
    kept["notes"] = [str(note)[:TEXT] for note in kept.get("notes", [])[:NOTES]]
    kept["facts"] = {key: scalar(value) for key, value in kept.get("facts", {}).items() if key in FACTS}
    kept["contents"] = [str(text)[:TEXT] for text in kept.get("contents", [])[:CONTENTS]]
    kept["members"] = [member(each) for each in kept.get("members", [])[:MEMBERS]]
    for key in ("name", "format", "encoding", "problem"):
        kept[key] = str(kept.get(key, ""))[:TEXT]
    return kept


def table(item: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in item.items() if key in TABLE}
    kept["columns"] = [column(each) for each in kept.get("columns", [])[:COLUMNS]]
    kept["sample"] = [[str(cell)[:TEXT] for cell in row[:COLUMNS]] for row in kept.get("sample", [])[:10]]
    kept["read"] = {key: scalar(value) for key, value in kept.get("read", {}).items() if key in READ}
    return kept


def column(item: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in item.items() if key in COLUMN}
    kept["examples"] = [str(text)[:TEXT] for text in kept.get("examples", [])[:12]]
    return {key: value[:TEXT] if isinstance(value, str) else value for key, value in kept.items()}


def member(item: dict[str, Any]) -> dict[str, Any]:
    return {"name": str(item.get("name", ""))[:TEXT], "bytes": item.get("bytes", -1)}


def scalar(value: Any) -> Any:
    if isinstance(value, list):
        return [str(each)[:TEXT] for each in value[:100]]
    if isinstance(value, str):
        return value[:TEXT]
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)[:TEXT]
