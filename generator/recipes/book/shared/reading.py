# ---- reading a table ------------------------------------------------------------------------------------


def read_table(name, read, columns=None):
    """The table as text and numbers; `columns` are the ones that are needed, all if None."""
    path, names = "/in/" + name, read["names"]
    wanted = names if columns is None else [column for column in names if column in columns]
    if read["format"] == "csv":
        frame = read_text_table(path, read, wanted)
    elif read["format"] == "excel":
        frame = pd.read_excel(
            io.BytesIO(Path(path).read_bytes()), sheet_name=read["sheet"], header=None, skiprows=read["skip"] + (read["header"] is not None),
            dtype=object, keep_default_na=False, na_values=["", *read["na"]], **part_of_sheet(read),
        )  # fmt: skip
        frame = (
            frame.iloc[:, : len(names)]
            .set_axis(range(min(len(names), frame.shape[1])), axis=1)
            .reindex(columns=range(len(names)))
            .set_axis(names, axis=1)
        )
        frame = convert(frame.dropna(how="all").reset_index(drop=True)[wanted], read)
    else:
        frame = convert(read_records(path, read).reindex(columns=names)[wanted], read)
    return frame


def part_of_sheet(read):
    """Of several tables in a sheet, which columns and how many rows are its: "B4:F20" with a header in row 4."""
    if not read.get("cells"):
        return {}
    first, last = read["cells"].split(":")
    columns = ":".join(cell.rstrip("0123456789") for cell in (first, last))
    bottom = int("".join(sign for sign in last if sign.isdigit()))
    return {"usecols": columns, "nrows": bottom - read["skip"] - (read["header"] is not None)}


def read_text_table(path, read, wanted):
    names = read["names"] + [f"(extra {number})" for number in range(read.get("extra", 0))]
    pieces = []
    with open(path, encoding=read["encoding"], errors="replace", newline="") as file:
        source = io.StringIO(file.read().replace("\0", "")) if read.get("nul") else file
        parts = pd.read_csv(
            source, sep=read["sep"], header=0 if read["header"] is not None else None, skiprows=read["skip"], names=names,
            usecols=wanted, index_col=False, dtype=str, keep_default_na=False, na_values=["", *read["na"]], chunksize=200_000,
        )  # fmt: skip
        pieces = [convert(part[wanted], read) for part in parts]
    return pd.concat(pieces, ignore_index=True).dropna(how="all").reset_index(drop=True)


def read_records(path, read):
    text = Path(path).read_text(encoding="utf-8-sig")
    if read.get("lines"):
        records = [json.loads(line) for line in text.splitlines() if line.strip()]
    else:
        records = json.loads(text)
        records = records[read["path"]] if read.get("path") else records
    return pd.DataFrame(
        [{str(key): plain(value) for key, value in record.items()} for record in records], dtype=object
    )


def plain(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value


def convert(frame, read):
    """Columns of numbers become numbers, columns of dates dates; what isn't one becomes empty."""
    frame = frame.copy()
    for name in frame.columns:
        if name in read["numbers"]:
            frame[name] = to_numbers(frame[name], read)
        elif name in read["dates"]:
            frame[name] = to_dates(frame[name], read["dates"][name])
    return frame


def to_numbers(values, read):
    text = values.astype("str").str.replace(
        r"[$€£¥￥₹₽₩₺元%\s\u00a0\u202f'’]|[A-Za-zł]{2,3}\.?(?=$|[\d-])|kr\.?$", "", regex=True
    )
    text = (
        text.str.replace("−", "-")
        .str.replace(r"^\((.*)\)$", r"-\1", regex=True)
        .str.replace(r"^(.*)-$", r"-\1", regex=True)
    )
    if read.get("thousands"):
        text = text.str.replace(read["thousands"], "", regex=False)
    text = text.str.replace(read.get("decimal", "."), ".", regex=False)
    native = values.map(lambda value: isinstance(value, (int, float)) and not isinstance(value, bool))
    return pd.to_numeric(values.where(native.astype(bool), text), errors="coerce").astype(float)


def to_dates(values, form):
    text = values.astype("str").str.strip().str.replace(r"(?<=\d)(?:Z|[+-]\d\d:\d\d)$", "", regex=True)
    return pd.to_datetime(text, format=form or "ISO8601", errors="coerce")
