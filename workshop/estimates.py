"""What a request will probably take: as the last ones did, else as such requests usually do."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from sqlalchemy import func, select

from generator.model import Role
from generator.pricing import Price
from workshop import tables as t
from workshop.dials import Dials
from workshop.store import Store

_LAST, _FEWEST, _LOOKED_AT = 20, 3, 200  # turns; of fewer than three, one odd one would decide
_WRITE, _EXPLAIN, _CHECK = (3000, 1200), (800, 150), (2500, 900)  # tokens in, out


@dataclass(frozen=True, slots=True)
class Estimate:
    """`usd` is None where no price is known; `tokens` are in and out."""

    usd: float | None
    tokens: int


def estimate(store: Store, model: str, price: Price | None, dials: Dials) -> Estimate:
    """Of a whole request at this position of the dials."""
    took = _took(store, model, dials)
    if len(took) >= _FEWEST:
        costs = [usd for usd, _ in took if usd is not None]
        usual = median(costs) if price and len(costs) == len(took) else None
        count = round(median(count for _, count in took))
        return Estimate(usual if usual is not None or not price else _usually(price, dials).usd, count)
    return _usually(price, dials)


def said_by(store: Store, model: str, role: Role) -> int:
    """Tokens that `model` usually answers with in this role."""
    query = select(t.Call.completion_tokens).where(
        t.Call.model == model, t.Call.role == role, t.Call.error == ""
    )
    with store.session() as session:
        last = session.scalars(query.order_by(t.Call.id.desc()).limit(_LAST)).all()
    usual = _EXPLAIN[1] if role == "explainer" else _WRITE[1]
    return round(median(last)) if len(last) >= _FEWEST else usual


def cost_of(price: Price | None, asked: int, said: int) -> float | None:
    return None if price is None else price.prompt * asked + price.completion * said


def _usually(price: Price | None, dials: Dials) -> Estimate:
    checks = int(dials.tries != "quick")
    programs = max(
        dials.candidates, 1 + checks
    )  # the second opinion is one of the candidates, where there are some
    asked = _WRITE[0] * programs + _EXPLAIN[0] + _CHECK[0] * checks
    said = _WRITE[1] * programs + _EXPLAIN[1] + _CHECK[1] * checks
    return Estimate(cost_of(price, asked, said), asked + said)


def _took(store: Store, model: str, dials: Dials) -> list[tuple[float | None, int]]:
    """(US dollars, tokens) of the last requests that were answered with this model and effort."""
    priced = func.count(t.Call.cost_usd) == func.count(t.Call.id)
    query = (
        select(
            t.Turn.dials,
            func.sum(t.Call.cost_usd),
            priced,
            func.sum(t.Call.prompt_tokens + t.Call.completion_tokens),
        )
        .join(t.Call, t.Call.turn_id == t.Turn.id)
        .where(t.Turn.status == "done", t.Call.model == model, t.Call.role != "hunter")
        .group_by(t.Turn.id)
        .order_by(t.Turn.created_at.desc())
        .limit(_LOOKED_AT)
    )
    with store.session() as session:
        rows = session.execute(query).all()
    alike = [row for row in rows if (row[0] or {}).get("tries") == dials.tries]
    return [(usd if all_priced else None, count) for _, usd, all_priced, count in alike[:_LAST]]
