"""Finds words in texts and puts others in their place."""

import re
from pathlib import Path

import pandas as pd

FILES = []  # text, CSV, JSON and Word files
TEXT = ""  # where there are none
FIND = "colour"
REPLACE = "color"
IGNORE_CASE = False
WHOLE_WORDS = False

ENCODINGS = ("utf-8", "gb18030", "cp1252", "latin-1")


def pattern():
    bare = re.escape(FIND)
    whole = rf"(?<!\w){bare}(?!\w)" if WHOLE_WORDS else bare
    return re.compile(whole, re.IGNORECASE if IGNORE_CASE else 0)


def changed(text, wanted):
    return wanted.subn(lambda _: REPLACE, text)


def decoded(data, wanted):
    """(encoding, text): of the encodings that fit, the first in which something is found."""
    fits = []
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS:
        try:
            fits.append((encoding, data.decode(encoding)))
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8":
            break
    if not fits:
        raise ValueError("One of the files isn't a text that can be read. Take it out.")
    return next((each for each in fits if wanted.search(each[1])), fits[0])


def in_text_file(file, wanted):
    """How often it stood there; the file is written as it was but for that."""
    data = Path("/in/" + file).read_bytes()
    mark = data[:3] if data.startswith(b"\xef\xbb\xbf") else b""
    encoding, text = decoded(data[len(mark) :], wanted)
    new, times = changed(text, wanted)
    try:
        written = new.encode(encoding)
    except UnicodeEncodeError:
        written = new.encode("utf-8")
        print(f"{file} is saved as UTF-8, since its own encoding doesn't have all letters.")
    target(file).write_bytes(mark + written)
    return times


def in_word_file(file, wanted):
    """Text keeps its look where the words stand in one piece of it; else the paragraph takes that of its beginning."""
    from docx import Document

    document, times = Document("/in/" + file), 0
    for paragraph in paragraphs_of(document):
        count = len(wanted.findall(paragraph.text))
        if not count:
            continue
        times += count
        in_runs = 0
        for run in paragraph.runs:
            new, here = changed(run.text, wanted)
            if here:
                run.text, in_runs = new, in_runs + here
        if in_runs < count:
            whole, _ = changed(paragraph.text, wanted)
            for place, run in enumerate(paragraph.runs):
                run.text = whole if place == 0 else ""
    document.save(target(file))
    return times


def paragraphs_of(document):
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs
    for section in document.sections:
        for part in (section.header, section.footer):
            yield from [] if part.is_linked_to_previous else part.paragraphs


def target(file):
    path = Path("/out/" + file)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def main():
    if not FIND:
        raise ValueError("Say which words are to be found.")
    wanted = pattern()
    if not FILES:
        if not TEXT:
            raise ValueError("There is no text. Add a text file, or write the text in the field.")
        new, times = changed(TEXT, wanted)
        print(f"“{FIND}” was replaced {times:,} times.\n")
        print(new)
        Path("/out/replaced.txt").write_text(new, encoding="utf-8")
        return
    counts = [
        (file, (in_word_file if file.lower().endswith(".docx") else in_text_file)(file, wanted))
        for file in FILES
    ]
    total, files = sum(times for _, times in counts), sum(times > 0 for _, times in counts)
    if total:
        print(f"“{FIND}” was replaced by “{REPLACE}” {total:,} times in {files:,} of {len(FILES):,} files.")
    else:
        print(f"“{FIND}” doesn't stand in any of the {len(FILES):,} files, so nothing is changed.")
    display(pd.DataFrame(counts, columns=["File", "Times"]))


main()
