# What: shows a page of fifty megabytes, three times.
# Ends: exited
# Code: 0
# Says: larger than
from IPython.display import HTML

page = HTML("<b>x</b>\n" * 5_600_000)
for _ in range(3):
    display(page)
print("TRIED")
