# ---- records in JSON ------------------------------------------------------------------------------------


def profile_json(text: str, ending: str, sampled: bool, result: dict[str, Any]) -> bool:
    """Fill `result` when the text is a list of objects or JSON lines; False where it is neither."""
    try:
        records, lines = json.loads("" if sampled else text), False  # pieces are lines or nothing
    except ValueError:
        kept = [line for line in text.splitlines() if line.strip()]
        try:
            records, lines = [json.loads(line) for line in kept], True
        except ValueError:
            if ending == ".json" and not sampled:
                result["notes"].append(
                    "The ending says .json, but the content is not valid JSON; it is read as text."
                )
            return False
    path = ""
    if isinstance(records, dict):
        lists = [
            key
            for key, value in records.items()
            if isinstance(value, list) and value and isinstance(value[0], dict)
        ]
        path, records = (lists[0], records[lists[0]]) if lists else ("", None)
    result["format"] = "json"
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        result["notes"].append("The JSON is not a list of records, so it is not a table.")
        return True
    names = list(dict.fromkeys(str(key) for record in records for key in record))[:2000]
    rows: list[list[Any]] = [names, *([record.get(name) for name in names] for record in records)]
    table = json_table(names, rows, {"format": "json", "lines": lines, "path": path}, result["notes"])
    if sampled:
        table |= {"rows": result["lines"] or result["about"], "estimated": not result["lines"]}
    result["tables"] = [table]
    return True


def json_table(
    names: list[str], rows: list[list[Any]], read: dict[str, Any], notes: list[str]
) -> dict[str, Any]:
    decimal, thousands = marks(
        [b for row in rows[1:3000] for cell in row if isinstance(cell, str) and (b := bare_number(cell))]
    )
    columns = [
        profile_column(n, [row[i] for row in rows[1:]], decimal, thousands, notes)
        for i, n in enumerate(names)
    ]
    read |= {"header": None, "skip": 0, "na": [], "decimal": decimal, "thousands": thousands}
    sample = [[as_text(cell)[:120] for cell in row] for row in rows[1:6]]
    return {"name": "", "rows": len(rows) - 1, "columns": columns, "sample": sample, "read": read}
