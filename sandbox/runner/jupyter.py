"""IPython's display machinery, ending on our `Screen`. Imported only where a program needs it."""

# IPython is there where this runs, and isn't where it is checked
# mypy: disable-error-code="import-not-found, misc, no-any-return"

from __future__ import annotations

import builtins
import sys
from typing import Any

from IPython.core.displaypub import DisplayPublisher
from IPython.core.formatters import DisplayFormatter
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display
from traitlets.config import Config

from sandbox.runner.display import Bundle, Screen, known_bundle

__all__ = ["display", "shell"]


class _Formatter(DisplayFormatter):
    """IPython's, with tables, charts and pictures known by the names of their types."""

    screen: Screen

    def format(self, obj: Any, include: Any = None, exclude: Any = None) -> tuple[Bundle, Bundle]:
        known = known_bundle(obj, self.screen.rows)
        return (known, {}) if known is not None else super().format(obj, include, exclude)


class _Publisher(DisplayPublisher):
    """What IPython's `display(x)` calls."""

    screen: Screen

    def publish(self, data: Bundle, *args: Any, **more: Any) -> None:
        self.screen.show(data)

    def clear_output(self, wait: bool = False) -> None:
        """There is no cell to clear."""


class _Shell(InteractiveShell):
    """IPython without history, colours and its own tracebacks. It displays; it runs nothing."""

    display_pub_class = _Publisher

    def init_display_formatter(self) -> None:
        self.display_formatter = _Formatter(parent=self)

    def showtraceback(self, *args: Any, **more: Any) -> None:
        """The failure is told from the program's end."""


def shell(screen: Screen) -> _Shell:
    """The process's one shell; from now on `IPython.display` shows on `screen`."""
    if not _Shell.initialized():
        config = Config()
        config.InteractiveShell.colors = "NoColor"
        config.HistoryManager.enabled = False
        _Publisher.screen = _Formatter.screen = screen
        hook = sys.excepthook, sys.displayhook
        _Shell.instance(config=config, user_module=sys.modules["__main__"], user_ns={})
        sys.excepthook, sys.displayhook = hook
        builtins.get_ipython = _Shell.instance  # type: ignore[attr-defined]
    return _Shell.instance()
