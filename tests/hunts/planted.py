"""The projects in `projects`, and what `key` says of each: the complaint, what is wrong, and who judges a fix."""

from __future__ import annotations

import os
import runpy
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PROJECTS, KEY = HERE / "projects", HERE / "key"
SUFFIX = {"python": ".py", "node": ".cjs", "bash": ".sh"}
_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Fix:
    """One place of a right fix: `old` stands once in `file` and becomes `new`."""

    file: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Said:
    """How a command of a project or a judge ended."""

    ok: bool
    text: str


@dataclass(frozen=True, slots=True)
class Planted:
    """`bug` is False where the person misunderstands: then there is no fix, and the judge holds as it is.

    `files`: where a right fix may be made. `tests`: the project's own command, "" where it has none or it shouldn't run here.
    `symptom`: a fix that mends what was complained about, or nearly, and isn't right. `culprit`: the subject of the commit that brought it, where that is asked for.
    """

    name: str
    language: str  # "python", "javascript", "shell"
    kind: str
    bug: bool
    complaint: str
    wrong: str
    files: tuple[str, ...]
    tests: str
    judge: str
    judge_with: str  # "python", "node", "bash"
    fixes: tuple[Fix, ...]
    symptom: tuple[Fix, ...]
    culprit: str

    @property
    def folder(self) -> Path:
        return PROJECTS / self.name

    def places(self, folder: Path) -> tuple[str, ...]:
        """Where the key's fix is made in a copy: "file:line", from 1."""
        return tuple(f"{fix.file}:{_line(folder, fix)}" for fix in self.fixes)

    def copy(self, to: Path) -> Path:
        """The project in a folder of its own, which mustn't be there yet, with what is made for it: a history, a library of its own."""
        shutil.copytree(self.folder, to, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        made = KEY / f"{self.name}_made.py"
        if made.exists():
            runpy.run_path(str(made))["make"](to)
        return to

    def mend(self, folder: Path) -> None:
        """Apply the key's own fix."""
        self._change(folder, self.fixes)

    def hide(self, folder: Path) -> None:
        """Apply a fix that looks right and isn't."""
        self._change(folder, self.symptom)

    def _change(self, folder: Path, fixes: tuple[Fix, ...]) -> None:
        for fix in fixes:
            path = folder / fix.file
            text = path.read_text(encoding="utf-8")
            if text.count(fix.old) != 1:
                raise ValueError(f"{self.name}: {fix.file} has {text.count(fix.old)} places for the fix")
            path.write_text(text.replace(fix.old, fix.new), encoding="utf-8")

    def judged(self, folder: Path) -> Said:
        """Whether it is really fixed in `folder`; runs what is in there on this computer."""
        with tempfile.TemporaryDirectory() as place:
            judge = Path(place) / f"judge{SUFFIX[self.judge_with]}"
            judge.write_text(self.judge, encoding="utf-8")
            return _said([_program(self.judge_with), str(judge)], folder)

    def tested(self, folder: Path) -> Said:
        """The project's own tests."""
        first, *rest = shlex.split(self.tests)
        return _said([_program(first), *rest], folder)


def planted(names: Iterable[str] = ()) -> list[Planted]:
    """All, or those of `names`; raises FileNotFoundError for a name that isn't one."""
    chosen = list(names) or sorted(path.stem for path in KEY.glob("*.toml"))
    return [_read(name) for name in chosen]


def _read(name: str) -> Planted:
    said = tomllib.loads((KEY / f"{name}.toml").read_text(encoding="utf-8"))
    fixes, symptom = (
        tuple(Fix(one["file"], one["old"], one["new"]) for one in said.get(kind, []))
        for kind in ("fix", "symptom")
    )
    return Planted(
        name,
        said["language"],
        said["kind"],
        said.get("bug", True),
        said["complaint"].strip(),
        said["wrong"].strip(),
        tuple(dict.fromkeys([*(fix.file for fix in fixes), *said.get("also", [])])),
        said.get("tests", ""),
        said["judge"],
        said["judge_with"],
        fixes,
        symptom,
        said.get("culprit", ""),
    )


def _line(folder: Path, fix: Fix) -> int:
    text = (folder / fix.file).read_text(encoding="utf-8")
    return text[: text.index(fix.old)].count("\n") + 1


def _program(name: str) -> str:
    return sys.executable if name == "python" else name


def _said(command: list[str], folder: Path) -> Said:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    env = {**kept, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=env, capture_output=True, text=True, errors="replace", timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        return Said(False, f"not over after {_SECONDS:.0f} s")
    return Said(done.returncode == 0, f"{done.stdout}{done.stderr}".strip())
