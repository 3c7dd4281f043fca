"""A sheet of sums, or of questions from a table, to print; the answers on a sheet of their own."""

import datetime
import functools
import importlib.util
import io
import json
import random
import re
import unicodedata
import zipfile
from pathlib import Path

import pandas as pd
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FILE = ""  # questions in the first column, answers in the second; sums where there is none
READ = {}
KIND = "multiplication"  # multiplication, addition, subtraction, division, mixed
COUNT = 30
LOWEST = 1
HIGHEST = 10
SHEETS = 1
TITLE = ""
ANSWERS = True
LANGUAGE = "English"  # English, 中文

CHANCE = random.SystemRandom()
SIGNS = {"multiplication": "×", "addition": "+", "subtraction": "−", "division": "÷"}
SAY = {
    "English": {"name": "Name", "date": "Date", "answers": "Answers", "sheet": "Sheet", "points": "Points", "quiz": "Quiz", "multiplication": "Multiplication", "addition": "Addition", "subtraction": "Subtraction", "division": "Division", "mixed": "Mixed sums"},
    "中文": {"name": "姓名", "date": "日期", "answers": "答案", "sheet": "第", "points": "得分", "quiz": "问答", "multiplication": "乘法练习", "addition": "加法练习", "subtraction": "减法练习", "division": "除法练习", "mixed": "混合运算"},
}[LANGUAGE]  # fmt: skip


# include: reading


# include: files


# include: guessing


# include: printing


def sums_of(kind):
    """All (task, answer) pairs of a kind when there are few, else as many by chance; nothing below zero, no rest."""
    numbers = range(LOWEST, HIGHEST + 1)
    few = len(numbers) ** 2 <= 20_000
    pairs = (
        [(a, b) for a in numbers for b in numbers]
        if few
        else [(CHANCE.choice(numbers), CHANCE.choice(numbers)) for _ in range(20_000)]
    )
    within = {"addition": lambda a, b: a + b, "multiplication": lambda a, b: a * b if KIND == "mixed" else 0}
    within["division"] = within["multiplication"]
    if kind in within:
        pairs = [(a, b) for a, b in pairs if within[kind](a, b) <= HIGHEST]
    if KIND == "mixed" and kind in ("multiplication", "division"):
        pairs = [(a, b) for a, b in pairs if a > 1 and b > 1] or pairs
    if kind == "subtraction":
        pairs = [(a, b) for a, b in pairs if a >= b]
    if kind == "division":
        pairs = [(a * b, b) for a, b in pairs if b]
    work = {
        "multiplication": lambda a, b: a * b,
        "addition": lambda a, b: a + b,
        "subtraction": lambda a, b: a - b,
        "division": lambda a, b: a // b,
    }
    return [(f"{a} {SIGNS[kind]} {b} =", work[kind](a, b)) for a, b in dict.fromkeys(pairs)]


def sheet_of_sums():
    """COUNT tasks; none twice while there are enough."""
    kinds = list(SIGNS) if KIND == "mixed" else [KIND]
    each = -(-COUNT // len(kinds))
    tasks = []
    for kind in kinds:
        there = sums_of(kind)
        if not there:
            raise ValueError("There is no sum with these numbers. Choose a larger largest number.")
        times = -(-each // len(there))
        tasks += [task for _ in range(times) for task in CHANCE.sample(there, len(there))][:each]
    CHANCE.shuffle(tasks)
    return tasks[:COUNT]


def questions():
    """The (question, answer) pairs of the table."""
    frame = read_table(FILE, {**READ, "numbers": [], "dates": {}})
    if frame.shape[1] < 2:
        raise ValueError("The table needs two columns: the questions, and the answers.")
    pairs = [(as_text(row.iloc[0]), as_text(row.iloc[1])) for _, row in frame.iterrows()]
    pairs = [pair for pair in pairs if pair[0]]
    if not pairs:
        raise ValueError(f"{FILE} has no questions.")
    return pairs


def head(canvas, title, number, answers):
    width, height = A4
    text = f"{title} · {SAY['answers']}" if answers else title
    draw_text(
        canvas,
        20 * mm,
        height - 24 * mm,
        text,
        20,
        True,
        width=width - 75 * mm if SHEETS > 1 else width - 40 * mm,
    )
    if SHEETS > 1:
        said = f"第 {number} 张" if LANGUAGE == "中文" else f"{SAY['sheet']} {number}"
        draw_text(canvas, width - 20 * mm, height - 24 * mm, said, 11, align="right", color="#666666")
    if not answers:
        y, x = height - 36 * mm, 20 * mm
        canvas.setLineWidth(0.5)
        for label, room in ((SAY["name"], 72), (SAY["date"], 42), (SAY["points"], 22)):
            draw_text(canvas, x, y, f"{label}:", 10, color="#444444")
            start = x + text_width(f"{label}:", 10) + 2 * mm
            canvas.setStrokeColor("#888888")
            canvas.line(start, y - 1 * mm, x + (room - 6) * mm + 12 * mm, y - 1 * mm)
            x += (room + 12) * mm
    return height - (50 if not answers else 40) * mm


def page_of_sums(canvas, tasks, title, number, answers):
    """In columns, from top to bottom."""
    width, _ = A4
    top = head(canvas, title, number, answers)
    columns = 2 if len(tasks) <= 20 else 3
    rows = -(-len(tasks) // columns)
    step = min(21 * mm, (top - 15 * mm) / rows)
    size = min(17 if columns == 2 else 15, step * 0.62)
    across = (width - 40 * mm) / columns
    widest = max(text_width(task, size) for task, _ in tasks)
    for place, (task, answer) in enumerate(tasks):
        column, row = divmod(place, rows)
        x, y = 20 * mm + column * across, top - row * step
        draw_text(canvas, x, y, f"{place + 1}", size * 0.6, color="#999999")
        right = min(x + 8 * mm + widest, x + across - 12 * mm)
        draw_text(canvas, right, y, task, size, align="right")
        if answers:
            draw_text(canvas, right + 2 * mm, y, str(answer), size, True, color="#1a5e3a")
        else:
            canvas.setStrokeColor("#888888")
            canvas.setLineWidth(0.5)
            canvas.line(right + 2 * mm, y - 1 * mm, min(right + 18 * mm, x + across - 4 * mm), y - 1 * mm)
    canvas.showPage()


def pages_of_questions(canvas, tasks, title, number, answers):
    width, _ = A4
    y = head(canvas, title, number, answers)
    for place, (task, answer) in enumerate(tasks, 1):
        lines = wrapped(task, 12, width - 52 * mm)
        replies = wrapped(answer, 12, width - 52 * mm) if answers else ["", ""]
        need = len(lines) * 6 * mm + len(replies) * (6.5 if answers else 9) * mm + 4 * mm
        if y - need < 15 * mm:
            canvas.showPage()
            y = A4[1] - 25 * mm
        draw_text(canvas, 20 * mm, y, f"{place}.", 12, color="#666666")
        for line in lines:
            draw_text(canvas, 30 * mm, y, line, 12)
            y -= 6 * mm
        for reply in replies:
            if answers:
                draw_text(canvas, 30 * mm, y, reply, 12, True, color="#1a5e3a")
                y -= 6.5 * mm
            else:
                y -= 4 * mm
                canvas.setStrokeColor("#bbbbbb")
                canvas.setLineWidth(0.5)
                canvas.line(30 * mm, y, width - 20 * mm, y)
                y -= 5 * mm
        y -= 4 * mm
    canvas.showPage()


def main():
    if LOWEST > HIGHEST:
        raise ValueError("The smallest number is larger than the largest.")
    pairs = questions() if FILE else []
    sheets = (
        [CHANCE.sample(pairs, len(pairs)) if SHEETS > 1 else pairs for _ in range(SHEETS)]
        if pairs
        else [sheet_of_sums() for _ in range(SHEETS)]
    )
    title = TITLE or (SAY["quiz"] if pairs else SAY[KIND])
    one_look([TITLE, *(text for pair in pairs for text in pair)])
    canvas = Canvas("/out/exercises.pdf", A4)
    canvas.setTitle(title)
    draw = pages_of_questions if pairs else page_of_sums
    for answers in (False, True) if ANSWERS else (False,):
        for number, tasks in enumerate(sheets, 1):
            draw(canvas, tasks, title, number, answers)
    pages = canvas.getPageNumber() - 1
    canvas.save()
    rows = [
        {"Sheet": number, "Number": place, "Question": task, "Answer": answer}
        for number, tasks in enumerate(sheets, 1)
        for place, (task, answer) in enumerate(tasks, 1)
    ]
    print(
        f"{plural(len(rows), 'exercise')} on {plural(SHEETS, 'sheet')}{', with the answers on pages of their own' if ANSWERS else ''}."
    )
    print(f"Pages of the PDF: {pages:,}.")
    say_lost()
    display(pd.DataFrame(rows))


main()
