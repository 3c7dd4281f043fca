"""Tools as files: the same comes back, and what was made to do harm, or damaged, is a sentence."""

from __future__ import annotations

import contextlib
import copy
import hashlib
import io
import json
import random
import stat
import struct
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import tomli_w

from generator.codec import to_plain
from generator.evidence.types import Claim
from generator.recipes.recipe import load_recipes
from generator.tools import FileSlot, Tool, manifest_of
from generator.types import Column, FileProfile, InputSpec, Table
from generator.values import BadInput, check
from workshop import packing
from workshop.packing import BadPack, file_name, packed, unpacked

MONTH = InputSpec("MONTH", "Month", {"type": "integer", "minimum": 1, "maximum": 12}, 3)
TOOL = Tool(
    "",
    'Sum "one" month \\ 按月',
    "MONTH = 3\nprint(MONTH, '''\"\"\"''')\r\n",
    does="adds up\nthe month",
    inputs=(MONTH, InputSpec("READ", "", {"type": "object"}, {"header": None, "na": [None]}, hidden=True)),
    files=(FileSlot("sales.csv", "Sales", ("csv",)),),
    checks=(Claim("The total is right", "def check(result):\n    return True, 'a', 'b'\n"),),
    packages=("pandas==3.1.1",),
    made_with=(FileProfile("sales.csv", "csv", 9, (Table("", 2, (Column("month", "number"),)),)),),
)
TOOL = replace(TOOL, source=TOOL.source + "READ = None\n")
SAMPLE = (("sales.csv", b"month,amount\n3,4\n"), ("Übersicht 表.txt", b""))


def written(members: Mapping[str, bytes], hashes: bool = True, **about: Any) -> bytes:
    """A ZIP of `members`; its manifest is given their hashes. `about`: of the last member's ZipInfo."""
    made, others = io.BytesIO(), {name: one for name, one in members.items() if name != "tool.toml"}
    told = {"sha256": {name: hashlib.sha256(one).hexdigest() for name, one in others.items()}}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            if name == "tool.toml" and hashes:
                content += b"\n" + tomli_w.dumps(told).encode()
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if name == list(members)[-1]:
                for key, value in about.items():
                    setattr(info, key, value)
            archive.writestr(info, content)
    return made.getvalue()


def members(tool: Tool = TOOL, **more: bytes) -> dict[str, bytes]:
    return {"tool.toml": manifest_of(tool).encode(), "program.py": tool.source.encode(), **more}


def refusal(content: bytes) -> str:
    with pytest.raises(BadPack) as refused:
        unpacked(content)
    return str(refused.value)


@pytest.mark.parametrize("tool", [TOOL, *load_recipes()], ids=lambda tool: tool.id or "TOOL")
def test_the_same_tool_comes_back_in_the_same_bytes(tool: Tool) -> None:
    content = packed(tool, SAMPLE)
    assert content == packed(tool, SAMPLE)
    assert unpacked(content) == unpacked(io.BytesIO(content))
    assert unpacked(content).tool == replace(tool, id="")
    assert unpacked(content).sample == SAMPLE


def test_values_of_the_data_it_was_made_with_stay_here() -> None:
    column = Column("name", "text", 1, 2, "Secret-1", "Secret-2", ("Secret-3",))
    profile = FileProfile(
        "a.csv",
        "csv",
        9,
        (Table("", 2, (column,), (("Secret-4",),)),),
        head="Secret-5",
        contents=("Secret-6",),
    )
    tool = unpacked(packed(replace(TOOL, made_with=(profile,)))).tool
    assert "Secret" not in repr(tool)
    assert tool.made_with[0].tables[0].columns == (Column("name", "text"),)


def test_its_name_is_safe() -> None:
    assert file_name(TOOL) == "Sum _one_ month _ 按月.oneoff"


@pytest.mark.parametrize("content", [b"", b"x" * 500, b"%PDF-1.7\n" * 50])
def test_what_is_no_zip_is_no_tool(content: bytes) -> None:
    assert refusal(content) == "This isn't a tool of Oneoff. Tools are files that end in .oneoff."


def test_another_zip_is_no_tool() -> None:
    assert "isn't a tool" in refusal(written({"a": b"1"})) or "doesn't belong" in refusal(
        written({"a": b"1"})
    )
    assert "isn't a tool" in refusal(written({"tool.toml": b""}))


def test_every_flipped_byte_is_noticed_or_changes_nothing() -> None:
    content = packed(TOOL, SAMPLE)
    noticed = 0
    for at in range(0, len(content), 3):
        damaged = bytearray(content)
        damaged[at] ^= 0x41
        try:
            assert unpacked(bytes(damaged)) == unpacked(content)
        except BadPack:
            noticed += 1
    assert noticed > len(content) / 3 / 2
    for cut in range(0, len(content), 97):
        refusal(content[:cut])


def test_a_member_that_was_changed_alone_is_noticed() -> None:
    kept = unpacked(packed(TOOL, SAMPLE))
    with zipfile.ZipFile(io.BytesIO(packed(TOOL, SAMPLE))) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    for name in inside:
        if name != "tool.toml":
            assert refusal(written({**inside, name: inside[name] + b"\n"}, hashes=False)) == packing._DAMAGED
    assert refusal(written({**inside, "sample/more.csv": b""}, hashes=False)) == packing._DAMAGED
    assert unpacked(written(inside, hashes=False)) == kept


@pytest.mark.parametrize(
    "name",
    [
        "../../evil",
        "/etc/passwd",
        "sample/../../evil",
        "sample/../x",
        "sample//x",
        "sample/a/b",
        "sample/a\\b",
        "sample/..",
        "sample/a\x01b",
        "sample/\u202egnp.exe",
        "C:\\x",
        "Program.py",
        "TOOL.TOML",
        "__MACOSX/x",
        "sample/a\u0308",
        "sample/" + "x" * 5000,
    ],
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    assert refusal(written({**members(), name: b"x"})).startswith("This file holds something")


def test_a_name_in_an_old_encoding_is_refused() -> None:
    content = written({**members(), "sample/ä": b"x"})
    odd = bytearray(content)
    for at in range(len(odd) - 4):
        if bytes(odd[at : at + 4]) in (b"PK\x03\x04", b"PK\x01\x02"):
            odd[at + (7 if odd[at + 2] == 3 else 9)] = 0  # the flag for UTF-8
    assert "doesn't belong" in refusal(bytes(odd))


def test_links_doubles_and_passwords_are_refused() -> None:
    link = written({**members(), "sample/a": b"/etc/passwd"}, external_attr=(stat.S_IFLNK | 0o777) << 16)
    assert "doesn't belong" in refusal(link)
    assert "same name" in refusal(written({**members(), "sample/a": b"", "sample/A": b""}))
    content = written(members())
    locked = bytearray(content)
    locked[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert "password" in refusal(bytes(locked))
    many = {f"sample/{number}": b"" for number in range(70)}
    assert "larger than" in refusal(written({**members(), **many}))


def test_bombs_are_not_unpacked() -> None:
    bomb = written({**members(), "sample/zeros": bytes(150_000_000)})
    assert len(bomb) < 1_000_000
    assert "larger than 100 MB" in refusal(bomb)
    assert "larger than 100 MB" in refusal(written({**members(), "program.py": b"#" * 3_000_000}))
    lying = bytearray(written({**members(), "sample/zeros": bytes(50_000_000)}))
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = lying.rindex(sign) + at
        lying[place : place + 4] = struct.pack("<I", 10)
    assert refusal(bytes(lying)) == packing._DAMAGED


def test_a_list_of_members_without_end_isnt_read() -> None:
    content = bytearray(written(members()))
    content[-10:-6] = struct.pack("<I", 2**31)
    assert "larger than" in refusal(bytes(content))


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ("format = 99\ntitle = 'x'\n", "saved by a later Oneoff"),
        ("format = 'one'\ntitle = 'x'\n", "can't be read"),
        ("title = [", "can't be read"),
        ("format = 1\n", "isn't complete"),
        ("format = 1\ntitle = 3\n", "isn't complete"),
        ("format = 1\ntitle = 'x'\nkind = 'exe'\n", "isn't complete"),
        ("format = 1\ntitle = 'x'\nkind = 'html'\n", "another program"),
        ("format = 1\ntitle = ' '\n", "has no name"),
        ("x = " + "[" * 5000, "can't be read"),
    ],
)
def test_descriptions_that_cant_be_used(manifest: str, said: str) -> None:
    assert said in refusal(written(members() | {"tool.toml": manifest.encode()}))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"inputs": (replace(MONTH, name="YEAR"),)}, "has no input called YEAR"),
        ({"inputs": (MONTH, MONTH)}, "Two fields"),
        ({"inputs": (replace(MONTH, default=13),)}, "“Month” of this tool is filled in"),
        ({"inputs": (replace(MONTH, default="x"),)}, "“Month” of this tool is filled in"),
        (
            {"inputs": (replace(MONTH, schema={"$ref": "http://127.0.0.1:9/x"}),)},
            "“Month” of this tool can't",
        ),
        (
            {"inputs": (replace(MONTH, schema={"type": "string", "pattern": "(a+)+$"}, default="a" * 40),)},
            "“Month” of this tool can't",
        ),
        ({"inputs": (replace(MONTH, schema={"type": "wrong"}),)}, "“Month” of this tool is filled in"),
        ({"inputs": tuple(replace(MONTH, name=f"M{n}") for n in range(99))}, "more than a form can hold"),
        ({"packages": ('x",\nimport os',)}, "names packages"),
        ({"installed": ("x @ http://evil.example/x.whl",)}, "names packages"),
        ({"installed": ("x==1.0",)}, "names packages"),
        ({"files": (FileSlot("a.csv"), FileSlot("A.csv"))}, "the same file twice"),
        ({"inputs": (replace(MONTH, schema={"pattern": "("}),)}, "“Month” of this tool can't"),
        ({"inputs": (replace(MONTH, schema={"enum": [date(2024, 1, 1)]}),)}, "can't be read"),
        ({"inputs": (replace(MONTH, default=float("nan")),)}, "can't be read"),
        ({"request": "a\0b"}, "can't be read"),
        ({"hosts": ("evil.example/path?x",)}, "names addresses"),
        ({"files": (FileSlot("../x"),)}, "by a name that no file can have"),
        ({"title": "x" * 400}, "more than a form can hold"),
        ({"source": "MONTH = 3\nREAD = (\n"}, "can't be read"),
        ({"source": "(" * 20_000}, "can't be read"),
        ({"source": " "}, "no program"),
    ],
)
def test_a_tool_that_doesnt_hold_together(changed: dict[str, Any], said: str) -> None:
    assert said in refusal(written(members(replace(TOOL, **changed))))


def test_too_much_to_try_it_with_isnt_written() -> None:
    with pytest.raises(BadPack, match="Leave them out"):
        packed(TOOL, [("big", bytes(packing.MOST_BYTES + 1))])


ODD: tuple[Any, ...] = (
    *("", "x", "\0", "(", "x" * 400, "../x", "\u202ex"),
    *(0, -1, 10**40, float("inf"), True, date(2024, 1, 1)),
    *([], [[]], {}, {"$ref": "file:///etc/passwd"}, [{"name": ""}]),
)


def test_whatever_stands_in_a_description_it_is_a_tool_that_can_be_kept_or_a_sentence() -> None:
    chance, opened = random.Random(7), 0
    plain = tomllib.loads(manifest_of(TOOL))
    for _ in range(400):
        told = copy.deepcopy(plain)
        for _change in range(chance.randint(1, 2)):
            _change_something(told, chance)
        content = written({"tool.toml": tomli_w.dumps(told).encode(), "program.py": TOOL.source.encode()})
        try:
            tool = unpacked(content).tool
        except BadPack:
            continue
        opened += 1
        json.dumps(to_plain(tool), allow_nan=False)
        unpacked(packed(tool))
        for spec in tool.inputs:
            with contextlib.suppress(BadInput):
                check(spec, 3)
    assert opened


def _change_something(told: Any, chance: random.Random) -> None:
    """Somewhere in it, a value for another."""
    at: Any = told
    while True:
        key = chance.choice(list(at) if isinstance(at, dict) else list(range(len(at))))
        if not isinstance(at[key], (dict, list)) or not at[key] or chance.random() < 0.3:
            at[key] = copy.deepcopy(chance.choice(ODD))
            return
        at = at[key]
