"""The scripted server as a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = {
    "rules": [
        {"contains": ["apples", "month"], "replies": ["first", {"text": "second"}]},
        {"contains": "pears", "replies": [{"status": 503}]},
    ],
    "default": ["else"],
}


def ask(port: int, text: str) -> str:
    body = {"model": "x", "messages": [{"role": "user", "content": text}]}
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/v1/chat/completions",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return str(json.load(answer)["choices"][0]["message"]["content"])


def test_answers_by_content_and_logs_each_request(tmp_path: Path) -> None:
    script, log = tmp_path / "script.json", tmp_path / "log.jsonl"
    script.write_text(json.dumps(SCRIPT), encoding="utf-8")
    command = [sys.executable, "-m", "tests.scripted_server", "--script", str(script), "--log", str(log)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            port = int(server.stdout.readline())
            said = [
                ask(port, text) for text in ("apples by month", "plums", "month of apples", "apples, month")
            ]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/models", timeout=10) as models:
                assert json.load(models)["data"][0]["id"] == "scripted"
        finally:
            server.terminate()
    assert said == ["first", "else", "second", "second"]
    logged = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["body"]["messages"][0]["content"] for line in logged][:2] == ["apples by month", "plums"]
    assert len(logged) == 4


def test_nothing_of_the_generator_imports_litellm() -> None:
    modules = sorted(p.stem for p in (ROOT / "generator").glob("*.py") if p.stem != "__init__")
    code = f"import importlib, sys\nfor m in {modules}: importlib.import_module('generator.' + m)\n"
    code += "print([m for m in ('litellm', 'openai', 'sandbox', 'streamlit') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
