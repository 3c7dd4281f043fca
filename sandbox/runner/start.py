"""First process of a sandbox: `python -I start.py [--threads N] [--warm module,module]`."""

import sys
from pathlib import Path

HERE = str(Path(__file__).resolve().parents[2])

if __name__ == "__main__":
    sys.path.insert(0, HERE)
    from sandbox.runner.supervisor import main

    sys.path.remove(HERE)
    main(sys.argv[1:])
