# What: ends while a child of its holds its streams open.
# Ends: exited
# Code: 0
import subprocess

subprocess.Popen(["sleep", "1000"], start_new_session=True)
print("TRIED")
