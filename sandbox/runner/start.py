"""First process of a sandbox: `python -I start.py [--threads N] [--warm module,module]`."""

import sys

HERE = __file__.removesuffix("/sandbox/runner/start.py")

if __name__ == "__main__":
    sys.path.insert(0, HERE)
    from sandbox.runner.supervisor import main

    sys.path.remove(HERE)
    main(sys.argv[1:])
