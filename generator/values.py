"""What a person puts into a form, checked against the JSON Schema of the input."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

from generator.types import InputSpec


class BadInput(ValueError):
    """A value that a program can't work with. The text is a sentence for a person."""


def typed(value: Any, schema: dict[str, Any]) -> Any:
    """A value as a form gives it, as the schema wants it: 3.0 as 3, lines as a list."""
    if schema.get("type") == "integer" and isinstance(value, float) and value.is_integer():
        return int(value)
    if schema.get("type") == "array" and isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    return list(value) if isinstance(value, tuple) else value


def check(spec: InputSpec, value: Any) -> None:
    """Raises BadInput where `value` isn't what the input's JSON Schema asks for."""
    formats = Draft202012Validator.FORMAT_CHECKER if value != "" else None
    error = next(iter(Draft202012Validator(spec.schema, format_checker=formats).iter_errors(value)), None)
    if error is None:
        return
    said = {
        "minimum": "must be at least",
        "maximum": "must be at most",
        "maxLength": "may have at most this many letters:",
        "minLength": "must have at least this many letters:",
    }
    wanted = error.validator_value
    if error.validator == "minLength" and wanted == 1:
        raise BadInput(f"“{spec.label}” must not be empty.")
    if error.validator == "enum":
        some = ", ".join(str(option) for option in wanted[:12] if option != "")
        raise BadInput(f"“{spec.label}” can't be “{error.instance}”. Choose one of: {some}.")
    if error.validator in said:
        raise BadInput(f"“{spec.label}” {said[str(error.validator)]} {wanted:,}.")
    kinds = {
        "integer": "a whole number",
        "number": "a number",
        "string": "text",
        "boolean": "yes or no",
        "array": "a list, one a line",
    }
    if error.validator == "type":
        raise BadInput(f"“{spec.label}” must be {kinds.get(str(wanted), str(wanted))}.")
    raise BadInput(f"“{spec.label}” can't be “{error.instance}”. Dates are written like 2026-05-31.")
