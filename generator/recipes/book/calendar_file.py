"""An .ics file with an event for each row that has a date. Times are local: they stay what they are anywhere."""

import datetime
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import pandas as pd

FILE = "dates.csv"
READ = {
    "format": "csv",
    "sep": ",",
    "encoding": "utf-8",
    "header": 0,
    "skip": 0,
    "na": [],
    "names": [],
    "numbers": [],
    "dates": {},
}
DATE = ""  # columns; found by their names where empty
TITLE = ""
TIME = ""
END = ""
PLACE = ""
NOTE = ""
MINUTES = 60  # where no end is given
REMIND = 0  # minutes before, 0 for none


# include: reading


# include: files


# include: guessing


def columns_of(names):
    dates = [name for name in names if name in READ["dates"]]
    date = guessed(DATE, dates or names, "start begin date day datum beginn 日期 开始 时间") or (
        dates[0] if dates else ""
    )
    if not date:
        raise ValueError("No column looks like a date. Choose it.")
    others = [name for name in names if name != date]
    end = guessed(END, others, "end until bis ende 结束 截止")
    time = guessed(
        TIME,
        [name for name in others if name not in READ["dates"]],
        "time uhrzeit zeit hour clock 时间 时刻",
        (end,),
    )
    place = guessed(
        PLACE, others, "place location room venue where ort raum address 地点 地址 教室", (time, end)
    )
    note = guessed(NOTE, others, "note comment detail info bemerkung 备注 说明", (time, end, place))
    used = (time, end, place, note)
    title = guessed(
        TITLE,
        others,
        "title event subject what name topic task appointment description titel termin 标题 名称 事项 活动 课程 内容",
        used,
    )
    title = title or next((name for name in others if name not in used and name not in READ["numbers"]), "")
    if not title:
        raise ValueError("No column says what happens. Choose it.")
    return {"date": date, "what happens": title, "time": time, "end": end, "place": place, "note": note}


def clock(value):
    """A time of day in "14:30", "2:30 pm", "14h30", "下午2:30"; None where there is none."""
    said = as_text(value).lower()
    match = re.search(
        r"(?<!\d)(\d{1,2})[:.h时点](\d\d)?(?::\d\d)?\s*(am|pm|a\.m\.|p\.m\.)?|(?<!\d)(\d{1,2})\s*(am|pm)",
        said,
    )
    if not match:
        return None
    hour, minute, half = (
        int(match[1] or match[4]),
        int(match[2] or 0),
        (match[3] or match[5] or "").replace(".", ""),
    )
    hour = hour % 12 + 12 * (half == "pm") if half else hour + 12 * ("下午" in said and hour < 12)
    return datetime.time(hour, minute) if hour < 24 and minute < 60 else None


def day_of(value):
    found = pd.to_datetime(value, errors="coerce")
    return None if found is pd.NaT or found != found else found.to_pydatetime()


def event(row, use):
    """(start, end, whole days) of a row; None where it has no date."""
    start = day_of(row[use["date"]])
    if start is None:
        return None
    time = clock(row[use["time"]]) if use["time"] else None
    start = datetime.datetime.combine(start.date(), time) if time else start
    whole = not time and start.time() == datetime.time()
    end = as_text(row[use["end"]]) if use["end"] else ""
    until = clock(end) if not re.search(r"\d{4}", end) or ":" in end else None
    day = day_of(row[use["end"]]) if use["end"] and re.search(r"\d{4}[-/.]|[-/.]\d{4}", end) else None
    if whole:
        last = max(day.date(), start.date()) if day else start.date()
        return start, datetime.datetime.combine(last + datetime.timedelta(1), datetime.time()), True
    stop = (
        datetime.datetime.combine((day or start).date(), until)
        if until
        else start + datetime.timedelta(minutes=MINUTES)
    )
    return start, stop if stop > start else stop + datetime.timedelta(1) if until else start, False


def escaped(text):
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\r", "").replace("\n", "\\n")


def folded(line):
    """At most 75 bytes a line, as the format asks; letters stay whole."""
    lines, held = [], ""
    for letter in line:
        if len((held + letter).encode()) > 73:
            lines, held = [*lines, held], ""
        held += letter
    return "\r\n ".join([*lines, held])


def written(row, use, when, stamp, place):
    start, end, whole = when
    form = "%Y%m%d" if whole else "%Y%m%dT%H%M%S"
    kind = ";VALUE=DATE" if whole else ""
    mark = hashlib.sha256(f"{FILE} {place} {start} {as_text(row[use['what happens']])}".encode()).hexdigest()[
        :24
    ]
    lines = [
        "BEGIN:VEVENT", f"UID:{mark}@oneoff", f"DTSTAMP:{stamp}", f"DTSTART{kind}:{start:{form}}", f"DTEND{kind}:{end:{form}}",
        f"SUMMARY:{escaped(as_text(row[use['what happens']]) or '–')}",
    ]  # fmt: skip
    for name, column in (("LOCATION", use["place"]), ("DESCRIPTION", use["note"])):
        if column and as_text(row[column]):
            lines.append(f"{name}:{escaped(as_text(row[column]))}")
    if REMIND:
        lines += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "DESCRIPTION:Reminder",
            f"TRIGGER:-PT{REMIND}M",
            "END:VALARM",
        ]
    return [*lines, "END:VEVENT"]


def main():
    frame = read_table(FILE, READ)
    if frame.empty:
        raise ValueError(f"{FILE} has no rows.")
    use = columns_of(list(frame.columns))
    stamp = f"{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%SZ}"
    lines, rows = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Oneoff//Calendar file//EN",
        "CALSCALE:GREGORIAN",
    ], []
    for place, (_, row) in enumerate(frame.iterrows()):
        when = event(row, use)
        if when is None:
            continue
        lines += written(row, use, when, stamp, place)
        start, end, whole = when
        last = end - datetime.timedelta(1) if whole else end
        until = f"{last:%Y-%m-%d}" if last.date() != start.date() else ""
        hours = "all day" if whole else f"{start:%H:%M}–{end:%H:%M}"
        rows.append(
            {
                "Day": f"{start:%Y-%m-%d}",
                "Until": until,
                "Time": hours,
                "What": as_text(row[use["what happens"]]),
                "Place": as_text(row[use["place"]]) if use["place"] else "",
            }
        )
    if not rows:
        raise ValueError(f"No row has a date that can be read in {use['date']}.")
    made = f"{Path(FILE).stem}.ics"
    Path("/out", made).write_bytes(("\r\n".join(map(folded, [*lines, "END:VCALENDAR"])) + "\r\n").encode())
    print(
        f"{plural(len(rows), 'event is', 'events are')} in {made}. Open the file to take them into your calendar."
    )
    print("Columns: " + "; ".join(f"{part} = {name}" for part, name in use.items() if name))
    if left := len(frame) - len(rows):
        print(f"Without a date, and left out: {plural(left, 'row')}.")
    table = pd.DataFrame(rows)
    display(table[[name for name in table if table[name].astype(bool).any()]])


main()
