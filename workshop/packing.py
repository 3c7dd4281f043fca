"""A tool as one file to give to others: a ZIP that ends in `.oneoff`, written here and read as untrusted.

    tool.toml                    the manifest, and the SHA-256 of every other member
    program.py | page.html       the program
    sample/NAME                  files to try it with, where they were put in

The hashes tell of damage and of a member that was changed alone. They are no signature: who changes a member can change
its hash, so nothing here says who made a tool.
"""

from __future__ import annotations

import hashlib
import io
import stat
import tomllib
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import tomli_w

from generator.recipes import set_page_inputs
from generator.tools import BadManifest, Tool, manifest_of, read_manifest
from generator.tools.sound import trouble_of
from generator.types import Column, FileProfile, Table
from sandbox.names import safe_name, unique_names
from sandbox.parameters import UnknownInput, set_inputs
from sandbox.text import clean

ENDING = ".oneoff"
MOST_BYTES = 100_000_000  # of the file, and of all that it unpacks to
_MOST_MEMBERS = 60
_MOST_MANIFEST, _MOST_PROGRAM = 2_000_000, 2_000_000  # bytes
_MOST_LISTED = 100_000  # bytes of the ZIP's own list of members
_MANIFEST, _SAMPLE = "tool.toml", "sample/"
_PROGRAMS = {"python": "program.py", "html": "page.html"}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP knows: the same tool gives the same bytes
_END = b"PK\x05\x06"
_LOCATOR_64 = b"PK\x06\x07"
_DAMAGED = "This file is damaged, or was changed after it was saved. Ask for it once more."
_NO_TOOL = "This isn't a tool of Oneoff. Tools are files that end in .oneoff."
_TOO_LARGE = f"This tool is larger than {MOST_BYTES // 1_000_000} MB, which is the most. Ask for it without the files to try it with."
_STRANGE = "This file holds something that doesn't belong into a tool, so I don't open it: {name}"


class BadPack(ValueError):
    """It can't be opened, or written; the text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Packed:
    """`sample`: name and content of the files to try it with."""

    tool: Tool
    sample: tuple[tuple[str, bytes], ...] = ()


def file_name(tool: Tool) -> str:
    """ "Sum by month.oneoff"."""
    return safe_name(f"{(tool.title or 'tool')[:80].strip().rstrip('.')}{ENDING}")


def packed(tool: Tool, sample: Sequence[tuple[str, bytes | Path]] = ()) -> bytes:
    """The file. Of the data that the tool was made with it holds names and types, and no values; `sample` goes in whole.
    Raises `BadPack` where it would be too large."""
    members: dict[str, bytes] = {_PROGRAMS[tool.kind]: tool.source.encode()}
    size = sum(len(one) if isinstance(one, bytes) else one.stat().st_size for _, one in sample)
    if size > MOST_BYTES or len(sample) > _MOST_MEMBERS - 2:
        raise BadPack("The files to try it with are too large to be put in. Leave them out.")
    for name, (_, content) in zip(unique_names(name for name, _ in sample), sample, strict=True):
        members[_SAMPLE + name] = content if isinstance(content, bytes) else content.read_bytes()
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}
    manifest = manifest_of(_without_values(tool)) + "\n" + tomli_w.dumps({"sha256": hashes})
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in {_MANIFEST: manifest.encode(), **members}.items():
            about = zipfile.ZipInfo(name, _LONG_AGO)
            about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, (stat.S_IFREG | 0o644) << 16
            about.create_system = 3
            archive.writestr(about, content)
    return made.getvalue()


def _without_values(tool: Tool) -> Tool:
    return replace(tool, made_with=tuple(map(_shape, tool.made_with)))


def _shape(profile: FileProfile) -> FileProfile:
    """What another file is compared with: which tables, which columns, of what type."""
    tables = tuple(
        Table(table.name, table.rows, tuple(map(_column, table.columns)), read=table.read)
        for table in profile.tables
    )
    return FileProfile(profile.name, profile.format, profile.bytes, tables, profile.encoding)


def _column(column: Column) -> Column:
    return Column(
        column.name, column.type, date_format=column.date_format, unit=column.unit, header=column.header
    )


def unpacked(content: bytes | BinaryIO | Path) -> Packed:
    """The tool in a file from anywhere, its id "". Nothing of it is run or written. Raises `BadPack`."""
    try:
        if isinstance(content, Path):
            with content.open("rb") as file:
                return _read(file)
        return _read(io.BytesIO(content) if isinstance(content, bytes) else content)
    except BadManifest as error:
        raise BadPack(str(error)) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise BadPack(_DAMAGED) from error
    except (ValueError, KeyError, IndexError, OverflowError) as error:
        raise error if isinstance(error, BadPack) else BadPack(_DAMAGED) from error


def _read(file: BinaryIO) -> Packed:
    _look_at_its_end(file)
    with zipfile.ZipFile(file) as archive:
        infos = _members(archive)
        manifest = _bytes(archive, infos[_MANIFEST], _MOST_MANIFEST)
        names = [name for name in _PROGRAMS.values() if name in infos]
        program = _bytes(archive, infos[names[0]], _MOST_PROGRAM)
        text = manifest.decode("utf-8")
        tool = _in_plain_letters(read_manifest(text, program.decode("utf-8")))
        _refuse_what_doesnt_fit(tool, names[0])
        sample = {
            name: _bytes(archive, info, MOST_BYTES)
            for name, info in infos.items()
            if name.startswith(_SAMPLE)
        }
    hashes = {name: hashlib.sha256(one).hexdigest() for name, one in {names[0]: program, **sample}.items()}
    if tomllib.loads(text).get("sha256") != hashes:
        raise BadPack(_DAMAGED)
    return Packed(tool, tuple((name.removeprefix(_SAMPLE), one) for name, one in sample.items()))


def _in_plain_letters(tool: Tool) -> Tool:
    """Nothing that is shown of it can turn the direction of a line or hide letters."""
    return replace(
        tool,
        title=clean(tool.title),
        does=clean(tool.does),
        tags=tuple(map(clean, tool.tags)),
        inputs=tuple(replace(spec, label=clean(spec.label)) for spec in tool.inputs),
        files=tuple(replace(slot, label=clean(slot.label)) for slot in tool.files),
    )


def _look_at_its_end(file: BinaryIO) -> None:
    """Before a ZIP's list of members is read at all: how long it says it is. What we write has no comment and no ZIP64."""
    size = file.seek(0, io.SEEK_END)
    if size > MOST_BYTES:
        raise BadPack(_TOO_LARGE)
    file.seek(max(0, size - 42))
    tail = file.read(42)
    file.seek(0)
    if tail[-22:-18] != _END or tail[-2:] != b"\0\0":
        file_begins = file.read(4)
        raise BadPack(_DAMAGED if file_begins == b"PK\x03\x04" else _NO_TOOL)
    if tail[:4] == _LOCATOR_64 or int.from_bytes(tail[-10:-6], "little") > _MOST_LISTED:
        raise BadPack(_TOO_LARGE)


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = [info for info in archive.infolist() if not (info.is_dir() and info.orig_filename == _SAMPLE)]
    if len(infos) > _MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_BYTES:
        raise BadPack(_TOO_LARGE)
    for info in infos:
        _refuse_a_strange(info)
    members = {info.filename: info for info in infos}
    if len({name.casefold() for name in members}) < len(infos):
        raise BadPack("This file holds two files of the same name, so I don't open it.")
    if _MANIFEST not in members or sum(name in members for name in _PROGRAMS.values()) != 1:
        raise BadPack(_NO_TOOL)
    return members


def _refuse_a_strange(info: zipfile.ZipInfo) -> None:
    """Names are compared as they stand in the file, before anything of Python's or ours has tidied them."""
    name = info.orig_filename
    if info.flag_bits & 0x1:
        raise BadPack("This tool is protected with a password. Ask for one without.")
    inside = name.removeprefix(_SAMPLE)
    known = name in (_MANIFEST, *_PROGRAMS.values()) or (name != inside and safe_name(inside) == inside)
    written_plainly = name.isascii() or bool(info.flag_bits & 0x800)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if not known or not written_plainly or name != info.filename or kind not in (0, stat.S_IFREG):
        raise BadPack(_STRANGE.format(name=safe_name(name[-60:])))


def _bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """Whatever it says of its size, no more than `most` bytes are unpacked."""
    if info.file_size > most:
        raise BadPack(_TOO_LARGE)
    with archive.open(info) as member:
        content = member.read(most + 1)
    if len(content) > most or len(content) != info.file_size:
        raise BadPack(_DAMAGED)
    return content


def _refuse_what_doesnt_fit(tool: Tool, program: str) -> None:
    if _PROGRAMS[tool.kind] != program:
        raise BadPack("The description of this tool is of another program.")
    if trouble := trouble_of(tool) or _unfit_form(tool):
        raise BadPack(trouble)
    if any(slot.name and safe_name(slot.name) != slot.name for slot in tool.files):
        raise BadPack("This tool asks for a file by a name that no file can have.")


def _unfit_form(tool: Tool) -> str:
    """The fields are constants of the program, and their values can stand in it."""
    values = {spec.name: spec.default for spec in tool.inputs}
    try:
        if tool.kind == "python":
            set_inputs(tool.source, values)
        elif values:
            set_page_inputs(tool.source, values)
    except UnknownInput as error:
        return f"The form of this tool doesn't fit its program. {error}"
    except KeyError:
        return "The form of this tool doesn't fit its program."
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return "The program of this tool can't be read."
    return ""
