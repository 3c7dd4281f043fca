"""Every way a program can end. Each test runs in Docker and in the built-in one."""

from __future__ import annotations

import threading
import time

import pytest

from sandbox.base import Event, Job, Limits, Started

from .conftest import AnySandbox, Run


def test_an_exception_is_told(run: Run) -> None:
    execution = run("data = {}\ndef look():\n    return data['Amount']\n\nlook()\n")
    assert (execution.ended, execution.exit_code) == ("exited", 1)
    assert execution.failure is not None
    assert (execution.failure.kind, execution.failure.message, execution.failure.line) == (
        "KeyError",
        "'Amount'",
        3,
    )
    assert execution.failure.traceback.startswith(
        'Traceback (most recent call last):\n  File "program.py", line 5'
    )
    assert "runner" not in execution.failure.traceback
    assert "\x1b" not in execution.failure.traceback
    assert execution.stderr.text == ""


def test_a_failure_inside_a_library_has_the_programs_line(run: Run) -> None:
    execution = run("\n\nimport json\njson.loads('{')")
    assert execution.failure is not None
    assert (execution.failure.kind, execution.failure.line) == ("JSONDecodeError", 4)


def test_a_syntax_error_is_told(run: Run) -> None:
    execution = run("x = 1\nif x\n    print(x)\n")
    assert execution.exit_code == 1
    assert execution.failure is not None
    assert (execution.failure.kind, execution.failure.line) == ("SyntaxError", 2)
    assert "expected ':'" in execution.failure.message


def test_an_exception_with_an_evil_text(run: Run) -> None:
    execution = run("class Evil(Exception):\n    def __str__(self): raise ValueError\n\nraise Evil()")
    assert execution.exit_code == 1
    assert execution.failure is not None
    assert (execution.failure.kind, execution.failure.line) == ("Evil", 4)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("import sys; sys.exit(0)", 0),
        ("import sys; sys.exit()", 0),
        ("import sys; sys.exit(3)", 3),
        ("import sys; sys.exit('no')", 1),
        ("exit(4)", 4),
        ("raise SystemExit(5)", 5),
        ("import os; os._exit(6)", 6),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", 139),
    ],
)
def test_exit_codes(run: Run, source: str, code: int) -> None:
    execution = run(source)
    assert (execution.ended, execution.exit_code) == ("exited", code)
    assert execution.ok == (code == 0)
    assert execution.facts.warnings == ()


def test_input_fails_at_once(run: Run) -> None:
    execution = run("name = input('Name? ')")
    assert execution.failure is not None
    assert execution.failure.kind == "EOFError"
    assert "nobody can answer" in execution.failure.message


def test_an_endless_loop_times_out(run: Run) -> None:
    execution = run("print('on')\nwhile True: pass", wall_seconds=1.0)
    assert (execution.ended, execution.exit_code) == ("timed_out", None)
    assert execution.stdout.text == "on\n"
    assert execution.seconds >= 1.0


def test_closing_stdout_and_spinning_times_out(run: Run) -> None:
    execution = run(
        "import os\nos.close(1); os.close(2)\nfor n in range(3, 50):\n    try: os.close(n)\n    except OSError: pass\nwhile True: pass",
        wall_seconds=1.0,
    )
    assert execution.ended == "timed_out"


def test_ignoring_signals_doesnt_help(run: Run) -> None:
    execution = run(
        "import signal\nfor n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP): signal.signal(n, signal.SIG_IGN)\n"
        "import os; os.kill(1, signal.SIGKILL); os.kill(1, signal.SIGTERM)\nprint('still')\nwhile True: pass",
        wall_seconds=1.0,
    )
    if execution.facts.runtime == "runsc":  # there a program may end process 1, and with it itself
        assert execution.failure is not None
        assert execution.failure.kind == "Lost"
    else:
        assert execution.ended == "timed_out"
        assert execution.stdout.text == "still\n"


def test_a_daemon_ends_with_the_program(run: Run) -> None:
    before = time.monotonic()
    execution = run(
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(600)\n    os._exit(0)\n"
        "os.wait(); print('left it')"
    )
    assert execution.ok
    assert execution.stdout.text == "left it\n"
    assert time.monotonic() - before < 300


def test_a_memory_hog_is_out_of_memory(run: Run) -> None:
    execution = run("hog = []\nwhile True: hog.append(bytearray(b'x') * 10_000_000)", memory_mb=200)
    assert execution.ended == "out_of_memory"
    assert not execution.ok


def test_one_huge_allocation_is_out_of_memory(run: Run) -> None:
    execution = run("import numpy as np\nnp.ones(10**13)", memory_mb=400)
    assert execution.ended == "out_of_memory"
    assert execution.failure is not None
    assert execution.failure.line == 2


def test_a_hog_of_many_processes_is_out_of_memory(run: Run) -> None:
    execution = run(
        "import os, time\nfor _ in range(20):\n    if os.fork() == 0:\n        hog = bytearray(b'x') * 40_000_000\n"
        "        time.sleep(600)\nraise SystemExit(sum(os.wait()[1] for _ in range(20)) and 1)",
        memory_mb=200,
        wall_seconds=30.0,
    )
    assert execution.ended == "out_of_memory"


def test_a_fork_bomb_is_held(run: Run) -> None:
    execution = run(
        "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass", processes=50, wall_seconds=2.0
    )
    assert execution.ended in ("timed_out", "exited", "out_of_memory")
    assert not execution.ok
    assert run("print('well again')").stdout.text == "well again\n"


@pytest.mark.parametrize(
    "source", ["import time; time.sleep(600)", "while True: print('x')", "while True: pass"]
)
def test_stop_is_quick(sandbox: AnySandbox, source: str) -> None:
    cancel = threading.Event()
    pressed: list[float] = []

    def press() -> None:
        pressed.append(time.monotonic())
        cancel.set()

    timers: list[threading.Timer] = []

    def listen(event: Event) -> None:
        if isinstance(event, Started):
            timers.append(threading.Timer(0.3, press))
            timers[0].start()

    execution = sandbox.run(
        Job(source, limits=Limits(stream_bytes=50_000_000)), on_event=listen, cancel=cancel
    )
    assert time.monotonic() - pressed[0] < 1.0
    assert (execution.ended, execution.exit_code) == ("stopped", None)
