"""What a program shows. Each test runs in Docker and in the built-in one."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from PIL import Image

from sandbox.base import TABLE, Event, Execution, Job, Limits, Shown

from .conftest import AnySandbox, Run


def shown(execution: Execution) -> list[tuple[str, str]]:
    assert execution.failure is None, execution.failure.traceback
    return [(output.name, output.mime) for output in execution.outputs]


def table(execution: Execution) -> Any:
    assert execution.failure is None, execution.failure.traceback
    (output,) = execution.outputs
    assert output.mime == TABLE
    return json.loads(output.data)


def test_a_table_is_shown(run: Run) -> None:
    execution = run("import pandas as pd\npd.DataFrame({'name': ['a', None], 'n': [1.5, float('nan')]})")
    assert shown(execution) == [("table-1.json", TABLE)]
    document = table(execution)
    assert document["schema"]["fields"] == [
        {"name": "name", "type": "string"},
        {"name": "n", "type": "number"},
    ]
    assert document["data"] == [{"name": "a", "n": 1.5}, {"name": None, "n": None}]
    assert document["total_rows"] == 2
    assert "name" in execution.outputs[0].text


def test_a_table_of_anything_is_json(run: Run) -> None:
    document = table(
        run(
            "import pandas as pd, datetime as d, decimal, numpy as np\n"
            "f = pd.DataFrame([[d.date(2024, 1, 2), decimal.Decimal('1.10'), b'x\\xff', float('inf'), pd.Timestamp('2024-05-06'),"
            " pd.Timestamp('2024-05-06 07:08'), [1], pd.Timedelta('1h'), np.int64(3), True, pd.Period('2024-01')]],"
            " columns=list('aaceeghijkl'))\n"
            "f.groupby([f['j'], f['k']]).first()"
        )
    )
    (row,) = document["data"]
    assert list(row) == ["j", "k", "a", "a (2)", "c", "e", "e (2)", "g", "h", "i", "l"]
    assert row["a"] == "2024-01-02"
    assert row["a (2)"] == 1.1
    assert row["e"] is None
    assert row["e (2)"] == "2024-05-06"
    assert row["g"] == "2024-05-06T07:08:00"
    assert row["j"] == 3
    assert row["k"] is True
    assert row["l"] == "2024-01"


def test_an_index_is_kept_where_it_means_something(run: Run) -> None:
    grouped = table(run("import pandas as pd\npd.Series([1, 2, 2], name='n').value_counts()"))
    assert grouped["data"] == [{"n": 2, "count": 2}, {"n": 1, "count": 1}]
    deep = table(
        run(
            "import pandas as pd\npd.DataFrame({'g': ['x'], 'v': [1]}).groupby('g').agg({'v': ['sum', 'mean']})"
        )
    )
    assert deep["data"] == [{"g": "x", "v / sum": 1, "v / mean": 1.0}]


def test_a_large_table_is_cut_and_says_so(run: Run) -> None:
    execution = run(
        "import pandas as pd\npd.DataFrame({f'c{n}': range(300) for n in range(250)})", table_rows=100
    )
    assert execution.outputs[0].cut == "first 100 of 300 rows, first 200 of 250 columns"
    document = table(execution)
    assert len(document["data"]) == 100
    assert len(document["schema"]["fields"]) == 200
    assert document["total_rows"] == 300


def test_open_figures_are_shown_as_pictures(run: Run) -> None:
    execution = run(
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.title('标题'); plt.show()\n"
        "fig, ax = plt.subplots(); ax.bar(['a'], [1])"
    )
    assert shown(execution) == [("chart-1.png", "image/png"), ("chart-2.png", "image/png")]
    assert execution.outputs[0].text == "标题"
    assert Image.open(io.BytesIO(execution.outputs[0].data)).width > 600
    assert execution.stderr.text == ""


def test_a_figure_is_shown_once(run: Run) -> None:
    source = "import matplotlib.pyplot as plt\nfig, ax = plt.subplots(); ax.plot([1, 2])\n"
    assert shown(run(source + "fig")) == [("chart-1.png", "image/png")]
    assert shown(run(source + "ax.plot([2, 1])")) == [("chart-1.png", "image/png")]
    assert shown(run(source + "display(fig)\nfig.savefig('/out/x.png')")) == [
        ("chart-1.png", "image/png"),
        ("x.png", "image/png"),
    ]


def test_plotly_and_altair_are_shown_as_data(run: Run) -> None:
    execution = run(
        "import plotly.express as px, altair as alt, pandas as pd\n"
        "px.bar(x=['a'], y=[1], title='P').show()\n"
        "alt.Chart(pd.DataFrame({'x': range(6000)})).mark_bar().encode(x='x')"
    )
    assert shown(execution) == [
        ("chart-1.json", "application/vnd.plotly.v1+json"),
        ("chart-2.json", "application/vnd.vegalite.v6+json"),
    ]
    assert json.loads(execution.outputs[0].data)["data"][0]["type"] == "bar"
    assert execution.outputs[0].text == "P"
    assert json.loads(execution.outputs[1].data)["mark"]["type"] == "bar"


def test_pictures_pages_and_words_are_shown(run: Run) -> None:
    execution = run(
        "from PIL import Image\nfrom IPython.display import HTML, Markdown, SVG\n"
        "display(Image.new('CMYK', (30, 20)))\ndisplay(HTML('<b>b</b>'), Markdown('*m*'))\n"
        "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>'))\n[1, {'a': 2}]"
    )
    assert shown(execution) == [
        ("picture-1.png", "image/png"),
        ("page-1.html", "text/html"),
        ("text-1.md", "text/markdown"),
        ("picture-2.svg", "image/svg+xml"),
        ("text-2.txt", "text/plain"),
    ]
    assert Image.open(io.BytesIO(execution.outputs[0].data)).size == (30, 20)
    assert execution.outputs[1].data == b"<b>b</b>"
    assert execution.outputs[4].data == b"[1, {'a': 2}]"


@pytest.mark.parametrize("source", ["None", "x = 5", "5;", "print('x')", "def f(): return 5"])
def test_what_isnt_shown(run: Run, source: str) -> None:
    assert shown(run(source)) == []


def test_displays_arrive_while_it_runs_and_are_bounded(sandbox: AnySandbox) -> None:
    events: list[Event] = []
    job = Job("for n in range(20): display(n)", limits=Limits(outputs=5))
    execution = sandbox.run(job, on_event=events.append)
    assert [event.output.text for event in events if isinstance(event, Shown)] == ["0", "1", "2", "3", "4"]
    assert len(execution.outputs) == 5
    assert any("More than 5 outputs" in hit.says for hit in execution.limits_hit)
