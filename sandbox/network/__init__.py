"""A program's way to the hosts that its person allowed. The other end is `runner/gate.py`."""
