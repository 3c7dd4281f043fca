"""llm-sandbox in a process and an environment of its own: `python -m bench.peer_llm_sandbox IMAGE DATA LABELS`.

One JSON object a line, in and out: {"mode", "programs": [name], "callers": int} -> {"ok", "why", "seconds"} and, for a
single program, {"first_byte_ms", "done_ms"}. Timed in here, so that neither the start nor the pipe counts.

Chosen for the best speed that is honest, from the documentation and the source of 0.3.46:
* our image with its own Python and `skip_environment_setup`: else each container makes a virtual environment and
  upgrades pip over the network. `keep_template`, though an image that was found is never removed anyway.
* No network (35 ms faster than its default, a bridge) and our limits of memory, processors and processes (no
  measurable cost). Its other defaults stay: root, a writable root. As another user each copy costs a `chown` more, and
  into a read-only root it can't copy at all. So these are faster, and weaker, than a hardened container.
* SIGKILL as stop signal: `close` waits for `docker stop`, which is 10 s where process 1 ignores SIGTERM.
* The font list of the image, by MPLCONFIGDIR: root may write there, so matplotlib uses it.
* The CSV: a read-only mount where the container is made for the program (fresh), else `copy_to_runtime`.
* The pool: `create_pool_manager`, one use a container, so that no program meets another's leftovers; no recycling by
  age, no health checks in between. It refills in `close`, so what comes next finds it full.
  A pooled session always runs WORKDIR/.sandbox-venv/bin/python, even where the pool made none: a link to ours.
* First byte: `on_stdout`, its streaming callback.
"""

# it is there where this runs, and isn't where it is checked
# mypy: disable-error-code="import-not-found"

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docker
from llm_sandbox import SandboxSession
from llm_sandbox.pool import PoolConfig, create_pool_manager

from bench.programs import DATA, PICTURE, PROGRAMS, Program
from bench.timing import Stopwatch, Timing, WrongResult, work_off

_VENV = "/opt/oneoff/venv"
_WORKDIR = "/sandbox"  # the default
_WAITING = 4  # as many as there are callers at most
_FOREVER = 24 * 3600.0
_START = f"mkdir -p {_WORKDIR} && ln -s {_VENV} {_WORKDIR}/.sandbox-venv && exec sleep infinity"
_LIMITS = {
    "network_mode": "none",
    "mem_limit": "1g",
    "memswap_limit": "1g",
    "nano_cpus": 1_000_000_000,
    "pids_limit": 128,
}
_ENVIRONMENT = {
    "PATH": f"{_VENV}/bin:/usr/bin:/bin",
    "MPLCONFIGDIR": "/opt/oneoff/matplotlib",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


class LlmSandbox:
    """Its three modes. Raises WrongResult, and whatever llm-sandbox raises."""

    def __init__(self, image: str, data: Path, labels: dict[str, str]) -> None:
        self._image, self._data, self._labels = image, data, labels
        self._client = docker.from_env()
        self._pool = self._filled_pool()
        self._kept = self._session()
        self._kept.open()
        self.modes: dict[str, Callable[[Program], Timing]] = {
            "fresh": self.fresh,
            "reused": self.reused,
            "pooled": self.pooled,
        }

    def _options(self) -> dict[str, Any]:
        return {
            "image": self._image,
            "lang": "python",
            "keep_template": True,
            "skip_environment_setup": True,
            "runtime_configs": {
                **_LIMITS,
                "entrypoint": ["sh", "-c", _START],
                "environment": dict(_ENVIRONMENT),
                "stop_signal": "SIGKILL",
                "labels": self._labels,
            },
        }

    def _session(self, **runtime: object) -> Any:
        options = self._options()
        options["runtime_configs"] |= runtime
        return SandboxSession(client=self._client, **options)

    def _filled_pool(self) -> Any:
        config = PoolConfig(
            min_pool_size=_WAITING,
            max_pool_size=_WAITING,
            max_container_uses=1,
            idle_timeout=None,
            max_container_lifetime=None,
            health_check_interval=_FOREVER,
        )
        pool = create_pool_manager(client=self._client, config=config, **self._options())
        until = time.monotonic() + 60
        while pool.get_stats()["state_counts"]["idle"] < _WAITING and time.monotonic() < until:
            time.sleep(0.1)
        return pool

    def fresh(self, program: Program) -> Timing:
        """A container for this program; removed before this returns, which isn't in the timing."""
        watch = Stopwatch()
        mount = {"volumes": {str(self._data): {"bind": DATA, "mode": "ro"}}} if program.given else {}
        with self._session(**mount) as session:
            return self._in(session, program, watch)

    def pooled(self, program: Program) -> Timing:
        """A container of the pool, thrown away after it."""
        watch = Stopwatch()
        with SandboxSession(pool=self._pool) as session:
            self._give(session, program)
            return self._in(session, program, watch)

    def reused(self, program: Program) -> Timing:
        """One container for all programs: they aren't isolated from each other."""
        watch = Stopwatch()
        self._give(self._kept, program)
        return self._in(self._kept, program, watch)

    def _give(self, session: Any, program: Program) -> None:
        if program.given:
            session.copy_to_runtime(str(self._data), DATA)

    def _in(self, session: Any, program: Program, watch: Stopwatch) -> Timing:
        output = session.run(program.source, on_stdout=watch.wrote)
        picture = _fetched(session) if program.draws and not output.stderr else b""
        try:
            return watch.stop(program, output.stdout, picture)
        except WrongResult as wrong:
            raise WrongResult(f"{wrong} {output.stderr[-500:]}") from wrong

    def close(self) -> None:
        self._kept.close()
        self._pool.close()


def _fetched(session: Any) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chart.png"
        session.copy_from_runtime(PICTURE, str(path))
        return path.read_bytes()


def answer(peer: LlmSandbox, asked: dict[str, Any]) -> dict[str, Any]:
    """Never raises: what went wrong is the answer's `why`."""
    run, programs = peer.modes[asked["mode"]], [PROGRAMS[name] for name in asked["programs"]]
    timings: list[Timing] = []
    begun = time.perf_counter()
    try:
        work_off(lambda program: timings.append(run(program)), programs, asked["callers"])
    except Exception as error:  # noqa: BLE001  (the bench stops with it)
        return {"ok": False, "why": f"{error}"}
    seconds = time.perf_counter() - begun
    first = timings[0]
    return {
        "ok": True,
        "why": "",
        "seconds": seconds,
        "first_byte_ms": first.first_byte_ms,
        "done_ms": first.done_ms,
    }


def main() -> None:
    image, data, labels = sys.argv[1:]
    with (
        contextlib.suppress(KeyboardInterrupt, BrokenPipeError),
        contextlib.closing(LlmSandbox(image, Path(data), json.loads(labels))) as peer,
    ):
        print(json.dumps({"ok": True}), flush=True)
        for line in sys.stdin:
            print(json.dumps(answer(peer, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
