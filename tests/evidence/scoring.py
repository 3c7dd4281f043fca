"""Holds what the evidence said against the key: how many wrong programs are flagged, how many right ones, by each kind.

python -m tests.evidence.scoring OUT.jsonl
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KINDS = ("facts", "checks", "second")


def scored(outcomes: Sequence[Mapping[str, Any]], key: Mapping[str, Any]) -> dict[str, dict[str, list[str]]]:
    """{"wrong", "right"}: for each kind, and for "any", the triples that are flagged; "all" are all of them."""
    score = {side: {name: list[str]() for name in (*KINDS, "any", "all")} for side in ("wrong", "right")}
    for one in outcomes:
        side = score["wrong" if key[one["case"]]["wrong"] == one["program"] else "right"]
        flagged = [kind for kind in KINDS if one[kind]]
        for name in [*flagged, *(["any"] if flagged else []), "all"]:
            side[name].append(f"{one['case']}/{one['program']}")
    return score


def main() -> None:
    outcomes = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    key = json.loads((HERE / "key.json").read_text(encoding="utf-8"))
    for side, flagged in scored(outcomes, key).items():
        print(f"{side}: {len(flagged['all'])} programs")
        for name in (*KINDS, "any"):
            print(f"  flagged by {name}: {len(flagged[name])}")
        missed = sorted(set(flagged["all"]) - set(flagged["any"]))
        said = (
            f"not flagged: {', '.join(missed)}"
            if side == "wrong"
            else f"flagged: {', '.join(flagged['any'])}"
        )
        print(f"  {said}")


if __name__ == "__main__":
    main()
