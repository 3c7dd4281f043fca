"""matplotlib figures and PIL pictures as PNG; fonts that know Chinese."""

from __future__ import annotations

import contextlib
import io
import sys
from typing import Any

_DPI = 144
_MAX_PIXELS = 8000  # a side
_CACHE = "/opt/oneoff/matplotlib"
_CHINESE = (
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Source Han Sans SC",
    "Droid Sans Fallback",
)
_ALIASES = ("SimHei", "SimSun", "Microsoft YaHei", "PingFang SC", "Heiti TC", "STHeiti", "Arial Unicode MS")


def give_font_list(folder: str) -> None:
    """Put the list of fonts made with the image where matplotlib may write."""
    import shutil

    with contextlib.suppress(OSError):
        shutil.copytree(_CACHE, folder, dirs_exist_ok=True)


def teach_fonts(font_manager: Any) -> None:
    """Change `matplotlib.font_manager`: a last font that knows Chinese, whatever a program asked for."""
    import dataclasses
    import logging

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    manager = font_manager.fontManager
    known = {font.name: font for font in manager.ttflist}
    chinese = next((known[name] for name in _CHINESE if name in known), None)
    if chinese is None:
        return
    manager.ttflist += [dataclasses.replace(chinese, name=name) for name in _ALIASES if name not in known]
    find, last = manager._find_fonts_by_props, manager.findfont(chinese.name)

    def find_with_last(*args: Any, **more: Any) -> list[Any]:
        found = list(find(*args, **more))
        return found if last in found else [*found, last]

    manager._find_fonts_by_props = find_with_last


def figure_png(figure: Any) -> bytes:
    """PNG bytes; the figure is closed so that it isn't shown twice."""
    dpi = min(_DPI, _MAX_PIXELS / max(*figure.get_size_inches(), 1))
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=dpi, bbox_inches="tight")
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(figure)
    return buffer.getvalue()


def open_figures() -> list[Any]:
    """Figures with something on them that were neither shown nor closed."""
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    figures = [pyplot.figure(number) for number in pyplot.get_fignums()] if pyplot else []
    return [figure for figure in figures if figure.axes or figure.texts or figure.images]


def picture_png(picture: Any) -> bytes:
    """PNG bytes of a PIL image of any mode."""
    if picture.mode not in ("1", "L", "LA", "P", "RGB", "RGBA", "I", "I;16"):
        picture = picture.convert("RGB")
    buffer = io.BytesIO()
    picture.save(buffer, format="PNG")
    return buffer.getvalue()
