# What: leaves pipes and sockets in /out, on which a reader would wait for ever.
# Ends: exited
# Code: 0
# Says: ordinary files
import os
import socket

for number in range(50):
    os.mkfifo(f"/out/pipe-{number}.csv")
    socket.socket(socket.AF_UNIX).bind(f"/out/socket-{number}.csv")
print("TRIED")
