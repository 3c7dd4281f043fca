# ---- drawing --------------------------------------------------------------------------------------------

ACCENT, INK, GREY = "#2f5d50", "#2b2a27", "#8a857a"
SLICES = ["#2f5d50", "#c08a3e", "#6f8f86", "#a65f4b", "#b9c4b1", "#4a6a8a", "#d9c08f", "#8c7a9b"]


def new_figure(height=4.2):
    installed = {font.name for font in font_manager.fontManager.ttflist}
    chinese = [
        "Noto Sans CJK SC",
        "Noto Sans CJK JP",
        "Noto Serif CJK SC",
        "WenQuanYi Zen Hei",
        "Droid Sans Fallback",
    ]
    plt.rcParams["font.family"] = ["DejaVu Sans"] + [name for name in chinese if name in installed]
    plt.rcParams.update(
        {"text.color": INK, "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK, "font.size": 10}
    )
    figure, axes = plt.subplots(figsize=(8, height), dpi=110, layout="constrained")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(GREY)
    return figure, axes


def number_text(value):
    """1,234 or 1,234.56 or 0.0123, never 1.234e+03."""
    if pd.isna(value):
        return ""
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.2f}" if abs(value) >= 1 else f"{value:.3g}"


def short_text(text, most=28):
    return text if len(text) <= most else text[: most - 1] + "…"


def draw_pie(axes, labels, values):
    pairs = sorted(zip(values, labels, strict=True), reverse=True)
    if len(pairs) > 8:
        pairs = [*pairs[:7], (sum(value for value, _ in pairs[7:]), f"{len(pairs) - 7} others")]
    total = sum(value for value, _ in pairs)
    names = [f"{label}  {value / total:.0%}" for value, label in pairs]
    axes.pie(
        [value for value, _ in pairs],
        labels=names,
        colors=SLICES,
        startangle=90,
        counterclock=False,
        wedgeprops={"linewidth": 1.5, "edgecolor": "white"},
    )


def draw_line(axes, labels, values):
    axes.plot(
        range(len(values)),
        values,
        color=ACCENT,
        linewidth=2,
        marker="o" if len(values) <= 40 else None,
        markersize=4,
    )
    if min(values) >= 0:
        axes.set_ylim(bottom=0)
    number_axis(axes.yaxis, axes)
    label_axis(axes, labels)


def draw_bars(axes, labels, values):
    bars = axes.bar(range(len(values)), values, color=ACCENT, width=0.72)
    if len(values) <= 12:
        axes.bar_label(
            bars,
            [number_text(round(value, 2)) for value in values],
            padding=3,
            fontsize=9 if len(values) <= 8 else 7.5,
        )
    axes.margins(y=0.09)
    number_axis(axes.yaxis, axes)
    label_axis(axes, labels)


def draw_sideways(axes, labels, values):
    bars = axes.barh(range(len(values)), values, color=ACCENT, height=0.72)
    axes.bar_label(bars, [number_text(round(value, 2)) for value in values], padding=4, fontsize=9)
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.margins(x=0.14, y=0.02)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)


def number_axis(axis, axes):
    axis.set_major_formatter(FuncFormatter(lambda value, _: number_text(round(value, 6))))
    axis.set_major_locator(MaxNLocator(6, integer=axes.dataLim.ymax >= 6))
    axes.grid(axis="y", color="#e4dfd4", linewidth=0.8)
    axes.set_axisbelow(True)


def label_axis(axes, labels):
    step = max(1, -(-len(labels) // 26))
    places = list(range(0, len(labels), step))
    crowded = len(places) * max(map(len, labels)) > 80
    axes.set_xticks(
        places,
        [labels[place] for place in places],
        rotation=45 if crowded else 0,
        ha="right" if crowded else "center",
    )
    axes.tick_params(length=0)
