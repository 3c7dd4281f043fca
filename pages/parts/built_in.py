"""What Streamlit's own pieces say, in the person's language: it has no catalog, so the browser puts ours in their place."""

from __future__ import annotations

import functools
import html
import json

import streamlit as st

from pages import language
from pages.language import N_, _

WORDS = (
    N_("Press Enter to apply"),
    N_("Press Enter to submit form"),
    N_("Press Enter to submit"),
    N_("Press ⌘+Enter to apply"),
    N_("Press Ctrl+Enter to apply"),
    N_("Press Ctrl+Enter to submit form"),
    N_("Send message"),
    N_("Upload"),
    N_("Upload files"),
    N_("Upload or drag and drop files"),
    N_("Drag and drop files here"),
    N_("Start recording"),
    N_("Cancel recording"),
    N_("Submit recording"),
    N_("Recording failed"),
    N_("Show password"),
    N_("Hide password"),
    N_("Clear value"),
    N_("Clear all"),
    N_("Select all"),
    N_("No results"),
    N_("No options to select"),
    N_("Choose an option"),
    N_("Choose options"),
    N_("Choose or add an option"),
    N_("Choose or add options"),
    N_("Add an option"),
    N_("Add options"),
    N_("Choose date"),
    N_("Increment value"),
    N_("Decrement value"),
    N_("Download as CSV"),
    N_("Show/hide columns"),
    N_("Search"),
    N_("Close Search"),
    N_("Fullscreen"),
    N_("Close fullscreen"),
    N_("Sort ascending"),
    N_("Sort descending"),
    N_("Autosize"),
    N_("Format"),
    N_("Pin column"),
    N_("Unpin column"),
    N_("Hide column"),
    N_("Copy column name"),
    N_("Statistics"),
    N_("Copy to clipboard"),
    N_("Copied"),
    N_("Connection error"),
    N_("Connecting"),
    N_("Close"),
    N_("Open sidebar"),
    N_("Collapse sidebar"),
    N_("Sidebar"),
    N_("Open"),
    N_("file upload"),
    N_("Link to heading"),
    N_("Expand sidebar"),
)

SCRIPT = """
(() => {
  const own = '[data-testid="InputInstructions"], [data-testid="stTooltipContent"], [role="tooltip"], [role="menu"],'
    + ' [role="listbox"], [role="dialog"], [data-testid="stDataFrameColumnMenu"], [data-testid="stFileDropzone"], [data-testid="stFileUploader"],'
    + ' [data-baseweb="select"], [data-testid="stChatInput"], [data-testid="stStatusWidget"]';
  const named = ["aria-label", "title", "placeholder"];
  let text = "{}", table = {};
  const words = () => {
    const marks = document.querySelectorAll("[data-words]");
    const now = marks.length ? marks[marks.length - 1].dataset.words : "{}";
    if (now !== text) [text, table] = [now, JSON.parse(now)];
    return table;
  };
  const say = (root, table) => {
    if (root.nodeType === 3) {
      const said = table[root.nodeValue.trim()];
      if (said && root.parentElement && root.parentElement.closest(own)) root.nodeValue = said;
      return;
    }
    if (root.nodeType !== 1) return;
    for (const name of named) {
      const [, phrase, of] = /^(.+?)(: .*)?$/s.exec(root.getAttribute(name) || "") || [];
      if (table[phrase]) root.setAttribute(name, table[phrase] + (of || ""));
    }
    for (const child of root.childNodes) say(child, table);
  };
  words();
  if (text === "{}" && !window.oneoffSays) return;
  say(document.body, table);
  if (window.oneoffSays) return;
  window.oneoffSays = new MutationObserver((changes) => {
    const table = words();
    if (text === "{}") return;
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach((node) => say(node, table));
      else say(change.target, table);
    }
  });
  window.oneoffSays.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: named,
  });
})();
"""
"""A script of ours; the policy names its hash. It changes whole phrases only, and only where Streamlit speaks."""


def translate() -> None:
    """For this page; in English nothing is changed."""
    st.html(
        f'<i hidden data-words="{_table(language.now())}"></i><script>{SCRIPT}</script>',
        unsafe_allow_javascript=True,
    )


@functools.cache
def _table(spoken: str) -> str:
    """Of the language that is spoken now."""
    said = {} if spoken == "en" else {word: _(word) for word in WORDS}
    return html.escape(json.dumps(said, ensure_ascii=False), quote=True)
