# ---- checks that are tried -------------------------------------------------------------------------------


def tried(claims: list[dict[str, str]], loaded: Loaded) -> list[dict[str, Any]]:
    """Each check on the result as it is, then on damaged ones while there is time."""
    folder = tempfile.mkdtemp()
    try:
        real = named_files(loaded, folder)
        found = [try_apart(claim["code"], real, SECONDS) for claim in claims]
        try_on_damaged(claims, found, real, folder)
        for place in contradicting(found):
            found[place[0]].update(verdict="unclear", why=place[1])
        return found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def try_on_damaged(
    claims: list[dict[str, str]], found: list[dict[str, Any]], real: Loaded, folder: str
) -> None:
    end = time.monotonic() + DAMAGE_SECONDS
    for each in found:
        each.update(noticed=0, damages=0, seen=[each["shown_data"]])
    for hurt in damaged(real, folder):
        for claim, each in zip(claims, found, strict=True):
            if each["verdict"] == "unclear" and not each["shown_data"]:
                continue
            if (left := end - time.monotonic()) <= 0:
                return
            then = try_apart(claim["code"], hurt, min(SECONDS, left))
            each["damages"] += 1
            each["noticed"] += notices(each, then)
            each["seen"].append(then["shown_data"])


def notices(real: dict[str, Any], then: dict[str, Any]) -> bool:
    if real["verdict"] == "agrees":
        return bool(then["verdict"] == "disagrees")
    return bool(
        real["verdict"] == "disagrees" and then["shown_data"] and then["shown_data"] != real["shown_data"]
    )


def try_apart(code: str, loaded: Loaded, seconds: float) -> dict[str, Any]:
    data, why = apart(lambda: json.dumps(try_check(code, loaded)).encode(), seconds, 1_000_000)
    if why == SLOW:
        return unclear(f"It took longer than {seconds:g} second{'s' * (seconds != 1)}.")
    if why == LARGE:
        return unclear("It compares too much.")
    if why:
        return unclear("It ended before it said anything.")
    return json.loads(data)  # type: ignore[no-any-return]


def unclear(why: str) -> dict[str, Any]:
    return {
        "verdict": "unclear", "shown": "", "expected": "", "shown_as": "", "expected_as": "", "why": why[:300],
        "shown_data": "", "expected_data": "",
    }  # fmt: skip


def try_check(code: str, loaded: Loaded) -> dict[str, Any]:
    """In the child."""
    try:
        space = names_for_checks()
        exec(compile(code, "check", "exec"), space)  # noqa: S102 - a process of its own in the sandbox
        if not callable(space.get("check")):
            return unclear("It has no function check(result).")
        return verdict_of(space["check"](Result(loaded)))
    except CannotTell as why:
        return unclear(" ".join(str(why).split()) or "It can't tell.")
    except MemoryError:
        return unclear("It needs more memory than there is.")
    except SyntaxError:
        return unclear("It can't be read as Python.")
    except SystemExit:
        return unclear("It ended before it said anything.")
    except BaseException as problem:  # noqa: BLE001 - whatever a check raises says only that it broke off
        return unclear(
            f"It broke off: {type(problem).__name__} {' '.join(str(problem).split())}".strip()[:200] + "."
        )


def names_for_checks() -> dict[str, Any]:
    return {
        "__name__": "check", "compare": compare, "cannot_tell": cannot_tell, "pd": pd, "np": np, "re": re, "json": json,
        "datetime": datetime, "math": math, "csv": csv, "Path": Path, "pathlib": sys.modules["pathlib"], "IN": IN,
    }  # fmt: skip


def verdict_of(answer: Any) -> dict[str, Any]:
    """All comparisons must be equal; the first that isn't is shown."""
    several = list(answer) if isinstance(answer, (list, tuple)) else [answer]
    if not several or not all(isinstance(each, Compared) for each in several):
        return unclear(NO_COMPARISON)
    if hindered := next((each for each in several if each.why), None):
        return unclear(hindered.why)
    unequal = next((each for each in several if not each.equal), None)
    shown = unequal or several[0]
    return {
        "verdict": "disagrees" if unequal else "agrees",
        "shown": shown.shown if unequal else joined(each.shown for each in several),
        "expected": shown.expected if unequal else joined(each.expected for each in several),
        "shown_as": shown.shown_as,
        "expected_as": shown.expected_as,
        "why": "",
        "shown_data": digest("\n".join(each.shown_data for each in several)),
        "expected_data": "\n".join(each.expected_data for each in several)[:20_000],
    }


def joined(texts: Iterable[str]) -> str:
    return "; ".join(texts)[:200]


def contradicting(found: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """Checks that look at the same value, in every damaged result as well, and expect different ones. One that
    can't fail contradicts nothing.
    """
    said = []
    for one, other in itertools.combinations(range(len(found)), 2):
        a, b = found[one], found[other]
        if "unclear" in (a["verdict"], b["verdict"]) or a["verdict"] == b["verdict"] == "agrees":
            continue
        if not a["noticed"] or not b["noticed"]:
            continue
        same = a["seen"] == b["seen"] and len(set(a["seen"])) > 1
        if same and a["expected_data"] != b["expected_data"]:
            why = f"Two checks contradict each other: {a['expected'][:80]} or {b['expected'][:80]}."
            said += [(one, why), (other, why)]
    return said
