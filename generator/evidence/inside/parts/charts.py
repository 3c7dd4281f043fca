# ---- the data behind charts ------------------------------------------------------------------------------

POINTS = 20_000  # of a series


def chart_frame(series: Iterable[tuple[str, Sequence[Any], Sequence[Any]]]) -> list[Any]:
    """One DataFrame (series, x, y) of all series of a chart; none where there are no points."""
    rows = [
        (name, *point) for name, x, y in series for point in itertools.islice(zip(x, y, strict=False), POINTS)
    ]
    return [pd.DataFrame(rows, columns=["series", "x", "y"])] if rows else []


def charts_behind(plain: dict[str, Any]) -> list[Any]:
    return chart_frame((str(each.get("name") or ""), each["x"], each["y"]) for each in plain["series"])


def plotly_charts(plain: dict[str, Any]) -> list[Any]:
    series = []
    for trace in plain.get("data", []):
        name = str(trace.get("name") or "")
        values = plotly_values(trace.get("values"))
        x, y = plotly_values(trace.get("x")), plotly_values(trace.get("y"))
        if values:
            series.append((name, plotly_values(trace.get("labels")) or range(len(values)), values))
        elif trace.get("orientation") == "h" and x and y:
            series.append((name, y, x))
        elif x or y:
            series.append((name, x or list(range(len(y))), y or [1] * len(x)))
    return chart_frame(series)


def plotly_values(values: Any) -> list[Any]:
    """A list, or {"dtype": "f8", "bdata": base64}."""
    if isinstance(values, dict) and "bdata" in values:
        array = np.frombuffer(base64.b64decode(values["bdata"]), dtype=np.dtype(str(values["dtype"])))
        return list(array.tolist())
    return (
        [value[-1] if isinstance(value, list) and value else value for value in values]
        if isinstance(values, list)
        else []
    )


def vega_charts(plain: dict[str, Any]) -> list[Any]:
    """Of each drawn layer its channels x and y, by colour."""
    found = []
    for layer, data in vega_layers(plain, None):
        rows = vega_rows(data, plain.get("datasets") or {})
        names = {channel: vega_field(layer, channel) for channel in ("x", "y", "theta", "color", "xOffset")}
        y, x = names["y"] or names["theta"], names["x"] or names["color"]
        if not rows or (not x and not y):
            continue
        points: dict[str, tuple[list[Any], list[Any]]] = {}
        for row in rows:
            at = points.setdefault(
                str(row.get(names["color"], "")) if names["x"] and names["y"] else "", ([], [])
            )
            at[0].append(row.get(x))
            at[1].append(row.get(y) if y else 1)
        series = [(name, xs, ys) for name, (xs, ys) in points.items()]
        if all(isinstance(each, (int, float)) for _, xs, _ in series for each in xs) and not all(
            isinstance(each, (int, float)) for _, _, ys in series for each in ys
        ):
            series = [(name, ys, xs) for name, xs, ys in series]
        found += chart_frame(series)
    return found


def vega_layers(plain: dict[str, Any], data: Any) -> Iterator[tuple[dict[str, Any], Any]]:
    data = plain.get("data") or data
    if "encoding" in plain and "mark" in plain:
        yield plain, data
    for key in ("layer", "hconcat", "vconcat", "concat"):
        for each in (plain.get(key) or [])[:20]:
            yield from vega_layers(
                {**each, "encoding": {**plain.get("encoding", {}), **each.get("encoding", {})}}, data
            )


def vega_rows(data: Any, datasets: dict[str, Any]) -> list[dict[str, Any]]:
    rows = (
        data.get("values")
        if isinstance(data, dict) and "values" in data
        else datasets.get((data or {}).get("name"))
    )
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def vega_field(layer: dict[str, Any], channel: str) -> str:
    encoding = layer["encoding"].get(channel)
    return str(encoding.get("field") or "") if isinstance(encoding, dict) else ""
