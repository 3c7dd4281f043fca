"""Lists what an environment's programs may import, as JSON: run with that environment's Python.

python list_libraries.py REQUIREMENTS.in: name, version, import names, and whether the file asks for it.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

_NOT_FOR_PROGRAMS = {"pip", "setuptools", "uv", "wheel"}


def main(requirements: str) -> None:
    """Print it, one library a line."""
    asked = set(re.findall(r"^([a-z0-9-]+)", Path(requirements).read_text("utf-8"), re.M))
    imports = defaultdict(set)
    for module, names in importlib.metadata.packages_distributions().items():
        for name in names:
            if re.fullmatch(r"[A-Za-z]\w*", module):
                imports[_normal(name)].add(module)
    rows = [
        {
            "name": name,
            "version": importlib.metadata.version(name),
            "imports": sorted(found),
            "wanted": name in asked,
        }
        for name, found in sorted(imports.items())
        if name not in _NOT_FOR_PROGRAMS
    ]
    print("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main(sys.argv[1])
