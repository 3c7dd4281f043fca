"""A call that would go over a limit, and the question that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from workshop.budget import Scope
from workshop.money import Unit, amount
from workshop.workbench import Plain

_FOR: dict[Scope, str] = {"request": "one request", "conversation": "one conversation", "day": "one day"}


@dataclass(frozen=True, slots=True)
class Over:
    """Sums are in `unit`. `allowed`: the limit with every yes to more; `promised`: to calls that are under way."""

    scope: Scope
    unit: Unit
    limit: float
    allowed: float
    spent: float
    promised: float
    needs: float

    @property
    def taken(self) -> float:
        return self.spent + self.promised

    @property
    def more(self) -> float:
        """A yes adds the limit once more; as often as it takes, where the call needs more than that."""
        return self.limit * max(1, ceil((self.taken + self.needs - self.allowed) / self.limit))

    def question(self) -> Plain:
        of = f"{self._said(self.allowed)} for {_FOR[self.scope]}"
        needs = f"about {self._said(self.needs)}{' more' if self.taken else ''}"
        return {
            "text": f"This would go over your limit of {of}: {self._so_far()}it may need {needs}. Go on?",
            "choices": [
                {"label": f"Yes, up to {self._said(self.more)} more", "value": "yes", "detail": ""},
                {"label": "No, stop here", "value": "no", "detail": ""},
            ],
            "default": "no",
            "free_text": False,
            "way": "budget",
            "about": {
                "kind": "budget",
                "name": self.scope,
                "unit": self.unit,
                "more": self.more,
                "limit": of,
            },
        }

    def _so_far(self) -> str:
        if not self.taken:
            return ""
        said = self._said(self.taken)
        one = said in ("nothing", "less than a cent", "1 cent", "1 dollar")
        under_way = " or under way" if self.promised else ""
        return f"{said} {'is' if one else 'are'} spent{under_way}, and "

    def _said(self, number: float) -> str:
        return amount(number, self.unit)
