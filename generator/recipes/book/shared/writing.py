# ---- tables that are shown and written ------------------------------------------------------------------


def must_have(names, read, file):
    for name in names:
        if name and name not in read["names"]:
            raise ValueError(f"{file} has no column “{name}”. It has: {', '.join(read['names'][:30])}.")


def tidy(frame):
    """Whole numbers without a decimal point, days without an empty time, nothing where there is nothing."""
    frame = frame.copy()
    for name in frame.columns:
        values, present = frame[name], frame[name].dropna()
        if pd.api.types.is_datetime64_any_dtype(values):
            whole = (present.dt.normalize() == present).all()
            frame[name] = values.dt.strftime("%Y-%m-%d" if whole else "%Y-%m-%d %H:%M:%S")
        elif pd.api.types.is_float_dtype(values) and len(present):
            if (present % 1 == 0).all() and (present.abs() < 2**53).all():
                frame[name] = values.astype("Int64")
            else:
                frame[name] = values.round(10)
    return frame


def stem_of(file):
    return file.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def safe_name(text, most=80):
    """Words that may be the name of a file."""
    kept = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", str(text)).strip(" .-")[:most].strip(" .-")
    return kept or "empty"


def save(frame, name, excel=False):
    """The table as a file in /out: an Excel file where the given one was, else CSV that Excel opens as it is."""
    if excel and len(frame) < 1_048_576:
        options = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
        with pd.ExcelWriter(f"/out/{name}.xlsx", engine="xlsxwriter", engine_kwargs=options) as book:
            frame.to_excel(book, index=False, sheet_name="Table", freeze_panes=(1, 0))
            book.sheets["Table"].autofit(300)
        return f"{name}.xlsx"
    frame.to_csv(f"/out/{name}.csv", index=False, encoding="utf-8-sig")
    return f"{name}.csv"
