"""The list that a model is told is what is really there, in every sandbox."""

from __future__ import annotations

import json

from sandbox.libraries import import_names, libraries

from .conftest import Run


def test_the_list_is_what_is_installed(run: Run) -> None:
    wanted = {library.name: library.version for library in libraries() if library.wanted}
    execution = run(
        f"import importlib.metadata as m, json\nprint(json.dumps({{n: m.version(n) for n in {list(wanted)!r}}}))"
    )
    assert json.loads(execution.stdout.text) == wanted


def test_every_import_works(run: Run) -> None:
    names = sorted(import_names() - {"jupyter", "isympy", "pylab", "adbc_driver_duckdb"})
    execution = run(f"import importlib\nfor name in {names!r}: importlib.import_module(name)\nprint('all')")
    assert execution.failure is None, execution.failure.traceback
    assert execution.stdout.text == "all\n"


def test_fonts_show_chinese(run: Run) -> None:
    execution = run(
        "import warnings\nwarnings.simplefilter('error')\nimport matplotlib.pyplot as plt\n"
        "plt.title('每月销售额'); plt.plot([1, 2]); plt.gcf().canvas.draw()"
    )
    assert execution.failure is None, execution.failure.traceback
