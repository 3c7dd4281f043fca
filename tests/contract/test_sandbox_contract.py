"""What every sandbox promises: streams, files, inputs, facts. Each test runs in Docker and in the built-in one."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import Any

import pytest

from sandbox.base import Event, Job, LimitHit, Limits, Progressed, Started, Wrote
from sandbox.cleaning import ours
from sandbox.demand import PoolPolicy
from sandbox.docker import DockerSandbox
from sandbox.parameters import UnknownInput

from .conftest import AnySandbox, Run


def test_prints_and_ends_well(run: Run, sandbox: AnySandbox) -> None:
    execution = run("import sys\nprint('grüße 你好')\nprint('oh', file=sys.stderr)")
    assert execution.ok
    assert execution.stdout.text == "grüße 你好\n"
    assert execution.stderr.text == "oh\n"
    assert execution.outputs == ()
    assert execution.facts.sandbox == sandbox.name
    assert execution.limits_hit == ()
    assert (execution.facts.peak_memory_bytes or 0) > 1_000_000


def test_an_empty_program_ends_well(run: Run) -> None:
    assert run("").ok
    assert run("\n\n# nothing\n").ok


def test_streams_arrive_while_it_runs(sandbox: AnySandbox) -> None:
    cancel = threading.Event()
    events: list[Event] = []

    def listen(event: Event) -> None:
        events.append(event)
        if isinstance(event, Wrote):
            cancel.set()

    job = Job("print('first')\nimport time\ntime.sleep(60)")
    execution = sandbox.run(job, on_event=listen, cancel=cancel)
    assert events == [Started(), Wrote("stdout", "first\n")]
    assert execution.ended == "stopped"
    assert execution.exit_code is None
    assert execution.stdout.text == "first\n"


def test_invalid_utf8_and_escapes_are_made_safe(run: Run) -> None:
    execution = run(
        "import os\n"
        "os.write(1, b'a\\xff\\xfeb \\x1b[31mred\\x1b[0m \\x1b]0;title\\x07 \\x00\\x08bell\\x07\\n')\n"
        "os.write(1, b'10%\\r20%\\rdone\\r\\n')\n"
        "os.write(1, b'\\xe4\\xbd'); os.write(1, b'\\xa0\\n')"
    )
    assert execution.stdout.text == "a\ufffd\ufffdb red  bell\ndone\n你\n"


def test_a_long_stream_is_cut_and_says_so(run: Run) -> None:
    execution = run("print('x' * 5000)", stream_bytes=1000)
    assert execution.ok
    assert execution.stdout.text == "x" * 1000
    assert execution.stdout.cut
    assert not execution.stderr.cut
    assert execution.limits_hit == (
        LimitHit("stream_bytes", "It printed more than 1,000 bytes: the rest is left out."),
    )


def test_endless_printing_is_too_much_output(run: Run) -> None:
    execution = run("while True: print('x' * 100_000)", stream_bytes=10_000)
    assert execution.ended == "too_much_output"
    assert execution.exit_code is None
    assert len(execution.stdout.text) == 10_000


def test_a_gigabyte_of_print_stays_within_the_limits(run: Run) -> None:
    execution = run("block = 'x' * 1_000_000\nfor _ in range(1000): print(block)")
    assert execution.ended == "too_much_output"
    assert len(execution.stdout.text) <= Limits().stream_bytes


def test_files_go_in(run: Run) -> None:
    files = {"zahlen für märz.csv": b"a\n1\n", "数据.bin": bytes(range(256)) * 5000, "empty": b""}
    execution = run(
        "import os\nfor name in sorted(os.listdir('/in')): print(name, len(open('/in/' + name, 'rb').read()))",
        files,
    )
    assert execution.stdout.text == "empty 0\nzahlen für märz.csv 4\n数据.bin 1280000\n"
    assert execution.facts.given == tuple(files)
    assert execution.facts.opened == ("empty", "zahlen für märz.csv", "数据.bin")


def test_hostile_names_are_made_safe(run: Run) -> None:
    files = {"../../etc/passwd": b"1", "line\nbreak.csv": b"2", "..": b"3", "a.csv": b"4", "A.csv": b"5"}
    execution = run("import os\nprint(sorted(os.listdir('/in')))", files)
    assert execution.facts.given == (".._.._etc_passwd", "line_break.csv", "file", "a.csv", "A (2).csv")
    assert execution.stdout.text == f"{sorted(execution.facts.given)}\n"


def test_the_original_cant_be_changed(run: Run, tmp_path: Any) -> None:
    execution = run(
        "import os\n"
        "try:\n    open('/in/a.csv', 'w').write('gone')\nexcept OSError as error: print(type(error).__name__)\n"
        "os.chmod('/in', 0o700); os.chmod('/in/a.csv', 0o600); open('/in/a.csv', 'w').write('gone'); print('forced')",
        {"a.csv": b"kept"},
    )
    assert execution.stdout.text == "PermissionError\nforced\n"
    assert (tmp_path / "0").read_bytes() == b"kept"


def test_only_what_was_opened_is_a_fact(run: Run) -> None:
    execution = run(
        "import pandas as pd\npd.read_csv('/in/b.csv');", {"a.csv": b"x\n1\n", "b.csv": b"x\n1\n"}
    )
    assert execution.facts.given == ("a.csv", "b.csv")
    assert execution.facts.opened == ("b.csv",)


def test_files_come_out(run: Run) -> None:
    execution = run(
        "import os\nopen('/out/täble.csv', 'w').write('a\\n1\\n')\n"
        "os.mkdir('/out/sub'); open('/out/sub/b.bin', 'wb').write(bytes(700_000)); open('/out/empty.txt', 'w').close()"
    )
    found = {output.name: output for output in execution.outputs}
    assert execution.facts.made == ("empty.txt", "täble.csv", "sub_b.bin")
    assert found["täble.csv"].data == b"a\n1\n"
    assert found["täble.csv"].mime == "text/csv"
    assert found["täble.csv"].file
    assert found["sub_b.bin"].data == bytes(700_000)


def test_only_regular_files_come_out(run: Run) -> None:
    execution = run(
        "import os, socket\nos.symlink('/etc/passwd', '/out/link'); os.symlink('/', '/out/root'); os.mkfifo('/out/pipe')\n"
        "socket.socket(socket.AF_UNIX).bind('/out/socket'); open('/out/real.txt', 'w').write('yes')"
    )
    assert execution.failure is None
    assert execution.facts.made == ("real.txt",)
    assert any("4 entries" in hit.says for hit in execution.limits_hit)


def test_a_deep_tree_is_no_trouble(run: Run) -> None:
    execution = run(
        "import os\nos.chdir('/out')\nfor _ in range(3000): os.mkdir('d'); os.chdir('d')\n"
        "open('bottom', 'w').close(); os.chdir('/out'); open('top', 'w').close()"
    )
    assert execution.ok
    assert execution.facts.made == ("top",)
    assert any("deeper" in hit.says for hit in execution.limits_hit)


def test_too_many_files_are_left_out_and_said(run: Run) -> None:
    execution = run("for n in range(50): open(f'/out/{n:03}', 'w').close()", outputs=10)
    assert execution.ok
    assert len(execution.outputs) == 10
    assert any("too many" in hit.says for hit in execution.limits_hit)


def test_too_large_files_are_left_out_and_said(run: Run) -> None:
    execution = run(
        "open('/out/large', 'wb').write(bytes(2_000_000)); open('/out/small', 'w').write('x')",
        output_bytes=1_000_000,
    )
    assert execution.facts.made == ("small",)
    assert any("too large" in hit.says for hit in execution.limits_hit)


def test_a_sparse_file_or_a_full_disk_ends_only_the_program(run: Run) -> None:
    execution = run("open('/out/x', 'wb').truncate(10**15)")
    assert not execution.ok
    execution = run(
        "with open('/tmp/x', 'wb') as f:\n    while True: f.write(bytes(1_000_000))", scratch_mb=20
    )
    assert execution.exit_code == 1
    assert execution.failure is not None
    assert execution.failure.kind == "OSError"


def test_nothing_is_left_from_the_last_run(run: Run) -> None:
    run("for place in ('/tmp', '/job', '/out'): open(place + '/left', 'w').close()")
    execution = run("import os\nprint(sorted(os.listdir('/job')), os.path.exists('/tmp/left'))")
    assert execution.stdout.text == "[] False\n"
    assert execution.outputs == ()


def test_inputs_are_replaced(run: Run) -> None:
    source = "MONTH = 'May'\nRATE: float = 0.1  # per month\nprint(MONTH, RATE)"
    assert run(source, inputs={"MONTH": 'Juni "x"', "RATE": 2}).stdout.text == 'Juni "x" 2\n'
    with pytest.raises(UnknownInput):
        run(source, inputs={"YEAR": 1})


def test_progress_is_told(sandbox: AnySandbox) -> None:
    events: list[Event] = []
    source = "from tqdm.auto import tqdm\nfor _ in tqdm(range(1000), desc='Rows'): pass\nprint('end')"
    execution = sandbox.run(Job(source), on_event=events.append)
    told = [event for event in events if isinstance(event, Progressed)]
    assert told[-1] == Progressed(1000.0, 1000.0, "Rows")
    assert len(told) < 50
    assert execution.stdout.text == "end\n"
    assert execution.stderr.text == ""


def test_warnings_are_facts(run: Run) -> None:
    execution = run("import warnings\n\nfor _ in range(3): warnings.warn('careful')")
    assert execution.facts.warnings == ("UserWarning: careful (line 3)",)
    assert execution.stderr.text == ""


def test_it_is_an_ordinary_script(run: Run) -> None:
    execution = run(
        "import sys, os, multiprocessing, concurrent.futures as c, subprocess\nfrom dataclasses import dataclass\n"
        "@dataclass\nclass A:\n    x: int\n\ndef double(n): return A(2 * n.x)\n\n"
        "if __name__ == '__main__':\n    print(len(sys.argv), os.getcwd())\n"
        "    with c.ProcessPoolExecutor(2) as pool: print(list(pool.map(double, [A(1), A(2)])))\n"
        "    print(subprocess.run([sys.executable, '-c', 'import pandas; print(5)'], capture_output=True, text=True).stdout)"
    )
    assert execution.failure is None, execution.failure.traceback
    assert execution.stdout.text == "1 /job\n[A(x=2), A(x=4)]\n5\n\n"


def test_what_runs_at_exit_still_counts(run: Run) -> None:
    execution = run(
        "import atexit, threading, time\natexit.register(lambda: print('at exit'))\n"
        "threading.Thread(target=lambda: (time.sleep(0.2), print('thread'))).start()"
    )
    assert execution.stdout.text == "thread\nat exit\n"


def test_several_at_once(sandbox: AnySandbox) -> None:
    results: dict[int, str] = {}

    def one(number: int) -> None:
        results[number] = sandbox.run(Job(f"print({number})")).stdout.text

    threads = [threading.Thread(target=one, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {number: f"{number}\n" for number in range(4)}


def test_the_doctor_says_what_works(sandbox: AnySandbox) -> None:
    findings = sandbox.findings()
    assert findings[0].ok
    assert all(finding.says.endswith(".") for finding in findings)


RUNS = """
from sandbox.base import Job, Limits
from sandbox.docker import DockerSandbox
from sandbox.demand import PoolPolicy

def fail(_event):
    raise ZeroDivisionError

sandbox = DockerSandbox(runtime="runc", waiting=WAITING)
sandbox.prepare()
sandbox.run(Job("print(1)"))
sandbox.run(Job("while True: pass", limits=Limits(wall_seconds=0.5)))
try:
    sandbox.run(Job("print(1)"), on_event=fail)
except ZeroDivisionError:
    sandbox.close()
"""


@pytest.mark.docker
@pytest.mark.usefixtures("docker_sandbox")
@pytest.mark.parametrize("waiting", ["None", "PoolPolicy()"])
def test_no_container_is_left(waiting: str) -> None:
    """In a process of its own: in this one others wait for other tests."""
    with subprocess.Popen([sys.executable, "-c", RUNS.replace("WAITING", waiting)]) as process:
        assert process.wait(120) == 0
    assert not [one for one in ours() if one["Labels"]["oneoff.owner"].startswith(f"{process.pid}@")]


@pytest.mark.docker
def test_one_that_waited_is_used_once() -> None:
    sandbox = DockerSandbox(runtime="runc", waiting=PoolPolicy(most=2, first=("plain",)))
    sandbox.prepare()
    assert sandbox.pool is not None
    seen = set()
    for _ in range(6):
        assert sandbox.pool.settle(30)
        seen.add(sandbox.run(Job("import socket; print(socket.gethostname())")).stdout.text)
    sandbox.close()
    assert len(seen) == 6
