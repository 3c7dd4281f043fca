"""Chinese requests in the words that the rules know."""

from __future__ import annotations

import re
from collections.abc import Iterable

CJK = re.compile(r"[\u3400-\u9fff]")
DIGITS = {
    "一": "1",
    "二": "2",
    "两": "2",
    "三": "3",
    "四": "4",
    "五": "5",
    "六": "6",
    "七": "7",
    "八": "8",
    "九": "9",
    "十": "10",
    "半": "0.5",
}
WORDS = {
    "求和": "sum", "合计": "sum", "总计": "sum", "总和": "sum", "汇总": "sum", "加起来": "sum", "总": "total", "一共": "total", "总共": "total", "共": "total",
    "平均值": "average", "平均": "average", "均值": "average", "中位数": "median", "最大值": "maximum", "最小值": "minimum",
    "最大": "highest", "最高": "highest", "最多": "highest", "最小": "lowest", "最低": "lowest", "最少": "lowest", "最贵": "most expensive", "最便宜": "cheapest",
    "计数": "count", "数一下": "count", "多少行": "how many rows", "多少个": "how many", "多少条": "how many rows", "几条": "how many rows",
    "有多少": "how many", "多少": "how much", "几个": "how many", "行数": "count rows", "条数": "count rows", "个数": "count rows",
    "按": " by ", "根据": " by ", "各个": "each", "各": "each", "每个": "each", "每一": "each", "每": "each", "分组": "group", "统计": "calculate",
    "按天": " by day ", "按日": " by day ", "每天": "by day", "每日": "by day", "按周": " by week ", "每周": "by week", "按月份": " by month ", "按月": " by month ",
    "每个月": "by month", "每月": "by month", "月度": "monthly", "按季度": " by quarter ", "每季度": "by quarter", "每个季度": "by quarter", "季度": "quarter", "按年": " by year ",
    "每年": "by year", "年度": "yearly", "月份": "month", "按年份": " by year ", "星期几": "weekday", "周几": "weekday",
    "柱状图": "bar chart", "条形图": "bar chart", "柱形图": "bar chart", "折线图": "line chart", "曲线图": "line chart", "饼图": "pie chart", "饼状图": "pie chart",
    "图表": "chart", "画图": "draw chart", "作图": "draw chart", "画成": "as", "画出": "draw", "画": "draw", "绘制": "draw", "显示": "show", "列出": "list", "找出": "find", "查找": "find", "查看": "show",
    "只看": "only", "只要": "only", "只显示": "show only", "只保留": "keep only", "仅": "only", "只": "only", "筛选出": "filter", "筛选": "filter", "过滤": "filter", "不包括": "without", "除了": "without", "排除": "without", "不要": "without", "不含": "without",
    "大于等于": " at least ", "不少于": " at least ", "不低于": " at least ", "至少": " at least ", "小于等于": " at most ", "不超过": " at most ", "最多不超过": " at most ",
    "大于": " over ", "超过": " over ", "高于": " over ", "多于": " over ", "小于": " under ", "低于": " under ", "少于": " under ", "不到": " under ", "等于": " = ", "包含": " contains ",
    "以上": " or more ", "以下": " or less ", "之间": " between ", "介于": " between ", "以后": " onwards ", "之后": " after ", "以前": " before ", "之前": " before ",
    "去年": "last year", "最近一年": "last year", "最后一年": "last year", "上一年": "last year", "上个月": "last month", "最近一个月": "last month", "最近": "last",
    "从高到低": "descending", "从大到小": "descending", "降序": "descending", "从低到高": "ascending", "从小到大": "ascending", "升序": "ascending", "排序": "sort", "排列": "sort",
    "从新到旧": "newest first", "从旧到新": "oldest first", "排名": "rank", "前": " top ", "行": "rows", "记录": "records", "数据": "data", "订单": "order", "订单数": "number of orders", "订单数量": "number of orders", "人数": "number of people", "描述": "describe", "概览": "overview", "概况": "overview",
    "有什么": "what is in", "有哪些": "what is in", "缺失值": "missing values", "缺失": "missing values", "列": "columns", "里面": "inside",
    "重复的行": "duplicate rows", "重复行": "duplicate rows", "重复": "duplicate", "去重": "remove duplicate", "去掉": "remove", "删除": "remove", "删掉": "remove", "移除": "remove",
    "转换成": "convert to", "转换为": "convert to", "转成": "convert to", "转为": "convert to", "另存为": "save as", "保存为": "save as", "存成": "save as", "导出为": "export as", "导出成": "export as", "转换": "convert", "换算成": "convert to", "换算": "convert",
    "字数": "word count", "多少字": "how many words", "多少个字": "how many words", "多少个单词": "how many words", "单词": "words", "常用词": "frequent words", "最常用的词": "most frequent words", "文章": "text", "文本": "text",
    "图片": "pictures", "照片": "photos", "图像": "pictures", "缩小到": "resize to", "放大到": "resize to", "缩小": "shrink", "调整": "resize", "大小": "size", "尺寸": "size", "像素": " px ", "宽度": "width", "高度": "height", "宽": "wide", "高": "high", "一半": "half", "改为": " to ", "改成": " to ",
    "二维码": "qr code", "网址": "address", "链接": "link", "密码": "password", "随机": "random", "位": " characters ", "强": "strong", "安全": "secure", "符号": "symbols", "数字": "digits", "字母": "letters",
    "等于多少": " in ", "是多少": " in ", "英里": " mile ", "公里": " km ", "千米": " km ", "厘米": " cm ", "毫米": " mm ", "英寸": " inch ", "英尺": " feet ", "米": " m ", "公斤": " kg ", "千克": " kg ", "斤": " jin ", "磅": " pounds ", "盎司": " ounces ", "克": " grams ", "升": " litre ", "毫升": " ml ", "加仑": " gallon ", "华氏度": " fahrenheit ", "华氏": " fahrenheit ", "摄氏度": " celsius ", "摄氏": " celsius ", "度": "",
    "天": " days ", "周": " weeks ", "星期": " weeks ", "个月": " months ", "小时": " hours ", "分钟": " minutes ", "秒": " seconds ", "今天": "today", "明天": "tomorrow", "后天": "in 2 days", "圣诞节": "christmas", "元旦": "new year", "距离": "until", "还有多少天": "how many days until", "多少天": "how many days", "工作日": "working days", "是星期几": "what weekday", "几号": "what date", "哪天": "what date",
    "小费": "tip", "账单": "bill", "个人分摊": " people split ", "个人": " people ", "人": " people ", "平分": "split", "分摊": "split", "贷款": "loan", "房贷": "mortgage", "月供": "monthly payment", "年利率": "interest rate", "利率": "interest rate", "利息": "interest", "还款": "payment", "每月还多少": "monthly payment", "还": "", "万": "0000 ",
    "计时器": "timer", "倒计时": "countdown", "番茄钟": "pomodoro", "清单": "checklist", "待办事项": "todo", "待办": "todo", "购物": "shopping", "列表": "list",
    "随机抽取": "pick random", "随机抽": "pick random", "抽取": "pick", "抽": "pick", "选": "pick", "选出": "pick", "抛硬币": "flip a coin", "掷骰子": "roll a dice", "随机数": "random number", "名单": "list",
    "金额": " amount ", "销售额": " revenue ", "营业额": " revenue ", "数量": " quantity ", "价格": " price ", "单价": " price ", "日期": " date ", "地区": " region ", "产品": " product ", "商品": " product ", "客户": " customer ", "部门": " department ", "类别": " category ", "城市": " city ", "国家": " country ", "工资": " salary ", "姓名": " name ", "名字": " name ", "邮箱": " email ", "门店": " store ", "分店": " store ",
    "和": " and ", "与": " and ", "或者": " or ", "或": " or ", "到": " to ", "至": " to ", "从": " from ", "在": " in ", "为": " = ", "不是": " not ", "换成": " as ", "不带": "without", "没有": "without", "今天之后": "after today",
}  # fmt: skip
FILLER = re.compile(
    "请问|请|帮我|帮忙|麻烦|一下|给我|我想要|我想|我要|需要|我|你|把|将|的|了|吗|呢|吧|并且|并|然后|再|也|用|以|成|出来|出|来|个|名|条|件|张|这个|这份|这些|这|那|表格|表|文件|里|中|是|有|做|生成|制作|创建|看看|看|一个|哪个|哪些|什么|所有|全部|整个|下|上|给|让|写着|说"
)
_ORDER = re.compile("|".join(sorted(map(re.escape, WORDS), key=len, reverse=True)))


def in_known_words(text: str, names: Iterable[str] = ()) -> str:
    """`text` with known Chinese words as English ones; `names` (columns, values) stay as they are."""
    kept = sorted({name for name in names if CJK.search(name)}, key=len, reverse=True)
    parts = re.split("(" + "|".join(map(re.escape, kept)) + ")", text) if kept else [text]
    return re.sub(
        r"\s+", " ", " ".join(part if place % 2 else _translate(part) for place, part in enumerate(parts))
    )


def _translate(text: str) -> str:
    text = re.sub(
        r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?",
        lambda m: f" {m[1]}-{int(m[2]):02d}-{int(m[3]):02d} ",
        text,
    )
    text = re.sub(r"(\d{4})\s*年\s*(\d{1,2})\s*月", lambda m: f" {m[1]}-{int(m[2]):02d} ", text)
    text = re.sub(r"(\d{4})\s*年", r" \1 ", text)
    text = re.sub(r"(\d{1,2})\s*年", r" \1 years ", text)
    text = re.sub(r"(?<![十百千第])一(?:个|份|张|条|下)(?!月)", " ", text)
    text = re.sub(
        r"([一二两三四五六七八九十])(?=[个名行位条项天周张件人月年分秒])", lambda m: DIGITS[m[1]], text
    )
    text = re.sub(r"(\d+(?:\.\d+)?)\s*(?=[^\d\s.,%:/\-])", r"\1 ", text)
    text = text.translate(str.maketrans(",。;:?!、()“”", ',.;:?!,()""'))
    text = _ORDER.sub(lambda match: f" {WORDS[match[0]]} ", text)
    text = re.sub(r"(\d+) (?=0000\b)", r"\1", text)
    return re.sub(FILLER, " ", text)
