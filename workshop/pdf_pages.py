"""A PDF that a program made is shown as pictures of its first pages, drawn in the sandbox: nothing opens it here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.pdf import FILES, PAGES, PagePicture, pages_source, read_pages
from sandbox.base import Execution, InputFile, Limits, Output
from workshop.blobs import Blobs
from workshop.views import DRAWN

LIMITS = Limits(wall_seconds=20.0, output_bytes=60_000_000)

Run = Callable[[str, tuple[InputFile, ...]], Execution]


def page_pictures(blobs: Blobs, outputs: Sequence[Output], run: Run) -> tuple[Output, ...]:
    """Pictures of the first pages of the first PDFs among `outputs`; none where they can't be drawn."""
    files = [output for output in outputs if output.file and output.mime == "application/pdf"][:FILES]
    if not files:
        return ()
    names = [f"{number}.pdf" for number in range(len(files))]
    given = tuple(
        InputFile(name, blobs.path(blobs.put(file.data))) for name, file in zip(names, files, strict=True)
    )
    made = {output.name: output.data for output in run(pages_source(names), given).outputs}
    return tuple(_output(files[picture.file].name, picture) for picture in read_pages(made))


def _output(name: str, picture: PagePicture) -> Output:
    last = picture.page == min(picture.pages, PAGES)
    return Output(
        f"{name}, page {picture.page}.png",
        f"image/png{DRAWN}{picture.page}",
        picture.png,
        text=f"{name}, page {picture.page} of {picture.pages}",
        cut=f"first {PAGES} of {picture.pages:,} pages" if last and picture.pages > PAGES else "",
    )
