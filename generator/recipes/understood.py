"""A filled-in recipe in plain words, English or Chinese."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.recipes.recipe import Recipe

Values = dict[str, Any]
_DO = {
    "sum": "sum of {}",
    "mean": "average of {}",
    "count": "number of rows",
    "max": "largest {}",
    "min": "smallest {}",
    "median": "median of {}",
}
_DO_ZH = {
    "sum": "{}的总和",
    "mean": "{}的平均值",
    "count": "行数",
    "max": "{}的最大值",
    "min": "{}的最小值",
    "median": "{}的中位数",
}
_PERIOD_ZH = {"day": "日", "weekday": "星期", "week": "周", "month": "月", "quarter": "季度", "year": "年"}
_CHART_ZH = {"bar": "柱状图", "line": "折线图", "pie": "饼图", "none": "不画图"}
_UNIT_ZH = {"days": "天", "working days": "个工作日", "weeks": "周", "months": "个月", "years": "年"}
_FORMAT = {"excel": "Excel", "csv": "CSV", "json": "JSON"}


def understood(recipe: Recipe, values: Values, chinese: bool = False) -> str:
    """One line: "sum of Net Amount by month of Order Date, only Region = North, as a bar chart"."""
    say = (_ZH if chinese else _EN).get(recipe.id)
    return say(values) if say else _plainly(recipe, values, chinese)


def _plainly(recipe: Recipe, values: Values, chinese: bool) -> str:
    """The title, the files, and what differs from the usual: "split a table into files: orders.csv, Column: Region"."""
    parts = []
    for spec in recipe.form:
        value = values.get(spec.name)
        if value == spec.default or value in ("", None, []) or isinstance(value, dict):
            continue
        said = _listed(value)
        parts.append(said if chinese or spec.source == "files" else f"{spec.label}: {said}")
    title = recipe.title_zh if chinese else recipe.title[:1].lower() + recipe.title[1:]
    return title + (("：" if chinese else ": ") + ("、" if chinese else ", ").join(parts) if parts else "")


def _listed(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value[:4])) + (f" and {len(value) - 4} more" if len(value) > 4 else "")
    return _number(value) if isinstance(value, float) else str(value)[:80]


def summary_title(values: Values, chinese: bool = False) -> str:
    """The title of a summary's chart."""
    text = (_ZH if chinese else _EN)["summarise_table"]({**values, "CHART": "none"})
    text = text.removesuffix(", without a chart").removesuffix("，不画图")
    return text[:1].upper() + text[1:]


def _only(v: Values) -> str:
    return f", only {' and '.join(v['ONLY'])}" if v.get("ONLY") else ""


def _only_zh(v: Values) -> str:
    return f"，只看 {' 且 '.join(v['ONLY'])}" if v.get("ONLY") else ""


def _summary(v: Values) -> str:
    by = f" by {v['PERIOD']} of {v['GROUP']}" if v["PERIOD"] else f" by {v['GROUP']}" if v["GROUP"] else ""
    order = {"largest first": "largest first", "smallest first": "smallest first"}.get(v["ORDER"], "")
    top = (
        (
            f", the {v['TOP']} {'smallest' if order.startswith('small') else 'largest'}"
            if v["TOP"]
            else f", {order}"
        )
        if order
        else ""
    )
    chart = (
        ""
        if not v["GROUP"]
        else ", without a chart" if v["CHART"] == "none" else f", as a {v['CHART']} chart"
    )
    return _DO[v["OPERATION"]].format(v["VALUE"]) + by + _only(v) + top + chart


def _summary_zh(v: Values) -> str:
    by = (
        f"按{v['GROUP']}的{_PERIOD_ZH[v['PERIOD']]}统计"
        if v["PERIOD"]
        else f"按{v['GROUP']}统计" if v["GROUP"] else "统计"
    )
    top = f"，{'最小' if v['ORDER'].startswith('small') else '最大'}的 {v['TOP']} 个" if v["TOP"] else ""
    chart = f"，{_CHART_ZH[v['CHART']]}" if v["GROUP"] else ""
    return f"{by} {_DO_ZH[v['OPERATION']].format(v['VALUE'])}" + _only_zh(v) + top + chart


def _rows(v: Values) -> str:
    parts = [f"rows of {v['FILE']}" + _only(v)]
    if v["SORT_BY"]:
        parts.append(
            f"sorted by {v['SORT_BY']}, {'largest or newest' if v['DESCENDING'] else 'smallest or oldest'} first"
        )
    parts += [f"the first {v['TOP']}"] if v["TOP"] else []
    parts += [f"columns {', '.join(v['COLUMNS'])}"] if v["COLUMNS"] else []
    return ", ".join(parts)


def _rows_zh(v: Values) -> str:
    parts = [f"{v['FILE']} 的行" + _only_zh(v)]
    parts += (
        [f"按 {v['SORT_BY']} {'从大到小' if v['DESCENDING'] else '从小到大'}排序"] if v["SORT_BY"] else []
    )
    parts += [f"前 {v['TOP']} 行"] if v["TOP"] else []
    parts += [f"列：{'、'.join(v['COLUMNS'])}"] if v["COLUMNS"] else []
    return "，".join(parts)


def _duplicates(v: Values) -> str:
    same = (
        f"where {' and '.join(v['COLUMNS'])} {'are' if len(v['COLUMNS']) > 1 else 'is'} the same"
        if v["COLUMNS"]
        else "where all columns are the same"
    )
    return f"{v['ACTION']} duplicate rows of {v['FILE']} {same}" + (
        f", keep the {v['KEEP']} one" if v["ACTION"] == "remove" else ""
    )


def _text(v: Values) -> str:
    return v["FILE"] or "the given text"


def _resize(v: Values) -> str:
    count = len(v["FILES"])
    what = f"{count} pictures" if count != 1 else v["FILES"][0]
    size = {"percent": f"to {v['SIZE']} %", "width": f"to a width of {v['SIZE']} px", "height": f"to a height of {v['SIZE']} px",
            "box": f"to fit in {v['SIZE']} × {v['HEIGHT']} px", "longest side": f"to {v['SIZE']} px on the longest side"}[v["BY"]]  # fmt: skip
    return f"resize {what} {size}, proportions kept" + (
        f", as {v['FORMAT']}" if v["FORMAT"] != "same" else ""
    )


def _password(v: Values) -> str:
    kinds = [name for name in ("LETTERS", "DIGITS", "SYMBOLS") if v[name]]
    signs = " and ".join(kind.lower() for kind in kinds)
    what = f"{v['COUNT']} passwords" if v["COUNT"] > 1 else "a password"
    return f"{what} of {v['LENGTH']} signs: {signs}" + (", easy to read" if v["EASY_TO_READ"] else "")


def _dates(v: Values) -> str:
    if v["WHAT"] == "move":
        return (
            f"the date {abs(v['AMOUNT'])} {v['UNIT']} {'before' if v['AMOUNT'] < 0 else 'after'} {v['START']}"
        )
    return (
        f"the weekday of {v['START']}"
        if v["WHAT"] == "weekday"
        else f"{v['WHAT']} {v['START']} and {v['END']}"
    )


def _dates_zh(v: Values) -> str:
    if v["WHAT"] == "move":
        way = "之前" if v["AMOUNT"] < 0 else "之后"
        return f"{_day_zh(v['START'])}{way} {abs(v['AMOUNT'])} {_UNIT_ZH[v['UNIT']]}是哪天"
    if v["WHAT"] == "weekday":
        return f"{_day_zh(v['START'])}是星期几"
    days = "工作日" if v["WHAT"].startswith("working") else "天数"
    return f"{_day_zh(v['START'])}与 {_day_zh(v['END'])}相隔的{days}"


def _day_zh(day: str) -> str:
    return "今天" if day == "today" else f"{day} "


def _time_zh(seconds: int) -> str:
    parts = [(seconds // 3600, "小时"), (seconds // 60 % 60, "分钟"), (seconds % 60, "秒")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def _time(seconds: int) -> str:
    parts = [(seconds // 3600, "h"), (seconds // 60 % 60, "min"), (seconds % 60, "s")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def _pick(v: Values) -> str:
    source = {
        "numbers": f"the numbers {v['LOW']} to {v['HIGH']}",
        "file": f"{v['COLUMN'] + ' of ' if v['COLUMN'] else ''}{v['FILE']}",
        "list": ", ".join(v["ITEMS"][:6]) + ("…" if len(v["ITEMS"]) > 6 else ""),
    }[v["FROM"]]
    return f"pick {v['COUNT']} at random from {source}"


def _number(value: float) -> str:
    return f"{value:,.6f}".rstrip("0").rstrip(".")


_PERCENT = {
    "percent of a number": ("{p} % of {n}", "{n} 的 {p}%"),
    "share": ("{part} of {whole} in percent", "{part} 占 {whole} 的百分比"),
    "change": ("the change from {before} to {after} in percent", "从 {before} 到 {after} 变化了百分之几"),
    "plus percent": ("{n} plus {p} %", "{n} 加 {p}%"),
    "minus percent": ("{n} minus {p} %", "{n} 减 {p}%"),
    "before plus percent": ("{after} without the {p} % in it", "{after} 去掉其中的 {p}%"),
}


def _percentages(v: Values, chinese: bool) -> str:
    given = {
        "p": "PERCENT",
        "n": "NUMBER",
        "part": "PART",
        "whole": "WHOLE",
        "before": "BEFORE",
        "after": "AFTER",
    }
    return _PERCENT[v["WHAT"]][chinese].format(**{short: _number(v[name]) for short, name in given.items()})


_EN: dict[str, Callable[[Values], str]] = {
    "summarise_table": _summary,
    "filter_sort_table": _rows,
    "describe_table": lambda v: f"what is in {v['FILE']}: columns, ranges, missing and frequent values",
    "table_duplicates": _duplicates,
    "convert_table": lambda v: f"{v['FILE']} as {_FORMAT[v['TO']]}",
    "text_duplicates": lambda v: f"{v['ACTION']} repeated lines of {_text(v)}"
    + (", capital and small letters alike" if v["IGNORE_CASE"] else "")
    + (", sorted" if v["SORT"] else ""),
    "count_words": lambda v: f"count words, characters, lines and sentences of {_text(v)}",
    "resize_pictures": _resize,
    "qr_code": lambda v: f"a QR code that says {v['TEXT'][:80]}",
    "password": _password,
    "convert_units": lambda v: f"{_number(v['VALUE'])} {v['FROM']} in {v['TO']}",
    "date_sums": _dates,
    "tip": lambda v: f"a tip of {_number(v['PERCENT'])} % on {_number(v['BILL'])}"
    + (f", split between {v['PEOPLE']}" if v["PEOPLE"] > 1 else ""),
    "loan": lambda v: f"monthly payment for {_number(v['AMOUNT'])} at {_number(v['RATE'])} % a year over {_number(v['YEARS'])} years",
    "timer": lambda v: f"a timer of {_time(v['SECONDS'])}" + (f" for {v['LABEL']}" if v["LABEL"] else ""),
    "checklist": lambda v: f"a checklist “{v['TITLE']}” with {len(v['ITEMS'])} items",
    "random_pick": _pick,
    "percentages": lambda v: _percentages(v, False),
}
_ZH: dict[str, Callable[[Values], str]] = {
    **_EN,
    "summarise_table": _summary_zh,
    "filter_sort_table": _rows_zh,
    "describe_table": lambda v: f"说明 {v['FILE']} 的内容：列、范围、缺失值和常见值",
    "table_duplicates": lambda v: f"{'删除' if v['ACTION'] == 'remove' else '查找'} {v['FILE']} 中的重复行"
    + (f"(按{'、'.join(v['COLUMNS'])})" if v["COLUMNS"] else ""),
    "convert_table": lambda v: f"把 {v['FILE']} 转换为 {_FORMAT[v['TO']]}",
    "text_duplicates": lambda v: f"{'删除' if v['ACTION'] == 'remove' else '查找'}{v['FILE'] or '所给文本'}中的重复行",
    "count_words": lambda v: f"统计{v['FILE'] or '所给文本'}的字数、行数和句数",
    "resize_pictures": lambda v: f"调整 {len(v['FILES'])} 张图片：{'缩放到' if v['BY'] == 'percent' else '像素'} {v['SIZE']}{'%' if v['BY'] == 'percent' else ''}",
    "qr_code": lambda v: f"内容为 {v['TEXT'][:80]} 的二维码",
    "password": lambda v: f"{v['COUNT']} 个 {v['LENGTH']} 位的密码",
    "convert_units": lambda v: f"单位换算：{_number(v['VALUE'])} {v['FROM']} = ? {v['TO']}",
    "date_sums": _dates_zh,
    "tip": lambda v: f"账单 {_number(v['BILL'])}，小费 {_number(v['PERCENT'])}%，{v['PEOPLE']} 人",
    "loan": lambda v: f"贷款 {_number(v['AMOUNT'])}，年利率 {_number(v['RATE'])}%，{_number(v['YEARS'])} 年的月供",
    "timer": lambda v: f"计时 {_time_zh(v['SECONDS'])}",
    "checklist": lambda v: f"清单“{v['TITLE']}”，{len(v['ITEMS'])} 项",
    "random_pick": lambda v: f"随机抽取 {v['COUNT']} 个",
    "percentages": lambda v: _percentages(v, True),
}
