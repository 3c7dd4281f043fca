"""A calendar of a month, of each month, or of a year on one page, to print."""

import calendar
import datetime
import functools
import importlib.util
import io
import re
import unicodedata
import zipfile
from pathlib import Path

import pandas as pd
from reportlab.lib import pagesizes
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

MONTH = "this month"  # this month, next month, each month of the year, whole year on one page, January, …
YEAR = 0  # 0 for this one
FIRST = "Monday"  # Monday, Sunday, Saturday
DAYS = []  # "2026-05-01 Holiday", "12-24 Christmas Eve" (of every year)
WEEKS = False
PAPER = "A4"  # A4, Letter, A3
LANGUAGE = "English"

ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTHS = {
    "English": ENGLISH,
    "中文": [f"{number}月" for number in range(1, 13)],
    "Deutsch": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "Français": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "Español": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
}
WEEKDAYS = {
    "English": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "中文": ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"],
    "Deutsch": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    "Français": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "Español": ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
}
START = {"Monday": 0, "Saturday": 5, "Sunday": 6}[FIRST]
INK, SOFT, LINE, RED, GROUND = "#1c1c1c", "#8a8a8a", "#c9c9c9", "#b3261e", "#f5f3ef"


# include: files


# include: printing


def whole_year():
    """Of another year “this month” means nothing: the year is drawn then."""
    other = YEAR and datetime.date.today().year != YEAR and MONTH in ("this month", "next month")
    if other:
        print(f"“{MONTH.capitalize()}” isn't in {YEAR}, so the whole year is drawn.")
    return bool(other or MONTH == "whole year on one page")


def months(whole):
    """The (year, month) pairs that are wanted."""
    today = datetime.date.today()
    year = YEAR or today.year
    if whole:
        return [(year, month) for month in range(1, 13)]
    if MONTH in ENGLISH:
        return [(year, ENGLISH.index(MONTH) + 1)]
    if MONTH == "this month":
        return [(year, today.month)]
    if MONTH == "next month":
        return [(year + today.month // 12, today.month % 12 + 1)]
    return [(year, month) for month in range(1, 13)]


def own_days():
    """{(year or None, month, day): [texts]}"""
    found = {}
    for line in DAYS:
        match = re.match(r"\s*(?:(\d{4})\s*[-/.年])?\s*(\d\d?)\s*[-/.月]\s*(\d\d?)日?[\s:,：，]+(\S.*)", line)
        try:
            datetime.date(int(match[1] or 2000), int(match[2]), int(match[3]))
        except (TypeError, ValueError):
            raise ValueError(
                f"“{line}” has no date that can be read. Write it like: 2026-05-01 Holiday"
            ) from None
        key = (int(match[1]) if match[1] else None, int(match[2]), int(match[3]))
        found.setdefault(key, []).append(match[4].strip())
    return found


def texts_on(own, day):
    return own.get((day.year, day.month, day.day), []) + own.get((None, day.month, day.day), [])


def weeks_of(year, month):
    return calendar.Calendar(START).monthdatescalendar(year, month)


def week_number(week):
    """By ISO: that of the Thursday in it."""
    return next(day for day in week if day.weekday() == 3).isocalendar().week


def title(year, month):
    return f"{year}年{month}月" if LANGUAGE == "中文" else f"{MONTHS[LANGUAGE][month - 1]} {year}"


def short(name):
    return name[-1] if LANGUAGE == "中文" else name[:2]


def month_page(canvas, width, height, year, month, own):
    margin, weeks = 12 * mm, weeks_of(year, month)
    side = 12 * mm if WEEKS else 0
    left, top, bottom = margin + side, height - margin - 24 * mm, margin
    cell, high = (width - margin - left) / 7, (top - bottom) / len(weeks)
    draw_text(canvas, left, height - margin - 11 * mm, title(year, month), 30, True, color=INK)
    for place in range(7):
        day = (START + place) % 7
        color = RED if day == 6 else "#555555"
        draw_text(
            canvas,
            left + place * cell + 2 * mm,
            top + 2.5 * mm,
            WEEKDAYS[LANGUAGE][day],
            10,
            color=color,
            width=cell - 4 * mm,
        )
    for row, week in enumerate(weeks):
        y = top - (row + 1) * high
        if WEEKS:
            draw_text(
                canvas, left - 3 * mm, y + high - 7 * mm, str(week_number(week)), 9, align="right", color=SOFT
            )
        for place, day in enumerate(week):
            x = left + place * cell
            within = day.month == month
            if within and day.weekday() >= 5:
                canvas.setFillColor(GROUND)
                canvas.rect(x, y, cell, high, stroke=0, fill=1)
            texts = texts_on(own, day) if within else []
            color = "#c4c4c4" if not within else RED if day.weekday() == 6 else INK
            draw_text(
                canvas,
                x + 2 * mm,
                y + high - 7.5 * mm,
                str(day.day),
                15 if within else 11,
                within,
                color=color,
            )
            lines = [line for text in texts for line in wrapped(text, 9, cell - 4 * mm)]
            for at, line in enumerate(lines[: int((high - 9 * mm) / (4 * mm))]):
                draw_text(
                    canvas,
                    x + 2 * mm,
                    y + high - (12.5 + 4 * at) * mm,
                    line,
                    9,
                    color="#333333",
                    width=cell - 4 * mm,
                )
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    for row in range(len(weeks) + 1):
        canvas.line(left, top - row * high, width - margin, top - row * high)
    for place in range(8):
        canvas.line(left + place * cell, top, left + place * cell, bottom)


def year_page(canvas, width, height, year, own):
    margin = 13 * mm
    draw_text(
        canvas,
        width / 2,
        height - margin - 8 * mm,
        str(year) + ("年" if LANGUAGE == "中文" else ""),
        30,
        True,
        "center",
        INK,
    )
    noted = [(day, text) for day in dates_of(year) for text in texts_on(own, day)]
    columns = 2
    rows = min(-(-len(noted) // columns), 14)
    foot = margin + (rows * 4.6 * mm + 5 * mm if noted else 0)
    across, down = (width - 2 * margin) / 3, (height - margin - 18 * mm - foot) / 4
    for month in range(1, 13):
        row, column = divmod(month - 1, 3)
        small_month(
            canvas,
            margin + column * across,
            height - margin - 18 * mm - row * down,
            across - 8 * mm,
            down,
            year,
            month,
            own,
        )
    for place, (day, text) in enumerate(noted[: rows * columns]):
        column, row = divmod(place, rows)
        x, y = margin + column * (width - 2 * margin) / columns, foot - 6 * mm - row * 4.6 * mm
        draw_text(
            canvas,
            x,
            y,
            f"{day:%m-%d}  {text}",
            9,
            color="#333333",
            width=(width - 2 * margin) / columns - 6 * mm,
        )
    return max(0, len(noted) - rows * columns)


def dates_of(year):
    first = datetime.date(year, 1, 1)
    return [first + datetime.timedelta(day) for day in range(366 if calendar.isleap(year) else 365)]


def small_month(canvas, x, top, width, height, year, month, own):
    side = width / 9 if WEEKS else 0
    cell, line = (width - side) / 7, min(height / 9, 6.6 * mm)
    size = min(9.5, line * 0.52 + 2)
    draw_text(canvas, x + side, top - line, MONTHS[LANGUAGE][month - 1], size + 3, True, color=INK)
    for place in range(7):
        day = (START + place) % 7
        right = x + side + (place + 1) * cell - 1.5 * mm
        draw_text(
            canvas,
            right,
            top - 2.1 * line,
            short(WEEKDAYS[LANGUAGE][day]),
            size - 1.5,
            align="right",
            color=RED if day == 6 else SOFT,
        )
    for row, week in enumerate(weeks_of(year, month)):
        y = top - (3.1 + row) * line
        if WEEKS:
            draw_text(
                canvas,
                x + side - 1.5 * mm,
                y,
                str(week_number(week)),
                size - 2.5,
                align="right",
                color="#b0b0b0",
            )
        for place, day in enumerate(week):
            if day.month != month:
                continue
            right = x + side + (place + 1) * cell - 1.5 * mm
            marked = bool(texts_on(own, day))
            if marked:
                wide = text_width(str(day.day), size, True)
                canvas.setFillColor("#f3d9a4")
                canvas.roundRect(
                    right - wide - 1 * mm,
                    y - 1.1 * mm,
                    wide + 2 * mm,
                    size + 1.2 * mm,
                    1.2 * mm,
                    stroke=0,
                    fill=1,
                )
            draw_text(
                canvas, right, y, str(day.day), size, marked, "right", RED if day.weekday() == 6 else INK
            )


def main():
    own, whole, left_out = own_days(), whole_year(), 0
    wanted = months(whole)
    one_look([*MONTHS[LANGUAGE], *WEEKDAYS[LANGUAGE], *(text for texts in own.values() for text in texts)])
    size = {"A4": pagesizes.A4, "Letter": pagesizes.letter, "A3": pagesizes.A3}[PAPER]
    width, height = size if whole else pagesizes.landscape(size)
    name = f"calendar {wanted[0][0]}" + (f"-{wanted[0][1]:02d}" if len(wanted) == 1 else "") + ".pdf"
    canvas = Canvas(f"/out/{name}", (width, height))
    canvas.setTitle(str(wanted[0][0]) if len(wanted) > 1 else title(*wanted[0]))
    if whole:
        left_out = year_page(canvas, width, height, wanted[0][0], own)
    for year, month in [] if whole else wanted:
        month_page(canvas, width, height, year, month, own)
        canvas.showPage()
    canvas.save()
    shown(wanted)
    if left_out:
        print(f"No room below the months for {plural(left_out, 'day')} of yours; their dates are marked.")
    held = [
        day
        for year, month in wanted
        for week in weeks_of(year, month)
        for day in week
        if (day.year, day.month) == (year, month) and texts_on(own, day)
    ]
    if DAYS:
        print(f"Days of yours in it: {len(held):,}.")
    say_lost()


def shown(wanted):
    """The same as a table: the weeks of a month, or how each month begins."""
    if len(wanted) == 1:
        year, month = wanted[0]
        weeks = weeks_of(year, month)
        print(f"{calendar.monthrange(year, month)[1]} days in {ENGLISH[month - 1]} ({year:04d}-{month:02d}).")
        rows = [
            {WEEKDAYS["English"][day.weekday()]: str(day.day) if day.month == month else "" for day in week}
            for week in weeks
        ]
        display(pd.DataFrame(rows))
        return
    print(f"{len(wanted)} months of {wanted[0][0]:04d}.")
    days = WEEKDAYS["English"]
    rows = [
        {"Year": year, "Month": month, "Name": MONTHS[LANGUAGE][month - 1], "Begins on": days[calendar.monthrange(year, month)[0]], "Days": calendar.monthrange(year, month)[1]}
        for year, month in wanted
    ]  # fmt: skip
    display(pd.DataFrame(rows))


main()
