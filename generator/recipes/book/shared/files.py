# ---- the files that were given --------------------------------------------------------------------------


def natural(name):
    """Sorts page2 before page10."""
    return [int(part) if part.isdecimal() else part.casefold() for part in re.split(r"(\d+)", name)]


def given_files(chosen, endings, kind):
    """The chosen files, else all that end so; `endings` () for any. `kind`: what they are, for a sentence."""
    there = (path for path in Path("/in").rglob("*") if path.is_file())
    names = list(chosen) or sorted((path.relative_to("/in").as_posix() for path in there), key=natural)
    fitting = [name for name in names if not endings or name.lower().endswith(endings)]
    if not fitting:
        raise ValueError(f"There are no {kind} here. Add at least one.")
    if chosen and len(fitting) < len(names):
        wrong = next(name for name in names if name not in fitting)
        raise ValueError(f"{wrong} is of another kind: this works with {kind}.")
    return fitting


def free_name(name, taken):
    """`name`, with a number where it is taken already; characters that no system allows become “-”."""
    name = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", name).strip(" .") or "file"
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (name, "")
    stem = stem.encode()[: 180 - len(ending.encode())].decode(errors="ignore")
    made, number = stem + ending, 2
    while made.casefold() in taken:
        made, number = f"{stem}-{number}{ending}", number + 1
    taken.add(made.casefold())
    return made


def keep(files, archive):
    """`files` (name -> bytes) in /out: as they are, or from more than 60 on in one ZIP. What to say of it."""
    if len(files) <= 60:
        for name, data in files.items():
            Path("/out", name).write_bytes(data)
        return ""
    with zipfile.ZipFile(f"/out/{archive}", "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return f" They are all in {archive}."


def plural(number, one, many=""):
    return f"{number:,} {one if number == 1 else many or one + 's'}"
