"""Counts the words, signs, lines and sentences of a text, and its most frequent words."""

import re
from collections import Counter
from pathlib import Path

import pandas as pd

FILE = ""  # a text, Word or PDF file, "" for the text below
TEXT = ""
FREQUENT = 20  # how many frequent words are listed
LEAVE_OUT_SMALL_WORDS = False

# include: words_in


# include: texts


def main():
    text = text_of("/in/" + FILE) if FILE else TEXT
    if not text.strip():
        raise ValueError("There is no text to count. Add a text file, or write the text in the field.")
    words = words_in(text)
    sentences = [part for part in re.split(r"[.!?。！？…]+(?:\s|$|(?<=[。！？]))", text) if part.strip()]
    rows = [
        ("Words", len(words)),
        ("Characters", len(text.replace("\r\n", "\n"))),
        ("Characters without spaces", len(re.sub(r"\s", "", text))),
        ("Lines", len(text.splitlines())),
        ("Sentences", len(sentences)),
        ("Paragraphs", len([part for part in re.split(r"\n\s*\n", text) if part.strip()])),
    ]
    print(f"{len(words):,} words; about {max(1, round(len(words) / 230)):,} min to read.")
    if re.search(CHINESE, text):
        print("Each Chinese character counts as one word.")
    display(pd.DataFrame(rows, columns=["What", "Number"]))
    counts = Counter(word.casefold() for word in words)
    if LEAVE_OUT_SMALL_WORDS:
        counts = Counter({word: often for word, often in counts.items() if word not in SMALL})
    if FREQUENT:
        display(pd.DataFrame(counts.most_common(FREQUENT), columns=["Word", "Times"]))


main()
