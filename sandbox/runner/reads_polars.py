"""Tables that polars reads from given files, by readers of its own that Python doesn't see opening them."""

from __future__ import annotations

from typing import Any

from sandbox.runner.ledger import Ledger, Tell, arguments, replace

_READERS = (
    *(
        "read_csv",
        "read_excel",
        "read_ods",
        "read_parquet",
        "read_json",
        "read_ndjson",
        "read_ipc",
        "read_avro",
    ),
    *("scan_csv", "scan_parquet", "scan_ndjson", "scan_ipc"),
)
_LEFT_OUT = ("skip_rows", "skip_lines", "skip_rows_after_header")


def watch_polars(ledger: Ledger, polars: Any) -> None:
    """Change polars after its import."""
    for name in _READERS:
        replace(polars, name, lambda original: _reader(ledger, original))


def _reader(ledger: Ledger, original: Any) -> Any:
    def watch(args: tuple[Any, ...], more: dict[str, Any]) -> Tell | None:
        given = arguments(original, args, more)
        files = ledger.names(given.get("source"))
        some = given.get("n_rows") is not None or any(given.get(name) for name in _LEFT_OUT)
        asked = given.get("sheet_name")

        def tell(result: Any) -> None:
            frames = result if isinstance(result, dict) else {asked if isinstance(asked, str) else "": result}
            for file in files:
                for part, frame in frames.items():
                    rows, columns = _size(frame) if len(files) == 1 else (None, None)
                    ledger.read(file, "polars", rows, columns, part=str(part), some=some)

        return tell if files else None

    return ledger.wrap(original, watch)


def _size(frame: Any) -> tuple[int | None, int | None]:
    """Nothing of a lazy frame is known before it is collected, and perhaps never."""
    return frame.shape if hasattr(frame, "shape") else (None, None)
