"""Model keys: in the system's keyring, or where there is none in a file that only its owner reads."""

from __future__ import annotations

import json
import os
from pathlib import Path

import keyring
from keyring.errors import KeyringError

_SERVICE = "oneoff"


class Keys:
    """A key for each provider. What is stored is never shown again and never logged."""

    def __init__(self, home: Path, use_keyring: bool = True) -> None:
        self._file = home / "keys.json"
        self._use_keyring = use_keyring

    def get(self, provider: str) -> str:
        """The key, or "" where there is none."""
        return self._from_keyring(provider) or self._read().get(provider, "")

    def set(self, provider: str, key: str) -> None:
        """Keep `key` in one place only, so that no older one is found first."""
        self.forget(provider)
        if not self._into_keyring(provider, key):
            self._write({**self._read(), provider: key})

    def forget(self, provider: str) -> None:
        if self._from_keyring(provider):
            keyring.delete_password(_SERVICE, provider)
        self._write({name: key for name, key in self._read().items() if name != provider})

    @property
    def place(self) -> str:
        """Where keys lie, for a person."""
        return "the keyring of this computer" if self._keyring_works() else "a file that only you can read"

    def _keyring_works(self) -> bool:
        return self._use_keyring and keyring.get_keyring().priority >= 1

    def _from_keyring(self, provider: str) -> str:
        if not self._keyring_works():
            return ""
        try:
            return keyring.get_password(_SERVICE, provider) or ""
        except KeyringError:
            return ""

    def _into_keyring(self, provider: str, key: str) -> bool:
        if not self._keyring_works():
            return False
        try:
            keyring.set_password(_SERVICE, provider, key)
        except KeyringError:
            return False
        return True

    def _read(self) -> dict[str, str]:
        if not self._file.exists():
            return {}
        return {str(name): str(key) for name, key in json.loads(self._file.read_text()).items()}

    def _write(self, keys: dict[str, str]) -> None:
        if not keys and not self._file.exists():
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        made = self._file.with_suffix(".new")
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            json.dump(keys, out)
        made.replace(self._file)
