"""What programs may import: the names in the sandbox's requirements, with the versions of its lock file."""

from __future__ import annotations

import functools
import re
from pathlib import Path

_IMAGE = Path(__file__).resolve().parent.parent / "sandbox" / "image"
_IMPORTED_AS = {
    "beautifulsoup4": "bs4",
    "fonttools": "fontTools",
    "ipython": "IPython",
    "pillow": "PIL",
    "prompt-toolkit": "prompt_toolkit",
    "python-dateutil": "dateutil",
    "python-docx": "docx",
    "pyyaml": "yaml",
    "rpds-py": "rpds",
}
_BESIDES = frozenset({"attr", "mpl_toolkits", "pylab"})  # other names of what is there


@functools.cache
def libraries() -> str:
    """ "numpy 2.4.6, pandas 3.1.1, …": the wanted ones, not what they depend on."""
    wanted = re.findall(r"^([A-Za-z0-9_.-]+)", (_IMAGE / "requirements.in").read_text(), re.M)
    locked = _locked()
    return ", ".join(f"{name} {locked[name]}" for name in wanted if name in locked)


@functools.cache
def import_names() -> frozenset[str]:
    """What `import` may name, besides the standard library."""
    return _BESIDES | {_IMPORTED_AS.get(name, name.replace("-", "_")) for name in _locked()}


@functools.cache
def _locked() -> dict[str, str]:
    """Name to version; the first line of a name is the one for the oldest Python, which the image has."""
    lock = (_IMAGE / "requirements.txt").read_text()
    return dict(reversed(re.findall(r"^([a-z0-9_.-]+)==(\S+)", lock, re.M)))
