"""`docker run` of our image, hardened the same way: what a fresh container costs without us."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.contestant import seconds_of
from bench.piped import output_of
from bench.programs import DATA, PICTURE, SIGNATURE, Program
from bench.timing import Stopwatch, Timing
from sandbox.base import InputFile, Job, Limits
from sandbox.container import USER, host_options, labels
from sandbox.seccomp import profile
from sandbox.shapes import Hardware
from sandbox.upload import Upload, bounds, longest_file, room_for

PYTHON = "/opt/oneoff/venv/bin/python"
ONE_THREAD = {
    f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")
}  # as ours sets for one processor
_FONTS = "/opt/oneoff/matplotlib"
# without the image's list of fonts, where matplotlib may write, a fresh container lists them anew in every run
_GIVE_FONTS = f'import shutil; shutil.copytree("{_FONTS}", "/tmp/fonts")\n'
# nothing that is written inside may be mounted from the host (a program could fill its disk), and `docker cp` can't
# read a tmpfs: the cheapest way out is the pipe that is open anyway, behind the text
_SEND_PICTURE = f'\nimport sys; sys.stdout.flush(); sys.stdout.buffer.write(open("{PICTURE}", "rb").read())'


class DockerRun:
    """A container for each run, from the command line."""

    name = "docker_hardened"

    def __init__(self, image: str, data: Path) -> None:
        self._folder = tempfile.TemporaryDirectory()
        seccomp = Path(self._folder.name) / "seccomp.json"
        seccomp.write_text(profile())
        self._image, self._data = image, data
        self._flags = [*_hardening(data), f"--security-opt=seccomp={seccomp}"]

    def run(self, program: Program) -> Timing:
        watch = Stopwatch()
        said = output_of(self._command(program), watch)
        text, found, rest = said.partition(SIGNATURE)
        return watch.stop(program, text.decode(), found + rest)

    def _command(self, program: Program) -> list[str]:
        source = f"{_GIVE_FONTS}{program.source}{_SEND_PICTURE}" if program.draws else program.source
        mount = [f"--volume={self._data}:{DATA}:ro"] if program.given else []
        fonts = ["--env=MPLCONFIGDIR=/tmp/fonts"] if program.draws else []
        options = ["--rm", *self._flags, *mount, *fonts, f"--entrypoint={PYTHON}"]
        return ["docker", "run", *options, self._image, "-u", "-c", source]

    def settle(self) -> float:
        """`--rm` has removed it by the time the command ends."""
        return time.perf_counter()

    def seconds(self, programs: Sequence[Program], callers: int) -> float:
        return seconds_of(self, programs, callers)

    def close(self) -> None:
        self._folder.cleanup()


def _hardening(data: Path) -> list[str]:
    """Our own options of a container, as flags."""
    limits = Limits()
    upload = Upload(Job("", (InputFile(Path(DATA).name, data),)), bounds(limits, memory="cgroup"))
    longest = longest_file(limits.scratch_mb, upload)
    options = host_options(
        Hardware.of(limits), input_mb=room_for(upload), longest_file=longest, cgroupns=True
    )
    marks = [f"--label={key}={value}" for key, value in labels().items()]
    threads = [f"--env={key}={value}" for key, value in ONE_THREAD.items()]
    return [*_flags(options), f"--user={USER}:{USER}", "--workdir=/job", *marks, *threads]


def _flags(options: dict[str, Any]) -> Iterator[str]:
    for key, name in _SIMPLE.items():
        yield f"--{name}={options[key]}"
    yield f"--cpus={options['nano_cpus'] / 1e9}"
    yield f"--log-driver={options['log_config']['Type']}"
    yield "--read-only"
    yield "--security-opt=no-new-privileges"
    yield from (f"--cap-drop={name}" for name in options["cap_drop"])
    yield from (f"--tmpfs={folder}:{how}" for folder, how in options["tmpfs"].items())
    yield from (f"--ulimit={one['Name']}={one['Soft']}:{one['Hard']}" for one in options["ulimits"])


_SIMPLE = {
    "network_mode": "network",
    "pids_limit": "pids-limit",
    "mem_limit": "memory",
    "memswap_limit": "memory-swap",
    "shm_size": "shm-size",
    "ipc_mode": "ipc",
    "cgroupns": "cgroupns",
}
