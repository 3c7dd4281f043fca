"""Files dropped anywhere on the page go to the box, as if they had been dropped on it."""

from __future__ import annotations

import streamlit as st

SCRIPT = """
(() => {
  if (window.oneoffDrops) return;
  window.oneoffDrops = true;
  const box = () => document.querySelector('[data-testid="stChatInput"] input[type="file"]');
  const elsewhere = (event) =>
    event.dataTransfer && [...event.dataTransfer.types].includes("Files") &&
    !event.target.closest('[data-testid="stChatInput"], [data-testid="stFileUploader"]');
  document.addEventListener("dragover", (event) => {
    if (elsewhere(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!elsewhere(event)) return;
    event.preventDefault();
    const given = { bubbles: true, cancelable: true, dataTransfer: event.dataTransfer };
    const there = box();
    if (there) there.dispatchEvent(new DragEvent("drop", given));
  });
})();
"""
"""One of the page's few scripts; the policy names its hash. Without it, a browser leaves the page and shows the file."""


def anywhere() -> None:
    """Once for each page that is open; again it does nothing."""
    st.html(f"<script>{SCRIPT}</script>", unsafe_allow_javascript=True)
