# What: shows a table with ten million rows, and one with fifty thousand columns.
# Ends: exited
# Code: 0
import numpy as np
import pandas as pd

display(pd.DataFrame({"n": np.arange(10_000_000)}))
display(pd.DataFrame(np.zeros((2, 50_000))))
display(pd.DataFrame({"text": ["x" * 1_000_000] * 20}))
print("TRIED")
