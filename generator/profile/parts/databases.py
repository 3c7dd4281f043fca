# ---- SQLite ---------------------------------------------------------------------------------------------

QUERY_SECONDS = 3.0
LOOKED = 20_000  # rows of a table that are looked at


def profile_sqlite(path: Path, result: dict[str, Any]) -> None:
    result["format"] = "sqlite"
    if cut_off(path):
        result["problem"] = BROKEN.format(name=path.name)
        return
    with contextlib.closing(open_database(path)) as database:
        found = database.execute(
            "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' "
            "ESCAPE '\\' ORDER BY type, rowid"
        ).fetchall()
        for name, kind in found[:SHEETS]:
            result["tables"].append(database_table(database, str(name), kind, result["notes"]))
    if len(found) > SHEETS:
        result["notes"].append(f"The database has {len(found)} tables; the first {SHEETS} were looked at.")
    if not found:
        result["notes"].append("The database has no tables.")


def cut_off(path: Path) -> bool:
    """Its first page says how many pages there are; SQLite itself would read what is missing as empty."""
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100:
        return True
    (size,), (changed, pages), (valid,) = (
        struct.unpack_from(form, head, at) for form, at in ((">H", 16), (">II", 24), (">I", 92))
    )
    return changed == valid and path.stat().st_size < pages * (65536 if size == 1 else size)


def open_database(path: Path) -> sqlite3.Connection:
    """Only to be read, and without trust in what its schema says."""
    place = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    database = sqlite3.connect(place, uri=True, isolation_level=None)
    database.text_factory = lambda data: data.decode("utf-8", "replace")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 20_000_000)
    database.execute("PRAGMA trusted_schema = OFF")
    return database


def database_table(database: sqlite3.Connection, name: str, kind: str, notes: list[str]) -> dict[str, Any]:
    read = {"format": "sqlite", "table": name}
    source = 'FROM "' + name.replace('"', '""') + '"'
    try:
        cursor = within_time(database, f"SELECT * {source} LIMIT {LOOKED}")
        names = [str(column[0]) for column in cursor.description][:2000]
        rows = [
            [plain_value(value) for value in row[: len(names)]] for row in cursor.fetchmany(most_rows(names))
        ]
    except sqlite3.Error:
        notes.append(f"The {kind} {name} can't be read.")
        return {"name": name, "rows": 0, "columns": [], "sample": [], "read": read}
    table = json_table(names, [names, *rows], {}, notes)
    total, counted = count_rows(database, source, len(rows))
    if not counted:
        notes.append(f"The {kind} {name} was too large to be counted; it has at least {total:,} rows.")
    if total > len(rows):
        notes.append(f"{name}: ranges and frequent values come from its first {len(rows):,} rows.")
    return {**table, "name": name, "rows": total, "estimated": not counted, "read": read}


def count_rows(database: sqlite3.Connection, source: str, least: int) -> tuple[int, bool]:
    try:
        return int(within_time(database, f"SELECT count(*) {source}").fetchone()[0]), True
    except sqlite3.Error:
        return least, False


def most_rows(names: list[str]) -> int:
    return max(100, min(LOOKED, CELLS // 8 // max(1, len(names))))


def within_time(database: sqlite3.Connection, query: str) -> sqlite3.Cursor:
    """A query that is given up after QUERY_SECONDS. Raises sqlite3.OperationalError then."""
    end = time.monotonic() + QUERY_SECONDS
    database.set_progress_handler(lambda: time.monotonic() > end, 100_000)
    return database.execute(query)


def plain_value(value: Any) -> Any:
    return f"({len(value):,} bytes)" if isinstance(value, bytes) else value
