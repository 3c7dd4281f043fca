"""`python -m sandbox run PROGRAM.py | doctor | prepare | available | clean`."""

from __future__ import annotations

import argparse
import ast
import json
import os
import signal
import sys
import threading
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from sandbox.base import (
    Event,
    Execution,
    InputFile,
    Job,
    Limits,
    Progressed,
    SandboxError,
    SandboxUnavailable,
    Wrote,
)
from sandbox.choosing import choose
from sandbox.cleaning import clean
from sandbox.docker import DockerSandbox
from sandbox.engine import answers
from sandbox.local import LocalSandbox
from sandbox.names import safe_name
from sandbox.network.policy import host_name
from sandbox.packages.source import Source

_DEFAULT_PYTHON = Path(__file__).resolve().parent.parent / ".venv-sandbox" / "bin" / "python"
_TEXTUAL = ("text/", "application/json", "application/vnd.")


def main(arguments: list[str] | None = None) -> int:
    """The process's exit code: the program's own for `run`, 124 where it was ended, 3 where we failed."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.do(options))
    except OSError as error:
        print(f"{error.filename}: {error.strerror}.", file=sys.stderr)
        return 3
    except (SandboxError, ValueError) as error:
        print(getattr(error, "sentence", error), getattr(error, "next_step", ""), file=sys.stderr)
        if options.verbose:
            print(error, file=sys.stderr)
        return 3


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="Run a program in isolation.")
    parser.add_argument("--sandbox", choices=("docker", "built-in"), help="default: Docker where it answers")
    parser.add_argument("--python", type=Path, default=_DEFAULT_PYTHON, help="of the built-in sandbox")
    parser.add_argument("--base", default="debian:bookworm-slim", help="base image")
    parser.add_argument("--runtime", default="", help="of Docker, such as runsc; it must be there")
    parser.add_argument("--verbose", action="store_true")
    commands = parser.add_subparsers(required=True)
    run = commands.add_parser("run", help="run one program")
    run.add_argument("program", type=Path)
    run.add_argument("--file", type=Path, action="append", default=[], help="found at /in/NAME")
    run.add_argument("--input", action="append", default=[], metavar="NAME=VALUE")
    run.add_argument("--host", action="append", default=[], help="it may reach this host by http and https")
    run.add_argument("--package", action="append", default=[], help="installed for it first")
    run.add_argument("--json", action="store_true")
    run.add_argument("--out", type=Path, help="folder for what it shows and makes")
    run.add_argument("--seconds", type=float, default=Limits().wall_seconds)
    run.add_argument("--memory", type=int, default=Limits().memory_mb, metavar="MB")
    run.add_argument("--sandbox", choices=("docker", "built-in"), default=argparse.SUPPRESS)
    run.set_defaults(do=_run)
    for name, do, says in (
        ("doctor", _doctor, "what works here"),
        ("prepare", _prepare, "make it ready"),
        ("available", _available, "exit code 0 where a Docker engine answers"),
        ("clean", _clean, "remove what has no owner any more, and old images"),
    ):
        commands.add_parser(name, help=says).set_defaults(do=do)
    return parser


def _run(options: argparse.Namespace) -> int:
    job = Job(
        options.program.read_text("utf-8"),
        tuple(InputFile(path.name, path.resolve(strict=True)) for path in options.file),
        dict(_input(text) for text in options.input),
        Limits(wall_seconds=options.seconds, memory_mb=options.memory),
        tuple(map(host_name, options.host)),
    )
    cancel = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: cancel.set())
    sandbox = _chosen(options, options.sandbox)
    try:
        sandbox.prepare(_say)
        if options.package:
            job = replace(job, layer=sandbox.install(options.package, _say, cancel))
        execution = sandbox.run(job, cancel=cancel, on_event=_tell if not options.json else _nothing)
    finally:
        sandbox.close()
    outputs = _outputs(execution, options.out)
    if options.json:
        print(json.dumps(_plain(execution, outputs), ensure_ascii=False))
    else:
        _print(execution, outputs)
    return execution.exit_code if execution.exit_code is not None else 124


def _chosen(options: argparse.Namespace, name: str | None) -> DockerSandbox | LocalSandbox:
    source = Source.of_this_machine(os.environ)
    return choose(name, options.python, options.base, runtime=options.runtime, packages=source)


def _input(text: str) -> tuple[str, object]:
    name, _, value = text.partition("=")
    try:
        return name, ast.literal_eval(value)
    except (ValueError, SyntaxError):
        return name, value


def _nothing(_event: Event) -> None:
    """With --json, nothing is said on the way."""


def _tell(event: Event) -> None:
    if isinstance(event, Wrote):
        print(event.text, end="", flush=True, file=sys.stdout if event.stream == "stdout" else sys.stderr)
    elif isinstance(event, Progressed):
        _say(f"{event.label} {event.done:g}" + (f" of {event.total:g}" if event.total else ""))


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _outputs(execution: Execution, folder: Path | None) -> list[dict[str, str]]:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    return [_output(one.name, one.mime, one.data, one.text, folder) for one in execution.outputs]


def _output(name: str, mime: str, data: bytes, text: str, folder: Path | None) -> dict[str, str]:
    if folder is not None:
        path = folder / safe_name(name)
        path.write_bytes(data)
        return {"name": name, "mime": mime, "path": str(path)}
    return {
        "name": name,
        "mime": mime,
        "text": data.decode("utf-8", "replace") if mime.startswith(_TEXTUAL) else text,
    }


def _plain(execution: Execution, outputs: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "ended": execution.ended,
        "exit_code": execution.exit_code,
        "stdout": execution.stdout.text,
        "stderr": execution.stderr.text,
        "outputs": outputs,
        "facts": asdict(execution.facts),
        "seconds": round(execution.seconds, 3),
        "failure": asdict(execution.failure) if execution.failure else None,
        "limits_hit": [asdict(hit) for hit in execution.limits_hit],
    }


def _print(execution: Execution, outputs: list[dict[str, str]]) -> None:
    for output in outputs:
        print(f"[{output['name']}, {output['mime']}] {output.get('path') or ''}".strip())
        if "path" not in output and output["text"]:
            print(output["text"][:2000])
    if execution.failure is not None:
        _say(execution.failure.traceback or execution.failure.message)
    for hit in execution.limits_hit:
        _say(hit.says)
    _say(f"{execution.ended} after {execution.seconds:.2f} s")


def _doctor(options: argparse.Namespace) -> int:
    for name in (options.sandbox,) if options.sandbox else ("docker", "built-in"):
        for finding in _chosen(options, name).findings():
            print(
                f"{'ok     ' if finding.ok else 'missing'}  {finding.name}: {finding.says} {finding.fix or finding.command}".rstrip()
            )
    return 0


def _prepare(options: argparse.Namespace) -> int:
    _chosen(options, options.sandbox).prepare(_say)
    return 0


def _available(_options: argparse.Namespace) -> int:
    there = answers()
    print("Docker answers." if there else "No Docker engine answers.")
    return 0 if there else 1


def _clean(options: argparse.Namespace) -> int:
    try:
        cleaned = clean(keep=DockerSandbox(options.base).tag)
        print(f"{cleaned.containers} containers and {cleaned.images} images removed")
    except SandboxUnavailable as error:
        print(f"Nothing to remove: {error.sentence}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
