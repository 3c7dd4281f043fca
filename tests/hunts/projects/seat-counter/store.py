import json
import threading
from pathlib import Path


class Store:
    """A number for each evening, in a file. `get` and `put` may be called from any thread."""

    def __init__(self, path):
        self._path, self._lock = Path(path), threading.Lock()
        if not self._path.exists():
            self._path.write_text("{}")

    def get(self, evening):
        with self._lock:
            return json.loads(self._path.read_text()).get(evening, 0)

    def put(self, evening, number):
        with self._lock:
            numbers = json.loads(self._path.read_text())
            numbers[evening] = number
            self._path.write_text(json.dumps(numbers))
