# ---- letters on paper -----------------------------------------------------------------------------------

CHINESE_FONTS = [
    "wqy-microhei.ttc", "wqy-zenhei.ttc", "DroidSansFallbackFull.ttf", "DroidSansFallback.ttf",
    "uming.ttc", "simhei.ttf", "Arial Unicode.ttf",
]  # fmt: skip
LOST = set()  # letters that no font here has
LOOK = {"usual": "Helvetica"}


def font_file(names):
    """Where the first of these fonts lies, None where none is there."""
    here = [Path(importlib.util.find_spec("matplotlib").origin).parent / "mpl-data" / "fonts" / "ttf"]
    folders = ["/usr/share/fonts", "/usr/local/share/fonts", *here]
    found = {path.name: path for folder in folders for path in Path(folder).rglob("*.tt[fc]")}
    return next((found[name] for name in names if name in found), None)


@functools.cache
def font(kind):
    """ "DejaVu", "DejaVu-Bold" or "Chinese", made ready; its letters. None where it isn't there."""
    names = {"DejaVu": ["DejaVuSans.ttf"], "DejaVu-Bold": ["DejaVuSans-Bold.ttf"]}.get(kind, CHINESE_FONTS)
    path = font_file(names)
    if path is None:
        return None
    made = TTFont(kind, str(path), **({"subfontIndex": 0} if path.suffix == ".ttc" else {}))
    pdfmetrics.registerFont(made)
    return made.face.charToGlyph


def is_western(letter):
    try:
        return letter.encode("cp1252") >= b" "
    except UnicodeEncodeError:
        return False


def is_chinese(letter):
    return "\u2e80" <= letter <= "\u9fff" or "\uf900" <= letter <= "\uffef" or letter >= "\U00020000"


def one_look(texts):
    """Chooses the font of all that follows: Helvetica where it has the letters, else DejaVu for all, so that it looks as one."""
    plain = all(
        is_western(letter) or is_chinese(letter) or letter.isspace() for text in texts for letter in text
    )
    LOOK["usual"] = "Helvetica" if plain or not font("DejaVu") else "DejaVu"


def font_of(letter, usual):
    """The font that has the letter, "" where none has."""
    if usual.startswith("Helvetica") and is_western(letter):
        return usual
    for kind in ("Chinese", "DejaVu") if is_chinese(letter) else (usual, "DejaVu", "Chinese"):
        if not kind.startswith("Helvetica") and ord(letter) in (font(kind) or {}):
            return kind
    return ""


def runs(text, bold=False):
    """The text as [(font, letters)]; what no font has becomes “?” and is told by `say_lost`."""
    text = re.sub("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\x00-\x08\x0b-\x1f]", "", text)
    usual, found = LOOK["usual"] + "-Bold" * bold, []
    for letter in unicodedata.normalize("NFC", text.replace("\t", " ")):
        name = font_of(letter, usual)
        if not name:
            LOST.add(letter)
            name, letter = usual, "?"
            font(usual)
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + letter)
        else:
            found.append((name, letter))
    return found


def text_width(text, size, bold=False):
    return sum(pdfmetrics.stringWidth(part, name, size) for name, part in runs(text, bold))


def draw_text(canvas, x, y, text, size, bold=False, align="left", color="black", width=None):
    """One line; where it is wider than `width` it gets smaller, down to two thirds, and is cut then."""
    if width is not None:
        wide = text_width(text, size, bold)
        if wide > width:
            size = max(size * width / wide, size * 2 / 3)
        cut = text
        while cut and text_width(text, size, bold) > width:
            cut = cut[:-1]
            text = cut.rstrip() + "…"
    x -= {"left": 0, "center": 0.5, "right": 1}[align] * text_width(text, size, bold)
    canvas.saveState()
    canvas.setFillColor(color)
    for name, part in runs(text, bold):
        line = canvas.beginText(x, y)
        line.setFont(name, size)
        if bold and name == "Chinese":  # it has no bold letters: their outline is drawn too
            canvas.setStrokeColor(color)
            canvas.setLineWidth(size * 0.025)
            line.setTextRenderMode(2)
        line.textOut(part)
        line.setTextRenderMode(0)
        canvas.drawText(line)
        x += pdfmetrics.stringWidth(part, name, size)
    canvas.restoreState()
    return size


def wrapped(text, size, width, bold=False):
    """The text in lines no wider than `width`; broken at blanks and hyphens, Chinese and long words anywhere."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        pieces = r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef-]+-?|-+|\s+"
        for piece in re.findall(pieces, paragraph):
            while piece.strip() and text_width(line + piece, size, bold) > width:
                if line.strip():
                    lines, line = [*lines, line.rstrip()], ""
                else:
                    fits = next(
                        n
                        for n in range(len(piece), 0, -1)
                        if n == 1 or text_width(piece[:n], size, bold) <= width
                    )
                    lines, piece = [*lines, piece[:fits]], piece[fits:]
            line += piece if line or piece.strip() else ""
        lines.append(line.rstrip())
    return lines


def say_lost():
    if LOST:
        some = " ".join(sorted(LOST)[:10])
        print(f"No font here has these letters, so they are printed as “?”: {some}")
