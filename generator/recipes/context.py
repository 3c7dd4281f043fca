"""What people say around a request: greetings, reasons, who it is for. It changes nothing of what is asked.

Words that could name a column, a value or a step are never harmless where a column is expected.
"""

from __future__ import annotations

import re

from generator.recipes.columns import RESERVED
from generator.recipes.said import COL, VAL, WHEN, Said
from generator.recipes.words import NUMBERS, ROWS, listed, stem

_TALK = """think believe guess suppose reckon wonder wondering hope hoping say says said ask asks asked asking told
    question questions sorry excuse appreciate grateful cheers regards kind lovely great good morning afternoon evening
    love dearly wish prefer understand remember clear clearly idea point sense thx ta quid bucks anyway well oh ah
    interested curious check checking important urgent asap soon quick fast easy mate folks guys everyone everybody
    answer answers story care"""
_HEDGES = """maybe perhaps probably basically roughly rough exactly exact precisely approximately ideally preferably quite
    very pretty honestly somehow still already yet even too right sure certainly obviously apparently ever usually but
    sometimes though although because while whilst whether either proper properly nicely neat neatly tidy handy once
    straight away whole entire full complete completely actual real bit lot lots bunch much separately respectively"""
_PEOPLE = """boss manager director colleague colleagues coworker team staff parents parent teacher accountant auditor
    committee board kid kids child children pupil pupils class school club office shop company business department
    everyone anybody anyone someone somebody person people folk myself yourself ourselves themselves wife husband friend
    friends mum dad lads girls boys crew"""
_OCCASIONS = """meeting report review audit newsletter interview lesson trip holiday party wedding fete church project
    deadline tonight handout lecture minutes agenda talk return budget newsletter accounts bookkeeping paperwork records
    purposes purpose discussion session appraisal inventory planning event"""
_THINGS = """export extract download downloaded list lists sheet dump log ledger register document doc attachment system
    program programme software tool till printer book copy stuff thing things info information figures numbers details
    overview breakdown everything anything values entries cells page line lines rows picture view summary database
    diagram visual screen number amounts detail"""
_DOING = """invoiced billed measured observed counted collected worked search searching must according chase 排 come comes came coming go goes going went gone put puts putting pass send sent sending hand bring brings
    brought got getting run runs running ran hold happen happens happened occurred book booked place placed enter entered
    record recorded raise raised issue issued receive received took taken buy buys bought sell sells sold serve served
    visit visited live lives lived living sign signed attend attended belong belongs done made makes making be gets work
    works worked wrote write sum-up decide figure trying view open opens opened looks looking seem seems stand stands
    keep keeps holding spend spent earn earned paid pay pays use used uses fall falls fell sits sit call called named add
    charge charged shift shifted perform performed stack up pull produce produced compare-up did do does doing has
    developed evolved changed moved earns charges entries handle handled log logged noted list listed"""
_WORDS = listed(" ".join((_TALK, _HEDGES, _PEOPLE, _OCCASIONS, _THINGS, _DOING)))
_PURPOSE = (
    r"(?:meeting|report|review|audit|auditors?|return|boss|manager|newsletter|website|web ?page|page|presentation|"
    r"accountant|board|committee|team|colleagues?|lesson|class|slides?|talk|party|wedding|trip|holiday|deadline|"
    r"records|files|paperwork|archive|noticeboard|whiteboard|wall|blog|homework|project|exam|test|kitchen|interview|section|"
    r"paper|thesis|study|analysis|article|chapter|form|application|planning|rota|roster|shop|office|club|school)"
)
_DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_ASKS = re.compile(
    r"\b(?:want|wants|need|needs|like|would|must|should|please|pls|show|give|list|make|how|what|which|who|whom|whose|"
    r"where|when|can|could|sort|filter|count|sum|total|remove|delete|find|convert|turn|save|by|per|each|every|only|"
    r"without|except|not|no|never|add|then|rank|compare|split|group)\b"
)
_STATEMENT = re.compile(
    r"\s*(?:(?:hi|hello|hey|dear|good morning|good afternoon|good evening|thanks?|thank you|many thanks|cheers|ta|"
    r"(?:kind |best )?regards|sorry|no rush|it'?s urgent)\b|"
    r"(?:and )?(?:so|because|since|as|cos) (?:that )?(?:i|we|he|she|they|it|my|our)\b|"
    r"(?:and )?(?:i|we|he|she|they|you|it|its|it's|i'm|we're|i've|we've|this|these)\b|(?:my|our|the) \w+ (?:is|are|was|were|has|have|says|said|will|won'?t)\b)"
)
_SOURCE = re.compile(
    r"\s*(?:this|it|these|that)(?: file| table| list| export)? (?:is|are|comes?|came|was|were)\b.*\b(?:from|of|out)\b"
)
_BLOCKS = listed("""not never don't doesn't didn't isn't aren't wasn't without except unless neither nor other others another
    different distinct various instead versus vs both then afterwards next previous prior today yesterday tomorrow
    difference ratio share percent percentage rate change trend compare compared average total sum median chart graph plot
    sort filter rename replace append multiply divide subtract fill format formula email mail print group pair pairs team
    teams round rounds interval intervals repeat break breaks weighted assign protect crack hack recover reset encrypt
    unlock manager deposit extra early balloon dpi cm inch inches kb mb compress rounded bulk several multiple remaining
    protected highlight colour color template formulas macro split merge combine per each every""")  # fmt: skip
_MEASURE = re.compile(
    r"\d ?((?:day|hour|minute|year|point|mark|piece|unit|mile|litre|item|ticket|pound|dollar|euro|kilo|metre|page|seat)s?|"
    r"kg|km|quid|bucks|times|%)\b"
)
_SLOT = re.compile(
    r"\b(?:by|per|each|every|averages?|mean|median|totals?|sum|highest|lowest|maximum|minimum|how many|number of|"
    r"count of|without|except|excluding|only|just|not|no)(?: of| the| all| our| my| different)* ([^\W\d_]+)"
)


def without_context(said: Said) -> Said:
    """Without clauses that only tell something: no value, date, number or wish stands in them."""
    kept = []
    for clause in re.findall(r".+?(?:[.!?;,\n]+(?=\s|$)|\s-\s|$)", said.text, re.S):
        kept.append(" " if _tells(clause) else clause)
    text = "".join(kept)
    return Said(without_purpose(text if text.strip(" .,!?") else said.text), said.mentions)


def _tells(clause: str) -> bool:
    hurry = re.match(r"\s*(?:and )?(?:i'm|i am|i have|i've|we have|we're|we are) ", clause)
    if re.search(rf"{VAL}|{WHEN}", clause) or (re.search(r"\d", clause) and not hurry):
        return False
    if _SOURCE.match(clause) and not re.search(r"\b(?:by|per|each|every|want|need)\b", clause):
        return True
    asks = re.search(COL, clause) or _ASKS.search(clause)
    return bool(_STATEMENT.match(clause)) and not asks and not (_tokens(clause) & (RESERVED | _BLOCKS))


def without_purpose(text: str) -> str:
    """ "for the VAT return", "for my boss", "so I can pass it on to the auditor" at an end."""
    text = re.sub(
        rf"\bfor (?:the|my|our|a|an|his|her|their|this|next|tomorrow's|some)(?: [^\s\d,.!?]+){{0,2}}? {_PURPOSE}\b(?=\s*(?:[,.!?;)]|$))",
        " ",
        text,
    )
    text = re.sub(
        rf"\b(?:by|until|for) (?:today|tomorrow|tonight|{_DAY}|the end of (?:the|this) (?:day|week|month))\b",
        " ",
        text,
    )
    return re.sub(
        rf"\b(?:so (?:that )?(?:i|we) (?:can|know|see|could|have)|(?:in order )?to (?:show|send|pass|give|hand)(?: it| them)?(?: on)?(?: to)?) [^\d.,!?;{COL[1:-1]}{VAL[1:-1]}]{{0,60}}(?=[.,!?;]|$)",
        " ",
        text,
    )


def without_reason(text: str) -> str:
    """ "Because the system does not accept them": a reason asks for nothing."""
    return re.sub(r"\b(?:because|cos|since|as) (?:the|my|our|it|they|i|we|he|she)\b[^.?!,;:\d\n]*", " ", text)


def _tokens(text: str) -> set[str]:
    return {form for word in re.findall(r"[^\W\d_]+(?:['’][a-z]+)?", text) for form in (word, stem(word))}


def unexplained(said: Said, nouns: set[str]) -> list[str]:
    """The words left that may change what is asked: not harmless, or where a column or value is expected."""
    slots = {match[1] for match in _SLOT.finditer(said.text)}
    spoken = {mention.words for mention in said.mentions.values()}
    dated = {m.words.lower() for m in said.mentions.values() if m.kind == "date" and m.words.endswith("ed")}
    measures = {match[1] for match in _MEASURE.finditer(said.text)}
    left = []
    for word in said.left():
        small = word.lower()
        related = any(small.startswith(noun) for noun in nouns) or small in measures
        harmless = (
            small in _WORDS or (small.endswith("ed") and small in dated) or related or stem(small) in ROWS
        )
        if (word in spoken and small not in dated) or not harmless or (small in slots and not related):
            left.append(word)
    return left


def blocking(said: Said, nouns: set[str]) -> list[str]:
    """The words left that may change what is asked, where a table is taken as it is."""
    rows = nouns | ROWS
    spoken = {m.words for m in said.mentions.values() if m.exact or stem(m.words) not in rows}
    return [
        word
        for word in said.left()
        if word in spoken
        or (stem(word.lower()) in RESERVED and stem(word.lower()) not in rows)
        or steps([word])
    ]


def steps(words: list[str]) -> list[str]:
    """The words that ask for a step of their own, and numbers; the others only tell."""
    found = []
    for word in words:
        small = word.lower()
        if {small, stem(small)} & _BLOCKS or small in NUMBERS or re.search(r"\d", small):
            found.append(word)
    return found
