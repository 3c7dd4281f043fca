"""What takes the room: the biggest files, sums by kind, and files that are there twice."""

import hashlib
import re
import tarfile
import zipfile
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

FILES = []  # all files where none is named; a ZIP counts as what is in it
TOP = 20
BY = "kind"  # kind, ending, folder

KINDS = {
    "Pictures": "jpg jpeg png gif webp bmp tif tiff heic heif svg ico avif raw cr2 nef dng psd",
    "Films": "mp4 mov avi mkv webm m4v wmv mpg mpeg",
    "Sound": "mp3 wav flac m4a aac ogg wma aiff",
    "Documents": "pdf doc docx odt rtf txt md ppt pptx odp key pages epub tex",
    "Tables": "csv tsv xls xlsx xlsm ods numbers parquet json",
    "Archives": "zip tar gz tgz bz2 xz 7z rar",
    "Programs": "py js ts java c cpp h html css php rb go rs sh bat exe dll so jar",
    "Mail and contacts": "eml msg mbox pst vcf ics",
}
KIND_OF = {ending: kind for kind, endings in KINDS.items() for ending in endings.split()}


# include: files


def in_archive(name):
    """(name inside, bytes, mark of its content) of each file; None where it is no archive. Nothing is unpacked."""
    path, small = Path("/in", name), name.lower()
    try:
        if small.endswith(".zip"):
            with zipfile.ZipFile(path) as packed:
                inside = [each for each in packed.infolist() if not each.is_dir()]
                return [(each.filename, each.file_size, f"crc {each.CRC}") for each in inside]
        if small.endswith((".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")):
            with tarfile.open(path) as packed:
                return [(each.name, each.size, None) for each in packed if each.isfile()]
    except (zipfile.BadZipFile, tarfile.TarError, OSError, EOFError, NotImplementedError):
        raise ValueError(f"{name} can't be opened as an archive. It may be damaged.") from None
    return None


def listed(names):
    found = []
    for name in names:
        inside = in_archive(name)
        if inside is None:
            path = Path("/in", name)
            with path.open("rb") as content:
                mark = hashlib.file_digest(content, "sha256").hexdigest() if path.stat().st_size else None
            found.append((name, path.stat().st_size, mark))
        else:
            found += [
                ((f"{name}: " if len(names) > 1 else "") + each, size, mark) for each, size, mark in inside
            ]
    frame = pd.DataFrame(found, columns=["File", "Bytes", "mark"])
    frame["Ending"] = [
        Path(name.rsplit(": ", 1)[-1]).suffix.lower().lstrip(".") or "none" for name in frame["File"]
    ]
    frame["Kind"] = [KIND_OF.get(ending, "Others") for ending in frame["Ending"]]
    frame["Folder"] = [name.rpartition("/")[0].split(": ")[-1] or "–" for name in frame["File"]]
    return frame.sort_values(["Bytes", "File"], ascending=[False, True], ignore_index=True)


def said(size):
    for unit, many in (("GB", 1e9), ("MB", 1e6), ("KB", 1e3)):
        if size >= many:
            return f"{size / many:,.1f} {unit}"
    return f"{size:,} bytes"


def doubles(frame):
    """Groups of files with the same content, the heaviest first: (bytes too many, names)."""
    same = frame[frame["mark"].notna() & (frame["Bytes"] > 0)].groupby(["Bytes", "mark"])["File"].agg(list)
    found = [(size * (len(names) - 1), names) for (size, _), names in same.items() if len(names) > 1]
    return sorted(found, key=lambda each: -each[0])


def chart(groups, column):
    shown = groups[groups["KB"] > 0].head(12)[::-1]
    figure, axes = plt.subplots(figsize=(8, 0.42 * len(shown) + 1))
    bars = axes.barh(shown[column], shown["KB"], color="#3b6ea5")
    axes.bar_label(bars, [said(round(kb * 1000)) for kb in shown["KB"]], padding=4)
    axes.set_xlim(0, shown["KB"].max() * 1.2 or 1)
    axes.set_title(f"Room by {BY}", loc="left")
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.set_xticks([])
    figure.tight_layout()
    plt.show()


def main():
    frame = listed(given_files(FILES, (), "files"))
    if frame.empty:
        raise ValueError("There is nothing in this archive.")
    total = int(frame["Bytes"].sum())
    print(f"{plural(len(frame), 'file')}, {said(total)} in all.")
    frame["KB"] = (frame["Bytes"] / 1000).round(1)
    frame["Share (%)"] = (100 * frame["Bytes"] / max(total, 1)).round(1)
    frame["Size"] = frame["Bytes"].map(said)
    shown = ["File", "Size", "KB", "Share (%)", "Kind"]
    display(frame[shown].head(TOP))
    column = BY.capitalize()
    groups = (
        frame.groupby(column)
        .agg(Files=("File", "size"), Bytes=("Bytes", "sum"))
        .sort_values("Bytes", ascending=False)
    )
    groups = groups.reset_index()
    groups["KB"] = (groups.pop("Bytes") / 1000).round(1)
    groups["Share (%)"] = (100_000 * groups["KB"] / max(total, 1)).round(1)
    display(groups)
    if (groups["KB"] > 0).sum() > 1:
        chart(groups, column)
    frame[["File", "Bytes", "Share (%)", "Kind", "Ending", "Folder"]].to_csv(
        "/out/files by size.csv", index=False, encoding="utf-8-sig"
    )
    if found := doubles(frame):
        print(
            f"{plural(len(found), 'file is', 'files are')} there more than once; without the copies, {said(sum(size for size, _ in found))} less:"
        )
        for size, names in found[:10]:
            print(f"  {said(size)}: {' = '.join(names[:4])}{' …' if len(names) > 4 else ''}")


main()
