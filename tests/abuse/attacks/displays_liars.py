# What: shows objects that give out hostile media types, wrong kinds, and other classes' names.
# Ends: exited
from IPython.display import publish_display_data


class Liar:
    def _repr_html_(self):
        return b"\xff" * 1000

    def _repr_png_(self):
        return "not base64 \ud800"

    def _repr_json_(self):
        nested = []
        for _ in range(100_000):
            nested = [nested]
        return nested

    def _repr_mimebundle_(self, **more):
        return {"../../etc/passwd": "x", "text/html\nx: y": "x", "a" * 100_000: "x", 5: 6}

    def __repr__(self):
        raise SystemExit(9)


def attempt(thing):
    try:
        display(thing)
    except BaseException as error:
        print(type(error).__name__)


attempt(Liar())
for module, name in (
    ("pandas", "DataFrame"),
    ("matplotlib", "Figure"),
    ("plotly", "BaseFigure"),
    ("PIL", "Image"),
):
    attempt(
        type(name, (), {"__module__": module, "ndim": 10**9, "to_json": lambda self: 5, "width": "\u202e"})()
    )
for mime in (
    "text/html",
    "TEXT/HTML",
    "text/html; charset=utf-7",
    "../x",
    "",
    "image/svg+xml",
    "x/" + "y" * 10**5,
):
    try:
        publish_display_data({mime: "<b>x</b>"})
    except BaseException as error:
        print(type(error).__name__)
print("TRIED")
