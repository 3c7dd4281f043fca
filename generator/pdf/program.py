"""Draws the first pages of PDF files. It runs in the sandbox."""

import json
from pathlib import Path

import pypdfium2

NAMES: list[str] = []
PAGES = 1
WIDE, HIGH = 1200, 1700  # pixels at most


def draw(number: int, name: str) -> int:
    """Writes /out/NUMBER-PAGE.png for each; returns how many pages there are."""
    document = pypdfium2.PdfDocument(f"/in/{name}")
    for at in range(min(len(document), PAGES)):
        page = document[at]
        width, height = page.get_size()
        scale = min(WIDE / max(width, 1), HIGH / max(height, 1), 4)
        page.render(scale=scale).to_pil().convert("RGB").save(f"/out/{number}-{at + 1}.png")
    return len(document)


counts = []
for number, name in enumerate(NAMES):
    try:
        counts.append(draw(number, name))
    except (pypdfium2.PdfiumError, OSError, ValueError, MemoryError):
        counts.append(0)
    Path("/out/pages.json").write_text(json.dumps(counts))
