"""What a hunt's programs find inside: git, node and what runs tests; and no way to more rights by them."""

from __future__ import annotations

import json
import shutil

import pytest

from sandbox.base import Job
from sandbox.hunting import on_this_computer
from tests.contract.conftest import AnySandbox

LOOK = """
import json, os, stat, subprocess, sys

path = os.path.dirname(sys.executable) + ":/opt/oneoff/hunting:/usr/bin:/bin"

def said(command):
    done = subprocess.run(["bash", "-c", command], env={**os.environ, "PATH": path}, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else f"{done.returncode}: {done.stderr}"

history = "git init -q . && git -c user.name=a -c user.email=a@b commit -q --allow-empty -m first && git log --format=%s"
setuid = []
for folder, _folders, names in os.walk("/usr"):
    for name in names:
        try:
            mode = os.lstat(os.path.join(folder, name)).st_mode
        except OSError:
            continue
        if stat.S_ISREG(mode) and mode & 0o6000:
            setuid.append(name)
print(json.dumps({
    "git": said(history),
    "node": said("node -p '6 * 7'"),
    "make": said("printf 'all:\\\\n\\\\t@echo made\\\\n' > /tmp/M && make -s -f /tmp/M"),
    "listed": said("ls -a /job | grep -c git && stat -c %F /job"),
    "npm": said("echo '{\\"scripts\\": {\\"test\\": \\"echo tested\\"}}' > package.json && npm test --silent"),
    "bash": said("diff <(echo a) <(echo a) && echo same | grep same"),
    "setuid": setuid,
}))
"""


def test_what_hunts_need_is_there(sandbox: AnySandbox) -> None:
    if sandbox.name == "built-in" and not (on_this_computer().ok and shutil.which("npm")):
        pytest.skip("this computer lacks git, node, npm or make")
    sandbox.prepare_hunting()
    execution = sandbox.run(Job(LOOK, hunting=True))
    assert execution.ok, execution.failure
    found = json.loads(execution.stdout.text)
    setuid = found.pop("setuid")
    assert found == {
        "git": "first",
        "node": "42",
        "make": "made",
        "listed": "1\ndirectory",
        "npm": "tested",
        "bash": "same",
    }
    assert (
        sandbox.name == "built-in" or setuid == []
    ), "this computer's own can't be used for more rights there"


def test_it_says_that_it_prepares_only_once(sandbox: AnySandbox) -> None:
    sandbox.prepare_hunting()
    said = list[str]()
    sandbox.prepare_hunting(said.append)
    assert said == []
