# ---- each file apart from the others --------------------------------------------------------------------

SLOW = "The file {name} took too long to look at. Add a smaller part of it, or save it in another form."


def profiles_apart(names: list[str]) -> list[dict[str, Any]]:
    """Files are looked at in a process of its own: one that hangs or crashes it costs only itself."""
    found: list[dict[str, Any]] = []
    end = time.monotonic() + ALL_SECONDS
    while len(found) < len(names):
        if time.monotonic() > end:
            found += [unreadable(name, SLOW) for name in names[len(found) :]]
            break
        found += profiles_until_trouble(names[len(found) :], end)
    return found


def profiles_until_trouble(names: list[str], end: float) -> list[dict[str, Any]]:
    """Profiles of the first names, the last of them a sentence where the process came to grief with it."""
    source, target = os.pipe()
    child = os.fork()
    if not child:
        os.close(source)
        look_and_tell(names, target)
    os.close(target)
    found: list[dict[str, Any]] = []
    held = bytearray()
    with os.fdopen(source, "rb", buffering=0) as pipe:
        for name in names:
            line, why = next_line(pipe, held, min(end, time.monotonic() + SECONDS))
            found.append(json.loads(line) if line else unreadable(name, why))
            if not line:
                break
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return found


def next_line(pipe: Any, held: bytearray, end: float) -> tuple[bytes, str]:
    """(a line, "") or (b"", the sentence that says why there is none); `held` is what was read beyond it."""
    while b"\n" not in held:
        if not select.select([pipe], [], [], max(0.0, end - time.monotonic()))[0]:
            return b"", SLOW
        if not (part := pipe.read(65536)):
            return b"", BROKEN
        held += part
    line, _, rest = bytes(held).partition(b"\n")
    held[:] = rest
    return line, ""


def look_and_tell(names: list[str], target: int) -> None:
    """In the child: one line of JSON a file. It never comes back from here."""
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (ROOM, ROOM))
        with os.fdopen(target, "w", encoding="utf-8", errors="replace") as pipe:
            for name in names:
                pipe.write(json.dumps(looked_at(name), ensure_ascii=False) + "\n")
                pipe.flush()
    finally:
        os._exit(0)


def looked_at(name: str) -> dict[str, Any]:
    try:
        return profile_file(name)
    except MemoryError:
        return unreadable(name, "The file {name} needs more memory than there is. Add a smaller part of it.")
    except PROBLEMS as problem:
        return {**unreadable(name, BROKEN), "notes": [type(problem).__name__]}


def unreadable(name: str, sentence: str) -> dict[str, Any]:
    path = Path(IN, name)
    size = path.stat().st_size if path.exists() else 0
    return {"name": name, "format": "unknown", "bytes": size, "problem": sentence.format(name=name)}
