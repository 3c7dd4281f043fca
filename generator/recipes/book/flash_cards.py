"""A page of cards to learn with. It needs no network, and its values stand in it."""

import datetime
import io
import json
import re
import zipfile
from pathlib import Path

import pandas as pd

FILE = ""  # a table, or a text with a card on each line
READ = {}
CARDS = []  # "dog = Hund", where there is no file
FRONT = ""  # columns; the first two where empty
BACK = ""
TITLE = ""
LANGUAGE = "English"  # English, 中文

SAY = {
    "English": {"turn": "Turn", "known": "I knew it", "again": "Once more", "left": "left", "done": "All known!", "tries": "turns", "restart": "Start again", "swap": "Other side first", "title": "Flash cards", "keys": "Space turns, → knew it, ← once more"},
    "中文": {"turn": "翻面", "known": "记住了", "again": "再来一次", "left": "张剩余", "done": "全部记住了！", "tries": "次翻卡", "restart": "重新开始", "swap": "先看另一面", "title": "抽认卡", "keys": "空格翻面，→ 记住了，← 再来一次"},
}[LANGUAGE]  # fmt: skip

PAGE = """<!doctype html>
<html lang="LANGUAGE">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="height" content="480">
<title></title>
<style>
:root { color-scheme: light dark; --ground: #f6f4f0; --card: #fff; --ink: #1d1d1f; --soft: #6b6b70; --line: #d9d5cd; --good: #1a6b43; --good-ink: #fff; }
@media (prefers-color-scheme: dark) { :root { --ground: #17181a; --card: #242629; --ink: #f1f0ee; --soft: #a3a3a8; --line: #3a3d42; --good: #2a7d54; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 20px 16px; background: var(--ground); color: var(--ink); font: 16px/1.45 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
main { max-width: 640px; margin: 0 auto; }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 12px; }
h1 { font-size: 20px; margin: 0; }
#left, #keys { color: var(--soft); font-size: 14px; }
#bar { height: 6px; margin: 12px 0 16px; border-radius: 3px; background: var(--line); overflow: hidden; }
#bar div { height: 100%; width: 0; background: var(--good); transition: width .25s; }
#card { display: grid; place-items: center; width: 100%; min-height: 260px; padding: 24px; border: 1px solid var(--line); border-radius: 16px; background: var(--card); color: inherit; font: inherit; font-size: 30px; text-align: center; overflow-wrap: anywhere; white-space: pre-wrap; cursor: pointer; box-shadow: 0 2px 10px rgb(0 0 0 / .06); }
#card.long { font-size: 20px; }
#card.back { border-color: var(--good); }
#card:focus-visible, button:focus-visible { outline: 3px solid #4c8bf5; outline-offset: 2px; }
.row { display: flex; flex-wrap: wrap; gap: 10px; margin: 14px 0; }
button { min-height: 44px; padding: 8px 16px; border: 1px solid var(--line); border-radius: 10px; background: var(--card); color: inherit; font: inherit; cursor: pointer; }
.row button { flex: 1 1 120px; }
button.good { border-color: var(--good); background: var(--good); color: var(--good-ink); }
.row button.small { flex: 0 1 auto; min-height: 36px; padding: 4px 12px; font-size: 14px; color: var(--soft); }
[hidden] { display: none !important; }
@media (pointer: coarse) { #keys { display: none; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
</style>
</head>
<body>
<main>
<header><h1></h1><span id="left" role="status"></span></header>
<div id="bar"><div></div></div>
<button id="card" type="button"></button>
<div class="row"><button id="again" type="button"></button><button id="turn" type="button"></button><button id="known" type="button" class="good"></button></div>
<div class="row"><button id="swap" type="button" class="small"></button><button id="restart" type="button" class="small"></button><span id="keys"></span></div>
</main>
<script type="application/json" id="cards">VALUES</script>
<script>
const { title, say, cards } = JSON.parse(document.getElementById("cards").textContent);
const at = id => document.getElementById(id);
let queue = [], side = 0, first = 0, tries = 0;
document.title = title;
document.querySelector("h1").textContent = title;
for (const id of ["turn", "known", "again", "swap", "restart", "keys"]) at(id).textContent = say[id];
function shuffled(list) {
  const made = [...list];
  for (let i = made.length - 1; i > 0; i--) { const j = Math.floor(Math.random() * (i + 1)); [made[i], made[j]] = [made[j], made[i]]; }
  return made;
}
function begin() { queue = shuffled(cards); tries = 0; side = first; show(); }
function show() {
  const done = !queue.length;
  const text = done ? `${say.done}\n${tries} ${say.tries}` : queue[0][side];
  at("card").textContent = text;
  at("card").className = (text.length > 60 ? "long " : "") + (side !== first || done ? "back" : "");
  at("left").textContent = say.left === "left" ? `${queue.length} left` : `${queue.length} ${say.left}`;
  document.querySelector("#bar div").style.width = `${100 * (1 - queue.length / cards.length)}%`;
  for (const id of ["again", "turn", "known"]) at(id).hidden = done;
}
function turn() { if (queue.length) { side = 1 - side; show(); } }
function next(known) {
  if (!queue.length) return;
  tries += 1;
  const card = queue.shift();
  if (!known) queue.splice(Math.min(queue.length, 3 + Math.floor(Math.random() * 3)), 0, card);
  side = first;
  show();
}
at("card").onclick = turn;
at("turn").onclick = turn;
at("known").onclick = () => next(true);
at("again").onclick = () => next(false);
at("restart").onclick = begin;
at("swap").onclick = () => { first = 1 - first; side = first; show(); };
addEventListener("keydown", event => {
  if (event.key === "ArrowRight") next(true);
  else if (event.key === "ArrowLeft") next(false);
  else if (event.key === " " && event.target.tagName !== "BUTTON") { event.preventDefault(); turn(); }
});
begin();
</script>
</body>
</html>
"""


# include: reading


# include: files


# include: guessing


def of_lines(lines):
    """ "dog = Hund" -> ("dog", "Hund"); the sign may be =, a tab, ;, :, – or -."""
    cards = []
    for line in lines:
        parts = re.split(r"\s*(?:\t|=|＝|;|；|\s[-–—:]\s|：|(?<=\w):\s)\s*", line.strip(), maxsplit=1)
        if len(parts) == 2 and all(parts):
            cards.append((parts[0], parts[1]))
        elif line.strip():
            raise ValueError(f"“{line.strip()[:60]}” has one side only. Write both, like: dog = Hund")
    return cards


def of_table():
    frame = read_table(FILE, {**READ, "numbers": [], "dates": {}})
    names = list(frame.columns)
    front = FRONT or next((name for name in names if name != BACK), "")
    back = BACK or next((name for name in names if name != front), "")
    if not front or not back:
        raise ValueError("The table needs two columns: the front of the cards, and the back.")
    pairs = [(as_text(row[front]), as_text(row[back])) for _, row in frame.iterrows()]
    left = sum(not all(pair) for pair in pairs)
    if left:
        print(f"Left out, as one side is empty: {plural(left, 'row')}.")
    return [pair for pair in pairs if all(pair)]


def main():
    if FILE and not READ:
        cards = of_lines(Path("/in", FILE).read_text(encoding="utf-8-sig", errors="replace").splitlines())
    else:
        cards = of_table() if FILE else of_lines(CARDS)
    cards = list(dict.fromkeys(cards))
    if not cards:
        raise ValueError("There are no cards. Add a table of two columns, or write them like: dog = Hund")
    title = TITLE or (Path(FILE).stem.replace("_", " ") if FILE else SAY["title"])
    values = json.dumps({"title": title, "say": SAY, "cards": cards}, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        values = values.replace(sign, f"\\u{ord(sign):04x}")
    Path("/out/flash cards.html").write_text(
        PAGE.replace("VALUES", values).replace("LANGUAGE", "zh" if LANGUAGE == "中文" else "en", 1),
        encoding="utf-8",
    )
    print(f"{plural(len(cards), 'card is', 'cards are')} in the page “{title}”.")
    display(pd.DataFrame(cards, columns=["Front", "Back"]))


main()
