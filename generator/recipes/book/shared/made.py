# ---- what was made --------------------------------------------------------------------------------------


def made_table(result, ending=""):
    """The table in the file that was made, each cell as text, None where there is nothing."""
    names = [name for name in result.files if name.endswith((".csv", ".xlsx")) and ending in name]
    if not names:
        cannot_tell("No file was made.")
    path = result.files[names[0]]
    if names[0].endswith(".csv"):
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    else:
        frame = pd.read_excel(path, dtype=str, keep_default_na=False)
    return frame.where(frame != "", None)


def plainly(value):
    """A cell as it is compared: without blanks around and ".0", "" where there is nothing."""
    if value is None or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return ""
    return re.sub(r"^(-?\d+)\.0+$", r"\1", re.sub(r"\s+", " ", str(value)).strip().casefold())


def as_cell(value):
    """A cell as it is compared where numbers may be written in several ways: 1.50 and "1.5" are the same."""
    try:
        return f"{float(str(value)):.10g}" if plainly(value) else ""
    except ValueError:
        return plainly(value)
