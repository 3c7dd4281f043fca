"""What a person makes of a tool: its name, what each field is called and may hold, which files it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.tools.tool import FileSlot, Tool
from generator.types import InputSpec
from generator.values import BadInput, check, typed

_PLAIN = ("string", "integer", "number", "boolean")
_LIMITS = ("minimum", "maximum")
MOST_TAGS = 8
MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class Field:
    """What is wished of one input. `asked`: it is in the form, else it stays at `default`. `low`, `high`: None for none;
    `choices`: as they are written, () for any value; `required`: a text must not be empty."""

    label: str
    asked: bool
    default: Any
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    required: bool = False


def may_ask(spec: InputSpec) -> bool:
    """Whether a person may decide about this input; which files there are is decided by the files, and some are filled in."""
    plain = kind_of(spec) in _PLAIN and type(spec.default) in (str, int, float, bool)
    return spec.source != "files" and (not spec.hidden or plain)


def kind_of(spec: InputSpec) -> str:
    """The JSON type of its values."""
    kind = spec.schema.get("type", "string")
    return kind if isinstance(kind, str) else next((one for one in kind if one != "null"), "string")


def field_of(spec: InputSpec) -> Field:
    """An input as it is now."""
    schema = spec.schema
    choices = tuple(map(str, schema.get("enum", ())))
    required = bool(schema.get("minLength"))
    low, high = schema.get("minimum"), schema.get("maximum")
    return Field(spec.label or spec.name, not spec.hidden, spec.default, low, high, choices, required)


def wished(spec: InputSpec, field: Field) -> InputSpec:
    """`spec` as `field` wants it. Raises BadInput with a sentence where that can't be."""
    label = field.label.strip()
    if not label:
        raise BadInput(f"The field “{spec.label or spec.name}” needs a label.")
    if field.low is not None and field.high is not None and field.low > field.high:
        raise BadInput(f"The smallest value of “{label}” is larger than the largest.")
    schema = {name: value for name, value in spec.schema.items() if name not in ("enum", *_LIMITS)}
    if kind_of(spec) in ("integer", "number"):
        limits = zip(_LIMITS, (field.low, field.high), strict=True)
        schema |= {name: _whole(value) for name, value in limits if value is not None}
    if kind_of(spec) == "string":
        schema.pop("minLength", None)
        schema |= {"minLength": 1} if field.required else {}
    if field.choices == field_of(spec).choices:
        schema |= {name: value for name, value in spec.schema.items() if name == "enum"}
    elif choices := list(dict.fromkeys(one.strip() for one in field.choices if one.strip())):
        schema["enum"] = [_as_kind(one, spec, label) for one in choices[:MOST_CHOICES]]
    made = replace(spec, label=label, hidden=not field.asked, schema=schema)
    default = typed(field.default, schema)
    check(made, default)
    return replace(made, default=default)


def reshaped(
    tool: Tool, title: str, fields: Mapping[str, Field], files: Mapping[str, str | None], tags: Sequence[str]
) -> Tool:
    """`tool` with what was wished: `fields` by the names of inputs, `files` by the names of slots: its label, or None where
    it isn't asked for any more. Raises BadInput with a sentence."""
    if not title.strip():
        raise BadInput("A tool needs a name.")
    inputs = tuple(wished(spec, fields[spec.name]) if spec.name in fields else spec for spec in tool.inputs)
    asked = [spec.label.casefold() for spec in inputs if not spec.hidden]
    if twice := next((label for label in asked if asked.count(label) > 1), ""):
        label = next(spec.label for spec in inputs if spec.label.casefold() == twice)
        raise BadInput(f"Two fields are called “{label}”. Give one of them another label.")
    slots = tuple(found for slot in tool.files if (found := _slot(slot, files)))
    made = replace(tool, inputs=inputs, files=slots, tags=_tags(tags))
    same = title.strip() in (tool.title, tool.title_zh)
    return made if same else replace(made, title=title.strip(), title_zh="")


def _slot(slot: FileSlot, files: Mapping[str, str | None]) -> FileSlot | None:
    label = files.get(slot.name, slot.label)
    return None if label is None else replace(slot, label=label.strip() or slot.label)


def _tags(tags: Sequence[str]) -> tuple[str, ...]:
    said = (" ".join(tag.split())[:30] for tag in tags)
    return tuple(dict.fromkeys(tag for tag in said if tag))[:MOST_TAGS]


def _as_kind(text: str, spec: InputSpec, label: str) -> Any:
    """A choice as a value of the input's kind."""
    kind = kind_of(spec)
    if kind not in ("integer", "number"):
        return text
    try:
        return int(text) if kind == "integer" else _whole(float(text))
    except ValueError:
        raise BadInput(f"“{text}” can't be a choice of “{label}”: it isn't a number.") from None


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value
