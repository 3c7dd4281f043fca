"""Stands at the top of an exported script, as text: how a program shows things where no page shows them."""

from pathlib import Path


# Outside Oneoff, tables are printed, and charts, pictures and pages are saved into the folder "out".
def display(*things, **_options):
    for thing in things:
        kind = type(thing).__module__.partition(".")[0]
        if hasattr(thing, "savefig"):
            save_shown("png", thing.savefig)
        elif hasattr(thing, "write_html"):
            save_shown("html", thing.write_html)
        elif kind == "altair":
            save_shown("html", lambda path, chart=thing: chart.save(str(path)))
        elif kind == "PIL":
            save_shown("png", thing.save)
        elif kind == "IPython" and isinstance(thing.data, str):
            save_shown("html", lambda path, page=thing: path.write_text(page.data, encoding="utf-8"))
        elif hasattr(thing, "to_string"):
            print(thing.to_string())
        elif thing is not None and kind != "matplotlib":
            print(thing)


def save_shown(ending, save):
    folder = Path("out")
    folder.mkdir(exist_ok=True)
    path = folder / f"shown {1 + len(list(folder.glob('shown *')))}.{ending}"
    save(path)
    print(f"Saved {path}")
