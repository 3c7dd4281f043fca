"""Do something to a library once a program has imported it; import nothing that it doesn't."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec

Change = Callable[[Any], None]


class AfterImport:
    """Runs each module's change right after the module itself."""

    def __init__(self, changes: dict[str, Change]) -> None:
        self._waiting = {name: change for name, change in changes.items() if name not in sys.modules}
        for name in changes.keys() & sys.modules.keys():
            changes[name](sys.modules[name])
        sys.meta_path.insert(0, self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        change = self._waiting.get(fullname)  # to look for a module isn't to import it
        if change is None:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(fullname, path, target)
            if spec is not None:
                return _with_change(spec, change)
        return None


def _with_change(spec: ModuleSpec, change: Change) -> ModuleSpec:
    loader: Any = spec.loader
    if loader is not None:
        execute = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            execute(module)
            change(module)

        loader.exec_module = exec_module
    return spec
