"""A tool: a program that is kept, with its form, the files it asks for, and its checks. A recipe is one that ships."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.evidence.types import Claim
from generator.types import FileProfile, InputSpec, Kind


@dataclass(frozen=True, slots=True)
class FileSlot:
    """Files that a tool asks for. `name`: how its program finds the one file in `/in`, whatever that is called; "": files
    keep their own names, and there may be `several`. `formats`: of `FileProfile.format`, () for any."""

    name: str = ""
    label: str = ""
    formats: tuple[str, ...] = ()
    several: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class Tool:
    """All that makes a tool what it is, and nothing of where it is kept: plain data.

    `inputs`: those that are `hidden` are fixed, or filled in by us. `made_with`: what the data was like it was made with,
    by the names of `files`. `packages`: ("pandas==3.1.1",), what it ran with; `installed`: those of them that must be
    installed first. `hosts`: what it may reach.
    """

    id: str
    title: str
    source: str
    kind: Kind = "python"
    does: str = ""
    inputs: tuple[InputSpec, ...] = ()
    files: tuple[FileSlot, ...] = ()
    checks: tuple[Claim, ...] = ()
    tags: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    installed: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    made_with: tuple[FileProfile, ...] = ()
    request: str = ""  # what it was made for, in the person's words
    title_zh: str = ""
    does_zh: str = ""
    examples: tuple[str, ...] = field(default=())  # requests that ask for it
    examples_zh: tuple[str, ...] = field(default=())

    @property
    def form(self) -> tuple[InputSpec, ...]:
        """What a person is asked."""
        return tuple(spec for spec in self.inputs if not spec.hidden)
