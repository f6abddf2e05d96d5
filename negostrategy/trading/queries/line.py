"""One line of a value table with everything that follows from its own figures."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, cast
from uuid import UUID

from negostrategy.bargaining.amounts import POINTS, Amount
from negostrategy.bargaining.exchange import Giver, Trade
from negostrategy.bargaining.interval import Interval

type_of_sureness = Literal["confirmed", "records", "guess", "unknown"]


@dataclass(frozen=True)
class Line:
    """One line of the table. told counts instead of the estimate of their figure."""

    id: UUID
    what: str
    term_key: str | None
    term_value: str | None
    giver: str
    measure: str
    cost_low: Decimal | None
    cost_high: Decimal | None
    worth_low: Decimal | None
    worth_high: Decimal | None
    basis: str
    source: str
    asked_on: date | None
    told: Decimal | None
    told_on: date | None
    is_chosen: bool
    currency: str

    @property
    def variable(self) -> str:
        """Return what the lines that exclude each other have in common."""
        return self.term_key or str(self.id)

    @property
    def unit(self) -> str:
        """Return the unit of its figures."""
        return POINTS if self.measure == "points" else self.currency

    @property
    def middle(self) -> tuple[Decimal, Decimal]:
        """Return what it is worth to us and to them in the middle of the guesses; not known counts as 0."""
        trade = self.trade
        cost = Decimal(0) if trade.cost is None else -trade.cost.figure.middle
        worth = Decimal(0) if trade.value is None else trade.value.figure.middle
        return (cost, worth) if self.giver == "us" else (worth, cost)

    @property
    def trade(self) -> Trade:
        """Return the line as the arithmetic knows it."""
        unit = self.unit
        cost, worth = self._range(self.cost_low, self.cost_high), self._range(self.worth_low, self.worth_high)
        if self.told is not None:
            said = Interval(self.told, self.told)
            cost, worth = (cost, said) if self.giver == "us" else (said, worth)
        amounts = [None if figure is None else Amount(figure, unit) for figure in (cost, worth)]
        return Trade(self.what, cast("Giver", self.giver), *amounts)

    @property
    def gain(self) -> Interval | None:
        """Return what both sides together win by it; None while one figure is not known."""
        return self.trade.gain

    @property
    def asks(self) -> tuple[str, ...]:
        """Return what to ask, in a few words for the line itself, so that its gain becomes known."""
        ours = self.giver == "us"
        cost = "What does it cost us?" if ours else "Ask: what does it cost you?"
        worth = "Ask: what is it worth to you?" if ours else "What is it worth to us?"
        trade = self.trade
        return tuple(said for said, amount in ((cost, trade.cost), (worth, trade.value)) if amount is None)

    @property
    def net(self) -> tuple[Interval, Interval] | None:
        """Return what it is worth to us and to them; None while one figure is not known."""
        trade = self.trade
        if trade.cost is None or trade.value is None:
            return None
        pair = (-trade.cost.figure, trade.value.figure)
        return pair if self.giver == "us" else (pair[1], pair[0])

    @property
    def sureness(self) -> type_of_sureness:
        """Return how sure we are of it: as sure as of its less sure figure."""
        if self.gain is None:
            return "unknown"
        return "confirmed" if self.told is not None else cast("type_of_sureness", self.basis)

    @staticmethod
    def _range(low: Decimal | None, high: Decimal | None) -> Interval | None:
        return None if low is None or high is None else Interval(low, high)
