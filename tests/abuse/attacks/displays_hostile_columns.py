# What: shows a table whose names and cells are hostile.
# Ends: exited
# Code: 0
import datetime
import decimal

import pandas as pd

names = [
    "\u202ex",
    "<script>alert(1)</script>",
    "\x1b[31m",
    "a\nb",
    "",
    None,
    float("nan"),
    ("a", None),
    5,
    "x" * 10**6,
]
cells = [
    float("inf"),
    10**400,
    decimal.Decimal("sNaN"),
    b"\xff",
    "\ud800",
    {"a": [1]},
    datetime.time(1),
    1j,
    print,
    "=1+1",
]
display(pd.DataFrame([cells, cells], dtype=object, columns=[*names[:-2], "same", "same"]))
display(pd.DataFrame({name: [1] for name in names}))
index = pd.Index([str(cell) for cell in cells], dtype=object)
display(pd.Series(cells, dtype=object, index=index, name="\u202e" * 10_000))
print("TRIED")
