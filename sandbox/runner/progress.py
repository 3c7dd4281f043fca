"""tqdm tells its progress as frames and writes no bar."""

from __future__ import annotations

import io
import sys
from typing import Any

from sandbox.runner.report import Report


class _Nowhere(io.TextIOBase):
    def write(self, text: str) -> int:
        return len(text)


def quiet_tqdm(report: Report, std: Any) -> None:
    """Change the module `tqdm.std` after its import."""
    bar, begin = std.tqdm, std.tqdm.__init__

    def __init__(self: Any, *args: Any, **more: Any) -> None:
        more["file"] = _Nowhere()
        if more.get("disable", False) is None:
            more["disable"] = False
        begin(self, *args, **more)

    def display(self: Any, msg: object = None, pos: object = None) -> None:
        report.progress(self.n, self.total, self.desc.rstrip(": ") if self.desc else "")

    bar.__init__, bar.display = __init__, display
    bar.clear = bar.moveto = lambda self, *_args, **_more: None
    bar.monitor_interval = 0  # no thread of its own
    sys.modules["tqdm.notebook"] = std  # its own wants widgets
