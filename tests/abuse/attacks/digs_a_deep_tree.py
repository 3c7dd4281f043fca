# What: makes a tree of 3,000 folders in /out, with a file at its end.
# Ends: exited
# Code: 0
# Says: deeper
import os

place = os.open("/out", os.O_RDONLY)
for _ in range(3000):
    os.mkdir("deep", dir_fd=place)
    below = os.open("deep", os.O_RDONLY, dir_fd=place)
    os.close(place)
    place = below
os.close(os.open("end", os.O_CREAT | os.O_WRONLY, dir_fd=place))
print("TRIED")
