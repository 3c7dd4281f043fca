# What: leaves files whose names are markup, paths, commands, or no text at all.
# Ends: exited
# Code: 0
import os

names = [
    *("line\nbreak.csv", "<img src=x onerror=alert(1)>.csv", "report\u202efdp.exe", "\u061cmark", "\u200e"),
    *("n" * 255, ".hidden", "...", "-rf", "--help", " ", "  spaces  ", "tab\t", "CON", "nul.txt", "a\\..\\b"),
    *("C:\\x", "a:b", "$(id)", "`id`", "'; DROP TABLE runs; --", "%2e%2e%2f", "{{7*7}}", "same", "SAME"),
    *(
        "\x1b[31mred",
        "\x07",
        "\u2028",
        "\ufeff",
        "\U000e0041",
        "table-1.json",
        "e\u0301",
        "\u00e9",
        "__proto__",
    ),
    *(b"\xff\xfe", b"\xed\xa0\x80", b"caf\xe9.csv"),
]
for name in names:
    with open(os.path.join(b"/out", os.fsencode(name)), "w") as file:
        file.write("kept")
os.mkdir("/out/a\nb")
open("/out/a\nb/<b>.txt", "w").close()
print("TRIED")
