"""Does what it is told in a process of its own, which is killed before the step that is named: JSON on the standard input,
[{"home", "id", "content", "do": "apply" | "undo" | "finish", "step"}]. Prints how each process ended."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from workshop.folder import doing
from workshop.folder.bins import Bin


def main() -> None:
    for told in json.load(sys.stdin):
        child = os.fork()
        if not child:
            try:
                _do(told)
            finally:
                os._exit(0)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _do(told: dict[str, Any]) -> None:
    steps = 0

    def step(_name: str) -> None:
        nonlocal steps
        steps += 1
        if steps > told["step"]:
            os.kill(os.getpid(), signal.SIGKILL)

    bin = Bin(Path(told["home"]), told["id"])
    with bin.held():
        if told["do"] == "undo":
            doing.undo(bin, step)
        else:
            kind = doing.apply if told["do"] == "apply" else doing.finish
            kind(bin, lambda blob: Path(told["content"], blob), step)


if __name__ == "__main__":
    main()
