# ---- one step apart from the others ----------------------------------------------------------------------

SLOW, BROKE, LARGE = "slow", "broke", "large"


ENDED = b"\xff" * 8


def apart(work: Callable[[], bytes], seconds: float, most: int = 400_000_000) -> tuple[bytes, str]:
    """What `work` gives, made in a process of its own: (bytes, "") or (b"", SLOW, BROKE or LARGE)."""
    end = time.monotonic() + seconds
    for data, why in one_by_one(lambda: iter([work()]), seconds, end, most):
        return data, why
    return b"", SLOW


def each_apart(
    work: Callable[[int], Iterator[bytes]], seconds: float, end: float, most: int
) -> Iterator[tuple[bytes, str]]:
    """What `work(0)` gives, one after another, `seconds` each; after trouble with one, a new process goes on behind it."""
    done = 0
    while time.monotonic() < end:
        trouble = False
        for data, why in one_by_one(functools.partial(work, done), seconds, end, most):
            done, trouble = done + 1, bool(why)
            yield data, why
        if not trouble:
            return


def one_by_one(
    work: Callable[[], Iterator[bytes]], seconds: float, end: float, most: int
) -> Iterator[tuple[bytes, str]]:
    """From one process, until it ends or there is trouble: that comes last."""
    source, target = os.pipe()
    child = os.fork()
    if not child:
        os.close(source)
        do_and_tell(work, target)
    os.close(target)
    held = bytearray()
    try:
        while (found := next_of(source, held, min(end, time.monotonic() + seconds), most)) is not None:
            yield found
            if found[1]:
                return
    finally:
        os.close(source)
        end_group(child)


def end_group(child: int) -> None:
    for end in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            end(child, signal.SIGKILL)
    os.waitpid(child, 0)


def next_of(source: int, held: bytearray, end: float, most: int) -> tuple[bytes, str] | None:
    """A length of 8 bytes, then so many bytes; None where all were told. `held` is what was read beyond it."""
    while len(held) < 8 or len(held) < 8 + int.from_bytes(held[:8], "big"):
        if held[:8] == ENDED:
            return None
        if len(held) >= 8 and int.from_bytes(held[:8], "big") > most:
            return b"", LARGE
        if not select.select([source], [], [], max(0.0, end - time.monotonic()))[0]:
            return b"", SLOW
        if not (part := os.read(source, 1 << 20)):
            return b"", BROKE
        held += part
    size = 8 + int.from_bytes(held[:8], "big")
    data = bytes(held[8:size])
    del held[:size]
    return data, ""


def do_and_tell(work: Callable[[], Iterator[bytes]], target: int) -> None:
    """In the child. It never comes back from here; what it prints is nobody's."""
    try:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        room = data_now() + ROOM
        resource.setrlimit(resource.RLIMIT_DATA, (room, room))
        with os.fdopen(target, "wb") as pipe:
            for data in work():
                pipe.write(len(data).to_bytes(8, "big") + data)
                pipe.flush()
            pipe.write(ENDED)
    finally:
        os._exit(0)


def data_now() -> int:
    """Bytes that count for RLIMIT_DATA already: libraries reserve much more than they use."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        status = Path("/proc/self/status").read_text()
        found = re.search(r"^VmData:\s*(\d+) kB", status, re.M) or re.search(
            r"^VmSize:\s*(\d+) kB", status, re.M
        )
        return int(found[1]) * 1024 if found else 0
    return 0
