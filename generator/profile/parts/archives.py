# ---- ZIP ------------------------------------------------------------------------------------------------

MEMBERS = 300
BOMB = 200  # times its size that an archive unfolds to


def profile_archive(path: Path, items: list[zipfile.ZipInfo], result: dict[str, Any]) -> None:
    files = [item for item in items if not item.is_dir()]
    unpacked, size = sum(item.file_size for item in files), path.stat().st_size
    endings = Counter(Path(item.filename).suffix.lower()[:12] or "(none)" for item in files)
    result["format"] = "zip"
    result["members"] = [{"name": item.filename[:200], "bytes": item.file_size} for item in files[:MEMBERS]]
    result["facts"] |= {
        "files": len(files),
        "unpacked": unpacked,
        "endings": ", ".join(f"{ending} {count:,}" for ending, count in endings.most_common(12)),
    }
    notes = result["notes"]
    if len(files) > MEMBERS:
        notes.append(f"The archive holds {len(files):,} files; the first {MEMBERS} are named.")
    if climbing := sum(climbs_out(item.filename) for item in items):
        notes.append(
            f"{climbing:,} names in the archive are absolute or lead out of it (../): use their last part only."
        )
    if unpacked > UNZIPPED and unpacked > size * BOMB:
        notes.append(
            f"It unfolds to {unpacked // 1_000_000:,} MB, {unpacked // max(1, size):,} times its size: don't unpack it whole."
        )
    elif unpacked > UNZIPPED:
        notes.append(f"It unfolds to {unpacked // 1_000_000:,} MB: read only what is needed, file by file.")
    if any(item.flag_bits & 1 for item in files):
        result["problem"] = LOCKED.format(name=path.name).replace(
            "Open it, save a copy", "Unpack it, pack it"
        )


def climbs_out(name: str) -> bool:
    parts = re.split(r"[/\\]", name)
    return name.startswith(("/", "\\")) or ".." in parts or bool(re.match(r"[A-Za-z]:", name))
