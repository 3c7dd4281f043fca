"""How often each word stands in texts: a chart of the most frequent ones, and a table of all."""

import re
from collections import Counter
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import font_manager
from matplotlib.ticker import FuncFormatter, MaxNLocator

FILES = []  # text, Word and PDF files
TEXT = ""  # where there are none
TOP = 25  # words in the chart
LEAVE_OUT_SMALL_WORDS = True
LEAVE_OUT = []  # further words
SHORTEST = 1  # letters


# include: words_in


# include: texts


# include: writing


# include: drawing


def main():
    texts = [text_of("/in/" + file) for file in FILES] or [TEXT]
    words = [word for text in texts for word in words_in(text)]
    if not words:
        raise ValueError("There is no text to count. Add a text file, or write the text in the field.")
    unwanted = {word.casefold() for word in LEAVE_OUT} | (SMALL if LEAVE_OUT_SMALL_WORDS else set())
    counts = Counter(word.casefold().replace("’", "'") for word in words)
    kept = Counter(
        {w: n for w, n in counts.items() if w not in unwanted and len(w) >= SHORTEST and not w.isdecimal()}
    )
    if not kept:
        raise ValueError("No words are left to count. Leave out fewer.")
    small = " Small words such as “the” are left out." if LEAVE_OUT_SMALL_WORDS else ""
    print(f"{len(words):,} words, {len(kept):,} different ones are counted.{small}")
    most = sorted(kept.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = most[: max(1, min(TOP, 60))]
    figure, axes = new_figure(max(2.4, 0.3 * len(shown) + 1.0))
    axes.set_title("The most frequent words", loc="left", fontsize=12, pad=14)
    draw_sideways(axes, [short_text(word) for word, _ in shown], [often for _, often in shown])
    display(figure)
    figure.savefig("/out/frequent-words.png", dpi=200)
    plt.close(figure)
    table = pd.DataFrame(most, columns=["Word", "Times"])
    table["Share"] = [f"{often / len(words):.2%}" for often in table["Times"]]
    display(table)
    save(table, "words")


main()
