"""A process that only works on turns: `python -m workshop worker`, one for each machine that helps."""

from __future__ import annotations

import signal
import sys
import threading

from workshop import wiring
from workshop.config import Config


def work(config: Config) -> int:
    """Work until the process is told to end (SIGINT, SIGTERM); turns at work then are taken up elsewhere."""
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    try:
        wiring.workshop(config)
    except wiring.CannotStart as error:
        print(error, file=sys.stderr)
        return 1
    print("Working. Press Ctrl+C to end.", flush=True)
    ended.wait()
    wiring.close()
    return 0
