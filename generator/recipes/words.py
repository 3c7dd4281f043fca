"""Words that say nothing of their own, stems, and words for the same thing."""

from __future__ import annotations

import re

FILLER = frozenset(
    [
    "a", "an", "the", "of", "for", "in", "on", "at", "to", "from", "with", "by", "and", "or", "is", "are",
    "was", "were", "be", "been", "am", "being", "do", "does", "did", "doing", "have", "has", "had",
    "having", "i", "me", "my", "we", "us", "our", "you", "your", "it", "its", "he", "she", "they", "them",
    "their", "his", "her", "this", "that", "these", "those", "there", "here", "who", "whom", "what",
    "which", "how", "please", "pls", "can", "could", "would", "should", "will", "shall", "like", "want",
    "wants", "wanted", "need", "needs", "show", "shows", "give", "gives", "tell", "make", "makes", "create",
    "creates", "produce", "generate", "display", "see", "get", "gets", "let", "lets", "let's", "i'd",
    "i'll", "i'm", "what's", "whats", "also", "just", "so", "then", "thanks", "thank", "hi", "hello", "hey",
    "dear", "ok", "okay", "data", "dataset", "table", "file", "files", "sheet", "spreadsheet", "column",
    "columns", "field", "fields", "each", "per", "every", "all", "any", "as", "into", "using", "use",
    "based", "result", "results", "nice", "quick", "quickly", "simple", "simply", "easily", "out", "up",
    "know", "find", "look", "help", "some", "little", "something", "one", "ones", "way", "where", "when",
    "if", "attached", "uploaded", "following", "given", "across", "within", "per", "se", "via", "about",
    "really", "actually", "now", "today's", "kindly", "possible", "able", "try", "calculate", "compute",
    "work", "working", "s", "t", "re", "d", "ve", "ll",
])  # fmt: skip
"""May stand in any request without changing what is asked."""

ROWS = frozenset(
    [
    "row", "entry", "record", "line", "item", "case", "order", "sale", "transaction", "purchase", "payment",
    "booking", "visit", "invoice", "ticket", "deal", "shipment", "delivery", "call", "incident", "event",
    "response", "observation", "measurement", "reading", "result", "people", "person", "employee",
    "student", "staff", "member", "customer", "client", "user", "patient", "guest", "participant",
    "product", "expense", "pupil", "kid", "child", "volunteer", "donation", "donor", "job", "book", "loan", "animal", "class", "lesson",
    "complaint", "sample", "specimen", "shift", "resident", "plant", "property", "flight", "parcel", "task", "attendee", "player", "contact", "supplier", "sign-up",
    "expense", "reservation", "trip", "session", "appointment", "respondent",
])  # fmt: skip
"""What a row of a table may be called, in the singular."""

PERSONS = frozenset(
    ["name", "employee", "staff", "seller", "salesperson", "salesman", "rep", "agent", "cashier", "driver", "teacher", "student",
     "pupil", "customer", "client", "member", "player", "volunteer", "technician", "worker", "assistant", "buyer", "donor",
     "manager", "owner", "person", "author", "coach", "trainer", "stylist", "doctor", "nurse", "waiter", "guest", "patient"]
)  # fmt: skip
"""Words in the name of a column that say who."""

BEINGS = frozenset(
    ["member", "pupil", "student", "child", "kid", "children", "people", "employee", "staff", "volunteer", "patient", "guest",
     "participant", "player", "customer", "client", "user", "attendee", "resident", "animal", "dog", "cat", "pet", "book",
     "plant", "tree", "car", "vehicle", "device", "ticket", "booking", "visit", "appointment", "complaint", "incident", "call"]
)  # fmt: skip
"""What is counted when nothing is said of an amount."""

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100, "dozen": 12,
}  # fmt: skip

SAME = [
    {"amount", "revenue", "sale", "turnover", "umsatz", "betrag", "金额", "销售额", "营业额", "营收", "总额", "proceeds", "taking", "income", "earning"},
    {"cost", "expense", "spending", "spend", "spent", "expenditure", "kosten", "ausgabe", "费用", "成本", "支出", "花费"},
    {"price", "preis", "价格", "单价", "expensive", "cheap"},
    {"quantity", "qty", "unit", "piece", "menge", "stück", "anzahl", "数量", "件数"},
    {"date", "datum", "日期", "时间"},
    {"customer", "client", "buyer", "kunde", "客户", "顾客"},
    {"product", "article", "produkt", "artikel", "产品", "商品"},
    {"region", "territory", "gebiet", "地区", "区域"},
    {"country", "nation", "land", "国家"},
    {"city", "town", "stadt", "ort", "城市"},
    {"department", "dept", "division", "abteilung", "部门"},
    {"category", "kind", "type", "kategorie", "类别", "类型", "种类", "分类"},
    {"salary", "wage", "pay", "gehalt", "工资", "薪水", "薪资"},
    {"surname", "lastname"},
    {"name", "姓名", "名字", "名称"},
    {"supplier", "vendor", "lieferant", "供应商"},
    {"status", "状态"},
    {"store", "shop", "branch", "filiale", "outlet", "门店", "店铺", "分店"},
    {"score", "grade", "mark", "分数", "成绩"},
    {"rating", "评分"},
    {"salesperson", "seller", "rep", "salesman", "销售员"},
    {"email", "mail", "邮箱"},
    {"phone", "telephone", "mobile", "电话"},
    {"age", "年龄"},
]  # fmt: skip
"""Words that mean the same column. Price is not amount, cost is not revenue: those are never swapped."""

ADDITIVE = frozenset(
    [
    "amount", "revenue", "sale", "turnover", "umsatz", "betrag", "total", "cost", "expense", "spending",
    "spend", "spent", "expenditure", "kosten", "quantity", "qty", "unit", "piece", "menge", "stück",
    "anzahl", "hour", "visitor", "view", "click", "download", "budget", "planned", "profit", "income",
    "donation", "subtotal", "sum", "attendance", "population", "stock", "payment", "fee", "volume", "tax",
    "discount", "order", "visit", "passenger", "taking", "vat", "net", "gross", "paid", "due", "owed", "balance", "raised",
    "collected", "refund", "deposit", "tip", "mile", "km", "calorie", "minute", "distance", "earning", "proceeds", "litre", "item", "金额", "销售额", "营业额", "营收", "收入", "总额", "费用", "成本", "支出", "数量",
    "件数",
])  # fmt: skip
"""Columns of these names are added up when nothing else is said."""

SINGLE = frozenset(
    ["price", "rate", "rating", "score", "age", "percent", "percentage", "average", "avg", "mark", "grade", "temperature", "temp",
     "weight", "height", "salary", "wage", "pay", "level", "share", "ratio", "speed", "index", "rank", "size", "value", "duration",
     "stars", "star", "width", "length", "depth", "humidity", "pressure", "pulse", "bmi", "gpa", "margin", "test", "exam", "math",
     "maths", "english", "science", "physics", "history", "art", "french", "german", "chemistry", "biology", "geography", "result"]
)  # fmt: skip
"""Columns of these names are measures of one thing: whether they are added up or averaged has to be said."""

WEAK = frozenset(
    [
    "unit", "id", "no", "nr", "number", "num", "date", "of", "per", "in", "and", "the", "is", "was", "has",
    "code", "key", "index", "time", "at", "by", "on", "to", "for",
])  # fmt: skip
"""Words of a column's name that don't name the column alone."""

_IRREGULAR = {"people": "person", "children": "child", "men": "man", "women": "woman", "staff": "staff", "status": "status",
              "bus": "bus", "gas": "gas", "address": "address", "addresses": "address", "sales": "sale", "series": "series",
              "categories": "category", "cities": "city", "countries": "country", "prices": "price", "expenses": "expense",
              "invoices": "invoice", "purchases": "purchase", "employees": "employee", "days": "day"}  # fmt: skip


def listed(text: str) -> frozenset[str]:
    """The words of a text, for tables of words."""
    return frozenset(text.split())


def stem(word: str) -> str:
    """The singular of an English noun, small; other words as they are."""
    word = word.lower().removesuffix("'s").removesuffix("’s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and re.search(r"(?:s|x|z|ch|sh)es$", word) and not word.endswith(("ses", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def same_words(word: str) -> frozenset[str]:
    """The words that mean the same column as `word` (a stem), itself among them."""
    return frozenset({word}.union(*(group for group in SAME if word in group)))


def number_of(text: str) -> float | None:
    """1,200.50 / 1.200,50 / 20k / twelve as a number."""
    text = re.sub(r"[$€£¥\s]|usd|eur(?:os?)?|dollars?|pounds|yuan|元|块", "", text.lower()).rstrip("%.,")
    if text in NUMBERS:
        return float(NUMBERS[text])
    found = re.fullmatch(r"(-?)(\d[\d.,']*)(k|thousand|m|mio|million)?", text)
    if not found:
        return None
    digits = found[2].replace("'", "")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}", digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif digits.count(",") == 1 and "." not in digits:
        digits = digits.replace(",", ".")
    if digits.count(".") > 1 or "," in digits:
        return None
    factor = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mio": 1e6, "million": 1e6}.get(found[3] or "", 1)
    return float(found[1] + digits) * factor


def plain_number(value: float) -> int | float:
    return int(value) if value == int(value) else value
