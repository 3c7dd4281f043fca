# ---- Parquet --------------------------------------------------------------------------------------------

GROUPS, BATCH = 3, 20_000  # row groups that are looked at, rows of each


def profile_parquet(path: Path, result: dict[str, Any]) -> None:
    import pyarrow.parquet as pq

    result["format"] = "parquet"
    with pq.ParquetFile(path) as file:
        total, names = file.metadata.num_rows, list(file.schema_arrow.names)
        shown = names[: max(1, min(len(names), 2000))]
        records = list(parquet_records(file, shown))
    rows = [names, *([record.get(name) for name in shown] for record in records)]
    table = json_table(shown, rows, {}, result["notes"])
    result["tables"] = [{**table, "rows": total, "read": {"format": "parquet"}}]
    if len(records) < total:
        result["notes"].append(
            f"The file has {total:,} rows; ranges and frequent values come from {len(records):,} of them."
        )


def parquet_records(file: Any, names: list[str]) -> Iterator[dict[str, Any]]:
    """Rows from the first, the middle and the last row group, as dicts."""
    count = file.metadata.num_row_groups
    size = max(100, min(BATCH, CELLS // 8 // max(1, len(names))))
    for group in sorted({0, count // 2, max(0, count - 1)})[:GROUPS] if count else []:
        for batch in file.iter_batches(size, row_groups=[group], columns=names, use_threads=False):
            yield from batch.to_pylist()
            break
