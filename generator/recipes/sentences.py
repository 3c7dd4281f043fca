"""What is said where no recipe fits."""

from __future__ import annotations

from collections.abc import Sequence

from generator.types import FileProfile, Table

_CAN = (
    "Without a model I can sum up, filter, sort, describe, clean, join, compare, split, chart and convert tables, count, replace and pull things out of texts, "
    "resize pictures, and make QR codes, passwords, timers, checklists, random picks and groups, and sums of units, dates, percentages, tips and loans."
)
_CAN_ZH = "没有连接模型时，我可以：汇总、筛选、排序、描述、清理、去重、合并、比较、拆分和转换表格，画图表，给文本去重、统计字数、查找替换和提取邮箱电话，缩放图片，生成二维码、密码、计时器、清单，随机抽取和分组，以及换算单位、计算日期、百分比、小费和贷款。"
_CONNECT = "For anything else, connect a model in Settings."
_CONNECT_ZH = "其他任务请在“设置”中连接一个模型。"


def declined(why: Sequence[str], chinese: bool, tables: Sequence[tuple[FileProfile, Table]] = ()) -> str:
    """Why not, what can be done without a model, and how to get more."""
    if chinese:
        columns = [column.name for _, table in tables[:1] for column in table.columns[:20]]
        said = "这个请求我没有完全理解。" if why or not tables else ""
        return (
            said + (f"表格的列有：{'、'.join(columns)}。" if columns and why else "") + _CAN_ZH + _CONNECT_ZH
        )
    return " ".join([*why[:3], _CAN, _CONNECT])
