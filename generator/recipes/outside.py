"""Words that point outside of the book: what they ask for, no recipe does."""

from __future__ import annotations

import re

from generator.recipes.words import stem

OUTSIDE: dict[str, str] = {
    r"correlat\w*|scatter(?: ?plots?)?|heat ?maps?|histograms?|box ?plots?|stacked|area charts?|bubble charts?|radar|treemaps?|sankey|maps?(?= of| with)|geograph\w*|geocod\w*|link between|relationship between|connection between|depends? on|affects?|influences?": "that kind of chart or comparison of columns",
    r"trend ?lines?|regress\w*|forecast\w*|predict\w*|projection|extrapolat\w*|machine learning|train|cluster\w*|classif\w*|significan\w*|t-test|anova|p-value|outliers?|anomal\w*|standard deviation|std|variance|percentiles?|quartiles?|z-?scores?|distribution|confidence": "statistics and forecasts",
    r"merg(?:e|ed|ing)|join(?:ed|ing)?|vlookup|xlookup|combine|concatenate|append|match up|cross-?reference|two files|both files|second file|other file|compare (?:the )?(?:two|both|files|tables|lists)|difference between (?:the )?(?:files|tables|two)|diff\b": "putting tables together or comparing them",
    r"pivot\w*|transpose|unpivot|melt|cross-?tab\w*|crosstab|split (?:the |this )?(?:column|file|table|name|text)|new column|add (?:a |an )?columns?|separate (?:file|sheet|table)s?|one (?:file|sheet) (?:for|per)|down the side|along the top|across the top|swap|replace|mask|rename|reformat|reshape|fill in|impute|anonymi[sz]e": "reshaping a table",
    r"translat\w*|rewrite|write(?= (?:me|a|an|to|up)\b)|writing|emails? to|draft|letter to|essay|poem|story|summar(?:y|ise|ize) (?:of )?(?:this |the )?(?:text|article|document|book|pdf)|proofread|grammar|spell\w*|sentiment|paraphrase|explain why|why\b|jokes?|haiku": "writing and understanding texts",
    r"moving averages?|rolling|running totals?|cumulative|percent(?:age)? (?:change|growth|of)|growth|increase (?:from|over|by)|change (?:from|over|between)|year[- ](?:over|on)[- ]year|month[- ](?:over|on)[- ]month|yoy|mom|ratio|per capita|per head|rate of|conversion rate|margin|profit|times the|multipl\w*|divided by|product of|difference between|compared (?:to|with)|versus|share of(?! e)|keeps? going|carr(?:y|ies) on like|by how (?:many|much) percent|percent up|up or down|running balance|running sum|running|difference in|on top of last": "sums that use several columns or earlier periods",
    r"exchange rates?|currenc(?:y|ies)|(?:dollars?|euros?|usd|eur|gbp|pounds sterling|yen|yuan) (?:to|in|into) (?:dollars?|euros?|usd|eur|gbp|pounds|yen|yuan)|stock prices?|weather|news\b|web ?site|scrape|download from|api\b|internet|google|current price": "things from the internet",
    r"remove (?:the )?background|background|crop|rotat\w*|flip (?:the |this |horizontally|vertically)|watermark|black and white|gr[ae]y ?scale|filter effect|blur|sharpen|collage|ocr|text from (?:the )?(?:image|picture|photo)|brighten|compress|faces?|under \d+ ?[km]b|smaller than \d+ ?[km]b": "editing pictures",
    r"\bages?\b(?! group| column)|bmi|body mass|tax(?:es)?\b|vat\b|calories|pension|retire\w*|savings|compound interest|investment|payroll": "that calculation",
    r"pdf|formulas?|macros?|vba|ical\w*|ics|powerpoint|slides?|word document|presentation|docx|markdown|xml|parquet|sql|database|video|audio|music|mp3|mp4|zip": "that kind of file",
    r"games?|quiz(?: questions?| about| on|zes)|calendar|app\b|dashboard|website|web page|landing page|invoice (?:for|template)|flash ?cards|stop ?watch|alarm|remind\w*|calculator for": "programs of their own",
}  # fmt: skip
ZH = "相关|回归|预测|合并|透视|翻译|写一|邮件|移动平均|增长|同比|环比|汇率|背景|裁剪|旋转|异常|标准差|累计|人均|比率|占比|体重指数|税|年龄|总结|游戏|散点|直方|聚类|天气|新闻|美元|欧元|人民币"
_RULES = [
    (re.compile(rf"\b(?:{words})(?:e?s|e?d|ing)?(?!\w)", re.I), label) for words, label in OUTSIDE.items()
]
_ZH = re.compile(ZH)


def points_outside(text: str, known: frozenset[str] = frozenset()) -> str:
    """What a request asks for that no recipe does, in words; "" for nothing. `known` words are columns or values."""
    for pattern, label in _RULES:
        for match in pattern.finditer(text):
            if match[0].strip().lower() not in known and stem(match[0].strip()) not in known:
                return label
    found = _ZH.search(text)
    return f"“{found[0]}”" if found and found[0] not in known else ""
