# What: becomes another program that knows nothing of the sandbox.
# Ends: exited
# Code: 7
import os

os.execv("/bin/sh", ["sh", "-c", "echo TRIED; echo '{\"code\": 0}' >&3; exit 7"])
