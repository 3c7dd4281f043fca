"""Counts the words, signs, lines and sentences of a text, and its most frequent words."""

import re
from collections import Counter
from pathlib import Path

import pandas as pd

FILE = ""  # a text, Word or PDF file, "" for the text below
TEXT = ""
FREQUENT = 20  # how many frequent words are listed
LEAVE_OUT_SMALL_WORDS = False

SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "but",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "from",
        "by",
        "with",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "i",
        "you",
        "he",
        "she",
        "we",
        "they",
        "his",
        "her",
        "their",
        "my",
        "your",
        "our",
        "not",
        "no",
        "so",
        "if",
        "then",
        "than",
        "there",
        "have",
        "has",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
    ]
)
CHINESE = "[\u3400-\u9fff]"


def text_of(path):
    if path.lower().endswith(".docx"):
        from docx import Document

        document = Document(path)
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    if path.lower().endswith(".pdf"):
        from pypdf import PdfReader

        return "\n".join(page.extract_text() or "" for page in PdfReader(path).pages)
    data = Path(path).read_bytes()
    for encoding in (
        "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig",
        "gb18030",
        "cp1252",
    ):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def main():
    text = text_of("/in/" + FILE) if FILE else TEXT
    if not text.strip():
        raise ValueError("There is no text to count. Add a text file, or write the text in the field.")
    words = re.findall(rf"{CHINESE}|[^\W_]+(?:['’\-][^\W_]+)*", re.sub(f"({CHINESE})", r" \1 ", text))
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
