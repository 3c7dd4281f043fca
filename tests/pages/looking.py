"""What a person could read on a page under test, and what reaches the browser at all."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

_READ = ("title", "header", "subheader", "markdown", "caption", "text", "code", "warning", "error", "info")


def words(page: AppTest) -> str:
    """All text on the page, one element a line, without Markdown's backslashes."""
    assert not page.exception, [one.message for one in page.exception]
    said = "\n".join(str(getattr(element, "value", "")) for kind in _READ for element in page.get(kind))
    return said.replace("\\", "")


def address(page: AppTest) -> str:
    """The conversation that the page's address names."""
    named = page.query_params["c"]
    return named if isinstance(named, str) else str(named[0])


def labels(page: AppTest) -> list[str]:
    """The labels of all buttons, without Markdown's backslashes."""
    kinds = ("button", "download_button")
    return [str(one.proto.label).replace("\\", "") for kind in kinds for one in page.get(kind)]


def sent(page: AppTest) -> str:
    """Everything that goes to the browser, as text."""
    return "\n".join(str(node.proto) for node in _nodes(page._tree))  # type: ignore[attr-defined]


def _nodes(node: object) -> list[object]:
    children = getattr(node, "children", None)
    inner = [found for child in (children or {}).values() for found in _nodes(child)]
    return [*([node] if getattr(node, "proto", None) is not None else []), *inner]


def in_order(page: AppTest) -> list[str]:
    """The kinds of all elements, from top to bottom."""
    return [str(getattr(node, "type", "")) for node in _nodes(page._tree)]
