"""What pages and the command line are told of money, and how a person sets the dials and the limits."""

from __future__ import annotations

from collections.abc import Mapping

from workshop.budget import Budget, Budgets
from workshop.dials import Dials, dials_of, set_dials
from workshop.estimates import Estimate, estimate
from workshop.models import Models
from workshop.prices import Prices
from workshop.spending import Spending, Spent
from workshop.store import Store


class Purse:
    """Dials, limits, estimates and what was spent."""

    def __init__(self, store: Store, models: Models, budgets: Budgets, prices: Prices) -> None:
        self._store, self._models, self._budgets, self._prices = store, models, budgets, prices
        self._spending = Spending(store)

    def dials(self) -> Dials:
        """As they stand for what is asked next."""
        return dials_of(self._store)

    def set_dials(self, dials: Dials) -> None:
        set_dials(self._store, dials)

    def estimate(self, dials: Dials, wait: bool = False) -> Estimate | None:
        """Of one request; None without a model, and while its price is looked up, unless you `wait`."""
        model = self._models.view().model
        if not model or not (wait or self._prices.ready(model)):
            return None
        return estimate(self._store, model, self._prices.of(model), dials)

    def counts_tokens(self) -> bool:
        """Whether the model has no known price, so that its limits are in tokens."""
        model = self._models.view().model
        return bool(model) and self._prices.ready(model) and self._prices.of(model) is None

    def budget(self) -> Budget:
        return self._budgets.now()

    def set_budget(self, budget: Budget) -> None:
        """Raises ValueError with a sentence."""
        self._budgets.set(budget)

    @property
    def given(self) -> Mapping[str, float | None]:
        """Limits that the environment sets."""
        return self._budgets.given

    def today(self) -> Spent:
        return self._spending.today()

    def in_conversation(self, conversation: str) -> Spent:
        return self._spending.in_conversation(conversation)
