"""Which names in a folder are left alone: hidden ones, and what looks like a key or a password wherever it lies."""

from __future__ import annotations

import re
from fnmatch import translate
from typing import Literal

Why = Literal["", "hidden", "secret"]

_FOLDERS = frozenset({".ssh", ".gnupg", ".aws", ".azure", ".kube", ".docker", ".password-store", ".pki", ".mozilla", ".thunderbird"})  # fmt: skip
_NAMES = (
    *(".env", ".env.*", "*.env", ".envrc", "id_rsa*", "id_dsa*", "id_ecdsa*", "id_ed25519*", "*.pem", "*.p12", "*.pfx"),
    *("*.key", "*.p8", "*.jks", "*.keystore", "*.kdb", "*.kdbx", "*.ppk", "*.ovpn", "*.agilekeychain", "*.opvault"),
    *("*.gpg", "*.keychain", "*.keychain-db", "wallet.dat", "*.wallet", "credentials", "credentials.*", "credentials-*"),
    *("client_secret*.json", "service-account*.json", "secret", "secrets", "secret.*", "secrets.*", ".netrc", "_netrc"),
    *(".npmrc", ".pypirc", ".pgpass", ".my.cnf", ".htpasswd", ".git-credentials", ".dockercfg", "*.tfstate", "*.tfvars"),
    *(".vault-token", ".bash_history", ".zsh_history", ".python_history", "passwords.*", "keys.json", "logins.json"),
)  # fmt: skip
_EXAMPLES = (".env.example", ".env.sample", ".env.template")
_SECRET = re.compile("|".join(translate(name) for name in _NAMES))
_HISTORIES = frozenset({".git", ".hg", ".svn", ".bzr", ".jj"})


def why_left_out(name: str) -> Why:
    """Of one name, without the folders that it lies in."""
    folded = name.casefold()
    if folded in _FOLDERS or (_SECRET.match(folded) and folded not in _EXAMPLES):
        return "secret"
    return "hidden" if name.startswith(".") else ""


def is_left_alone(path: str, seen: bool) -> bool:
    """Whether nothing may be made, changed or taken away at `path`, relative, with "/" between its parts. `seen`: it was shown to the program.

    What looks secret, and the records of a version control, never; hidden ones only where they were shown.
    """
    parts = path.split("/")
    if any(part.casefold() in _HISTORIES or why_left_out(part) == "secret" for part in parts):
        return True
    return not seen and any(part.startswith(".") for part in parts)
