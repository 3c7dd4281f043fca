"""The recipe book: chooses a recipe for a request, fills it in, and gives its program."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from generator.recipes.chinese import CJK
from generator.recipes.choosing import (
    READ_APART,
    content_words,
    merged,
    read_others,
    read_tables,
    tables_of,
)
from generator.recipes.columns import name_words
from generator.recipes.constants import set_constants, set_page_inputs
from generator.recipes.context import without_purpose
from generator.recipes.files import read_of
from generator.recipes.followup import follow
from generator.recipes.form import checked, form_of
from generator.recipes.outside import points_outside
from generator.recipes.readers.general import General
from generator.recipes.reading import Reading
from generator.recipes.recipe import Recipe, load_recipes
from generator.recipes.retrieval import Retrieval
from generator.recipes.sentences import declined
from generator.recipes.spoken import spoken
from generator.recipes.understood import summary_title, understood
from generator.recipes.words import stem
from generator.types import Choosing, FileProfile, InputSpec, Match, Program
from generator.values import BadInput

_PLENTY = 4  # as many unexplained words: the request is about something else
_LONG = 800  # letters: so long a request says more than a form can hold
_NEARER = 0.15  # of two recipes that fit a request: so much nearer is meant
_AHEAD = 0.45  # another recipe's phrase so much nearer: not sure any more


class Book:
    """All recipes. Loading takes some 50 ms; keep one."""

    def __init__(self, recipes: tuple[Recipe, ...]) -> None:
        self.recipes = recipes
        self._by_id = {recipe.id: recipe for recipe in recipes}
        self._general = General(tuple(recipe for recipe in recipes if recipe.id not in READ_APART))
        self._retrieval = Retrieval(
            {r.id: (*r.examples, *r.examples_zh, r.title, r.title_zh) for r in recipes}
        )

    @classmethod
    def load(cls) -> Book:
        return cls(load_recipes())

    def choose(
        self, request: str, profiles: tuple[FileProfile, ...], previous: Match | None = None
    ) -> Choosing:
        """One sure match, up to three to choose from, or words that say what can be done.

        `previous` is the last run of the conversation, for "only the last year" and the like.
        """
        text, chinese = request.strip(), bool(CJK.search(request))
        if not re.search(r"\w", text):
            return self._empty(profiles)
        fresh = self._fresh(text, profiles, chinese)
        if previous is None or previous.recipe not in self._by_id:
            return fresh
        followed = follow(previous, text, profiles) or ({}, False)
        return self._weigh(fresh, followed, previous, text, profiles, chinese)

    def program(self, match: Match) -> Program:
        """The recipe's program with the match's values in its constants."""
        recipe = self._by_id[match.recipe]
        put = set_page_inputs if recipe.kind == "html" else set_constants
        inputs = tuple(
            replace(spec, default=match.values.get(spec.name, spec.default)) for spec in recipe.inputs
        )
        title = match.values.get("TITLE") or match.title
        return Program(put(recipe.source, match.values), recipe.kind, str(title), inputs)

    def form(
        self, match: Match | str, values: dict[str, Any] | None = None, profiles: tuple[FileProfile, ...] = ()
    ) -> tuple[InputSpec, ...]:
        """The recipe's inputs with values as defaults and choices from the files."""
        recipe = self._by_id[match if isinstance(match, str) else match.recipe]
        if values is None:
            values = {} if isinstance(match, str) else match.values
        return form_of(recipe, values, profiles)

    def with_values(self, recipe_id: str, values: dict[str, Any], profiles: tuple[FileProfile, ...]) -> Match:
        """A sure match with values that a person chose. Raises BadInput with a sentence."""
        if recipe_id not in self._by_id:
            raise BadInput("This recipe is not in the book any more. Ask for it again.")
        recipe = self._by_id[recipe_id]
        chinese = bool(re.search("按.+统计|统计 ", str(values.get("TITLE", ""))))
        full = checked(recipe, values, profiles)
        return self._match(recipe_id, full, chinese, sure=True, profiles=profiles)

    # ---- choosing ----

    def _empty(self, profiles: tuple[FileProfile, ...]) -> Choosing:
        tables = [(p, t) for p, t in tables_of(profiles) if t.rows]
        values = [{"FILE": profile.name, "READ": read_of(table)} for profile, table in tables[:3]]
        return Choosing(
            tuple(self._match("describe_table", each, False) for each in values), declined((), False)
        )

    def _fresh(self, text: str, profiles: tuple[FileProfile, ...], chinese: bool) -> Choosing:
        readings = read_tables(text, profiles) + read_others(text, profiles, date.today())
        outside = points_outside(without_purpose(_bare(text)), _known(profiles))
        scores = self._retrieval.scores(text)
        long = len(_bare(text)) > _LONG
        sure = [
            reading
            for reading in readings
            if reading.sure and not long and not (outside and (reading.told or reading.recipe in _OF_TABLES))
        ]
        if sure:
            best = self._clear(sure, scores)
            if best is not None:
                return Choosing(
                    (self._match(best.recipe, best.values, chinese, sure=True, profiles=profiles),)
                )
        others = self._general.read(text, profiles)
        if not sure and not long and (best := _nearest(others)) is not None:
            return Choosing((self._match(best.recipe, best.values, chinese, True, profiles=profiles),))
        if any(reading.runs and not reading.left for reading in others):
            outside = ""
        return self._unsure(text, readings + others, scores, outside, profiles, chinese)

    def _clear(self, sure: list[Reading], scores: dict[str, float]) -> Reading | None:
        """The one that is meant, where that is clear."""
        by_recipe = {reading.recipe: reading for reading in sure}
        if len(by_recipe) < len(sure):
            return None
        for first, other in _BEFORE:
            if first in by_recipe and other in by_recipe:
                del by_recipe[other]
        if len(by_recipe) != 1:
            return None
        reading = next(iter(by_recipe.values()))
        return None if max(scores.values()) - scores[reading.recipe] > _AHEAD else reading

    def _unsure(
        self,
        text: str,
        readings: list[Reading],
        scores: dict[str, float],
        outside: str,
        profiles: tuple[FileProfile, ...],
        chinese: bool,
    ) -> Choosing:
        words = content_words(text)
        near = [
            r
            for r in readings
            if r.runs and len(r.left) < max(_PLENTY, 1) and len(r.left) <= max(1, len(words) * 0.6)
        ]
        near.sort(key=lambda r: (not r.sure, -r.head, len(r.left), len(r.missing), -scores[r.recipe]))
        matches: list[Match] = []
        for reading in near:
            for option in reading.options or [{}]:
                values = merged(reading.values, option)
                missing = tuple(
                    dict.fromkeys(
                        reading.missing + [f"I don't know what to do with “{word}”." for word in reading.left]
                    )
                )
                match = self._match(reading.recipe, values, chinese, missing=missing, profiles=profiles)
                if all((m.recipe, m.understood) != (match.recipe, match.understood) for m in matches):
                    matches.append(match)
        said = _why(readings, outside, profiles, words)
        if outside and not any(not reading.left for reading in near):
            matches = []
        return Choosing(tuple(matches[:3]), declined(said, chinese, tables_of(profiles)))

    def _weigh(
        self,
        fresh: Choosing,
        followed: tuple[dict[str, Any], bool],
        previous: Match,
        text: str,
        profiles: tuple[FileProfile, ...],
        chinese: bool,
    ) -> Choosing:
        values, sure = followed
        cue = re.search(
            r"\b(?:instead|now|same|also|but|again|too|rather|make it|change|switch|what about|how about|this time)\b|改成|换成|再",
            text,
            re.I,
        )
        whole = fresh.sure
        if (
            whole
            and whole.recipe == "convert_table"
            and previous.recipe in _OF_TABLES
            and previous.recipe != "convert_table"
        ):
            return Choosing((replace(whole, sure=False),), fresh.words)  # the table, or its result?
        if whole and not cue and _stands_alone(whole, previous):
            return fresh
        if not sure:
            if (
                whole
                and whole.recipe == "filter_sort_table"
                and previous.recipe == "summarise_table"
                and not re.search(r"\b(?:rows?|entries|records|table|file)\b", text, re.I)
            ):
                return Choosing((replace(whole, sure=False),), fresh.words)
            return fresh
        try:
            full = checked(self._by_id[previous.recipe], values, profiles)
        except BadInput:
            return fresh
        return Choosing((self._match(previous.recipe, full, chinese, sure=True, profiles=profiles),))

    def _match(
        self,
        recipe_id: str,
        values: dict[str, Any],
        chinese: bool,
        sure: bool = False,
        missing: tuple[str, ...] = (),
        profiles: tuple[FileProfile, ...] = (),
    ) -> Match:
        recipe = self._by_id[recipe_id]
        full = {spec.name: values.get(spec.name, spec.default) for spec in recipe.inputs}
        told = spoken(full, profiles)
        if recipe_id == "summarise_table":
            full["TITLE"] = summary_title(told, chinese)
        title = recipe.title_zh if chinese else recipe.title
        return Match(recipe_id, title, understood(recipe, told, chinese), full, sure and not missing, missing)


_BEFORE = [
    ("summarise_table", "describe_table"),
    ("table_duplicates", "filter_sort_table"),
    ("table_duplicates", "describe_table"),
    ("table_duplicates", "summarise_table"),
    ("convert_table", "filter_sort_table"),
    ("random_pick", "filter_sort_table"),
    ("date_sums", "convert_units"),
    ("date_sums", "timer"),
]


def _nearest(readings: list[Reading]) -> Reading | None:
    """The one sure reading; of several for different recipes the one that is clearly nearer to a phrase."""
    meant = sorted((reading for reading in readings if reading.sure), key=lambda each: -each.near)
    if len(meant) > 1 and meant[0].near - meant[1].near < _NEARER:
        return None
    return meant[0] if meant else None


def _known(profiles: tuple[FileProfile, ...]) -> frozenset[str]:
    """Words that stand in the files: of columns and of their values, small."""
    names = [
        text
        for _, table in tables_of(profiles)
        for column in table.columns
        for text in (column.name, *column.examples)
    ]
    return frozenset(name.lower() for name in names) | frozenset(
        word for name in names for word in name_words(name)
    )


def _bare(text: str) -> str:
    """Without what is quoted or follows a colon: that is not asked, it is given."""
    from generator.recipes.readers.texts import split_payload

    return re.sub(r"https?://\S+", " ", split_payload(text)[0])[:2000]


def _stands_alone(match: Match, previous: Match) -> bool:
    values = match.values
    if match.recipe == "summarise_table":
        return bool(values["GROUP"]) or previous.recipe != match.recipe
    if match.recipe == "filter_sort_table":
        return False
    return match.recipe != previous.recipe or match.recipe not in ("table_duplicates",)


_OF_TABLES = ("summarise_table", "filter_sort_table", "describe_table", "table_duplicates", "convert_table")


def _why(
    readings: list[Reading], outside: str, profiles: tuple[FileProfile, ...], words: list[str]
) -> tuple[str, ...]:
    said = [f"This asks for {outside}."] if outside else []
    best = min(readings, key=lambda r: (len(r.left), -r.head), default=None)
    if best is not None:
        said += best.missing
        if best.left and best.recipe in ("summarise_table", "filter_sort_table", "table_duplicates"):
            columns = [
                c.name for p, t in tables_of(profiles) if p.name == best.values.get("FILE") for c in t.columns
            ]
            stems = {word for name in columns for word in name_words(name)}
            strange = [word for word in best.left if stem(word.split()[-1]) not in stems]
            if strange:
                said.append(
                    f"{best.values['FILE']} has no column like “{' '.join(strange[:3])}”. It has: {', '.join(columns[:20])}."
                )
            else:
                said.append(f"I don't know what to do with “{' '.join(best.left[:5])}” here.")
        elif best.left:
            said.append(f"I don't know what to do with “{' '.join(best.left[:5])}”.")
    return tuple(dict.fromkeys(said))
