import sys
from pathlib import Path

from addresses import read_addresses
from batches import SIZE, batches


def write_batches(source, folder, size=SIZE):
    """Returns how many files were written."""
    folder = Path(folder)
    folder.mkdir(exist_ok=True)
    made = batches(read_addresses(Path(source).read_text(encoding="utf-8")), size)
    for number, batch in enumerate(made, 1):
        (folder / f"batch-{number:02}.txt").write_text("\n".join(batch) + "\n", encoding="utf-8")
    return len(made)


if __name__ == "__main__":
    print(write_batches(*sys.argv[1:3]), "batches")
