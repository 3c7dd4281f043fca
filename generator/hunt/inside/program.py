"""Runs one step of a hunt in a view of the folder: what it says goes to /out/output.txt, how it ended to /out/ended.json."""

from __future__ import annotations

import contextlib
import fnmatch
import hashlib
import json
import os
import re
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

TASK: dict[str, Any] = {}  # {"do", "put": [[name in /in, path]], ...} as in generator/hunt/job.py

OUT, GIVEN = "/out", "/in"
HEAD, TAIL = 3_000_000, 1_000_000  # bytes of an output that are kept
LINES, MATCHES, WIDE = 400, 200, 400  # lines of a look, of a search, characters of a line
LARGE = 20_000_000  # bytes of a file that is looked into
LISTED, IN_ONE = 400, 60  # lines of a tree, files of one folder in it
TAKEN = 2_000_000  # bytes of a file that is taken out
CHANGED = 3  # the code where a file isn't what the fix was made from; as in generator/hunt/job.py
UNLISTED = {".git", "node_modules", ".venv", "venv", "__pycache__", ".tox", ".mypy_cache", ".pytest_cache"}


def main() -> None:
    if any(digest(path) != was for path, was in TASK.get("was", {}).items()):
        write("ended.json", json.dumps({"code": CHANGED}).encode())
        return
    for name, path in TASK.get("put", []):
        put(name, path)
    ended = {"look": look, "search": search, "overview": overview, "take": take, "run": run}[TASK["do"]]()
    write("ended.json", json.dumps(ended).encode())


def write(name: str, data: bytes) -> None:
    with open(os.path.join(OUT, name), "wb") as file:
        file.write(data)


def say(lines: list[str]) -> dict[str, Any]:
    write("output.txt", "\n".join(lines).encode("utf-8", "replace"))
    return {"code": 0}


def put(name: str, path: str) -> None:
    """A file of the fix takes its place; another kind of thing that stands there isn't followed."""
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    mode = os.stat(path).st_mode & 0o777 if os.path.isfile(path) else 0o644
    if os.path.islink(path) or os.path.exists(path):
        os.unlink(path)
    shutil.copyfile(os.path.join(GIVEN, name), path)
    os.chmod(path, mode)


def digest(path: str) -> str:
    """The SHA-256 of a file, "" where nothing is."""
    if os.path.islink(path) or not os.path.isfile(path):
        return "odd" if os.path.lexists(path) else ""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def text_of(path: str) -> str | None:
    """None for what isn't text."""
    with open(path, "rb") as file:
        data = file.read(LARGE)
    if b"\0" in data[:8000]:
        return None
    return data.decode("utf-8", "replace")


def place(path: str) -> str:
    """Where an earlier output or a file of the folder lies."""
    name = os.path.basename(path)
    given = os.path.join(GIVEN, name)
    is_output = re.fullmatch(r"output-\d+\.txt", name) and not os.path.lexists(path)
    return given if is_output and os.path.isfile(given) else path


def look() -> dict[str, Any]:
    path, first = place(TASK["path"]), max(1, TASK["first"])
    if os.path.isdir(path):
        return say(tree(path))
    if not os.path.isfile(path):
        return say([f"There is no file {TASK['path']}.", *near(TASK["path"])])
    text = text_of(path)
    if text is None:
        return say([f"{TASK['path']} is no text: {os.path.getsize(path):,} bytes."])
    lines = text.splitlines()
    last = min(TASK["last"] or first + LINES - 1, first + LINES - 1, len(lines))
    shown = [f"{number:>5}| {cut(lines[number - 1])}" for number in range(first, last + 1)]
    return say([f"{TASK['path']}, lines {min(first, last)} to {last} of {len(lines)}:", *shown])


def near(path: str) -> list[str]:
    """Files of that name elsewhere."""
    name = os.path.basename(path).casefold()
    found = [other for other in files(".") if os.path.basename(other).casefold() == name][:5]
    return [f"There is {other}." for other in found]


def cut(line: str) -> str:
    return line if len(line) <= WIDE else f"{line[:WIDE]} [… {len(line) - WIDE:,} characters more]"


def files(top: str) -> Iterator[str]:
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if name not in UNLISTED)
        for name in sorted(names):
            path = os.path.normpath(os.path.join(folder, name))
            if os.path.isfile(path) and not os.path.islink(path):
                yield path


def search() -> dict[str, Any]:
    try:
        pattern = re.compile(TASK["pattern"])
    except re.error:
        pattern = re.compile(re.escape(TASK["pattern"]))
    glob, found, count, looked = TASK["glob"], list[str](), 0, 0
    top = place(glob) if glob else "."
    where = [top] if os.path.isfile(top) else files(top if os.path.isdir(top) else ".")
    every = not glob or (top != "." and os.path.exists(top))
    for path in where:
        if not every and not fits(path, glob):
            continue
        looked += 1
        text = text_of(path)
        for number, line in enumerate((text or "").splitlines(), 1):
            if pattern.search(line):
                count += 1
                if count <= MATCHES:
                    found.append(f"{path}:{number}: {cut(line.strip())}")
    of = f"{count:,} lines in {looked:,} files match."
    return say([*found, f"{of} These are the first {MATCHES}." if count > MATCHES else of])


def fits(path: str, glob: str) -> bool:
    return any(fnmatch.fnmatch(one, glob) for one in (path, os.path.basename(path), f"./{path}")) or (
        fnmatch.fnmatch(path, glob.replace("**/", ""))
    )


def tree(top: str) -> list[str]:
    """Folders with their files and sizes, cut with a note."""
    lines = list[str]()
    for folder, folders, names in os.walk(top):
        unlisted = [name for name in folders if name in UNLISTED]
        folders[:] = sorted(name for name in folders if name not in UNLISTED)
        if len(lines) >= LISTED:
            lines.append("[… cut here: there is more; LOOK at a folder lists it]")
            break
        lines.append(f"{os.path.relpath(folder, '.')}/")
        for name in sorted(names)[:IN_ONE]:
            lines.append(f"  {name}  {size_of(os.path.join(folder, name))}")
        if len(names) > IN_ONE:
            lines.append(f"  [… and {len(names) - IN_ONE:,} files more]")
        lines += [f"  {name}/ (not listed)" for name in sorted(unlisted)]
    return lines


def size_of(path: str) -> str:
    try:
        return "-> link" if os.path.islink(path) else f"{os.path.getsize(path):,}"
    except OSError:
        return "?"


def overview() -> dict[str, Any]:
    found = {"tree": "\n".join(tree(".")), "history": history(), "tests": tests()}
    write("overview.json", json.dumps(found).encode("utf-8", "replace"))
    return {"code": 0}


def history() -> str:
    """The last commits, where there are any."""
    if not os.path.isdir(".git"):
        return ""
    git = ["git", "log", "--format=%h %ad %s", "--date=short", "-n", "15"]
    try:
        said = subprocess.run(git, capture_output=True, timeout=10, check=False, env=environment()).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.decode("utf-8", "replace")[:3000]


def tests() -> str:
    """A command that seems to run the project's own tests."""
    try:
        with open("package.json", encoding="utf-8") as file:
            script = json.load(file).get("scripts", {}).get("test", "")
    except (OSError, ValueError, AttributeError):
        script = ""
    if isinstance(script, str) and script and "no test specified" not in script:
        return script[:300]
    names = [path for path in files(".") if re.search(r"(^|/)(test_[^/]*|[^/]*_test)\.py$", path)]
    if names:
        return "python -m pytest -q"
    if any(path.endswith(".bats") for path in files(".")):
        return "bats -r ."
    if any(re.search(r"\.test\.[cm]?js$", path) for path in files(".")):
        return "node --test"
    makefile = text_of("Makefile") if os.path.isfile("Makefile") else ""
    return "make test" if re.search(r"^test\s*:", makefile or "", re.M) else ""


def take() -> dict[str, Any]:
    """Files as they are, for the fix to be made in them: /out/taken-N; what isn't there, or is too large, is no file there."""
    taken = []
    for number, path in enumerate(TASK["paths"]):
        state = "missing"
        if os.path.lexists(path):
            state = "odd"
            if os.path.isfile(path) and not os.path.islink(path):
                state = "large"
                if os.path.getsize(path) <= TAKEN:
                    shutil.copyfile(path, os.path.join(OUT, f"taken-{number}"))
                    state = "taken"
        taken.append(state)
    return {"code": 0, "taken": taken}


def environment() -> dict[str, str]:
    """What a program of the project finds: this Python first, no colours, git without its care for owners."""
    here = os.path.dirname(sys.executable)
    paths = ["/job", *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "PATH": f"{here}:/opt/oneoff/hunting:/job/node_modules/.bin:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": ":".join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "CI": "1",
        "GIT_CONFIG_COUNT": "3",
        "GIT_CONFIG_KEY_0": "safe.directory",
        "GIT_CONFIG_VALUE_0": "*",
        "GIT_CONFIG_KEY_1": "user.name",
        "GIT_CONFIG_VALUE_1": "hunt",
        "GIT_CONFIG_KEY_2": "user.email",
        "GIT_CONFIG_VALUE_2": "hunt@localhost",
        "GIT_PAGER": "cat",
    }


def command() -> list[str]:
    """The probe as a file outside the folder; of JavaScript the text, since it resolves what it needs from where it lies."""
    language, source = TASK["language"], TASK["source"]
    if language == "javascript":
        module = re.search(r"^\s*(import\s[\w{*\"']|export\s)", source, re.M) and not re.search(
            r"\brequire\(", source
        )
        return ["node", *(["--input-type=module"] if module else []), "-"]
    name = "/tmp/probe.py" if language == "python" else "/tmp/probe.sh"  # noqa: S108  (inside)
    with open(name, "w", encoding="utf-8") as file:
        file.write(source)
    return [sys.executable, name] if language == "python" else ["bash", name]


def run() -> dict[str, Any]:
    """The program to its end or until its time is over, with all that it started."""
    given = TASK["source"] if TASK["language"] == "javascript" else ""
    begun = time.monotonic()
    try:
        process = subprocess.Popen(
            command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=environment(),
        )
    except OSError as error:
        say([f"It couldn't be started: {error}"])
        return {"code": 127}
    feed(process, given)
    kept = Kept()
    over = follow(process, kept, begun + TASK["seconds"])
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    code = process.wait()
    write("output.txt", kept.whole())
    return {"code": None if over else code, "timed_out": over, "seconds": time.monotonic() - begun}


def feed(process: subprocess.Popen[bytes], given: str) -> None:
    stream = process.stdin
    if stream is None:
        return
    try:
        stream.write(given.encode("utf-8", "replace"))
        stream.close()
    except BrokenPipeError:
        pass


def follow(process: subprocess.Popen[bytes], kept: Kept, deadline: float) -> bool:
    """Read what it says; True where its time was over."""
    stream = process.stdout
    if stream is None:
        return False
    ended = 0.0
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while time.monotonic() < deadline:
            if selector.select(0.1):
                data = os.read(stream.fileno(), 65536)
                if not data:
                    process_ends(process, deadline)
                    return process.poll() is None
                kept.add(data)
            elif process.poll() is not None:
                ended = ended or time.monotonic()
                if time.monotonic() - ended > 1.0:  # what it left behind holds the stream
                    return False
    return process.poll() is None


def process_ends(process: subprocess.Popen[bytes], deadline: float) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(max(0.1, deadline - time.monotonic()))


class Kept:
    """The beginning and the end of what was said."""

    def __init__(self) -> None:
        self.head, self.tail, self.lost = bytearray(), bytearray(), 0

    def add(self, data: bytes) -> None:
        room = HEAD - len(self.head)
        self.head += data[:room]
        self.tail += data[room:] if room > 0 else data
        if len(self.tail) > TAIL:
            self.lost += len(self.tail) - TAIL
            del self.tail[: len(self.tail) - TAIL]

    def whole(self) -> bytes:
        gap = f"\n[… {self.lost:,} bytes weren't kept …]\n".encode() if self.lost else b""
        return bytes(self.head) + gap + bytes(self.tail)


main()
