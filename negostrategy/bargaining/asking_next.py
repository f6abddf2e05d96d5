"""Which question to ask next: the one whose answer could spare us the largest mistake."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from negostrategy.bargaining.exchange import Trade

_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Question:
    """One trade whose gain is not known exactly, and the most that knowing it can be worth.

    Units:  worth in the unit of the trade; None where no range is known, so that nothing bounds it. width: how far
            the guess reaches.
    """

    trade: Trade
    worth: Decimal | None
    width: Decimal | None

    @property
    def words(self) -> str:
        """Return the question itself."""
        return self.trade.questions[0] if self.trade.questions else f"How sure is “{self.trade.variable}”?"


def questions_by_worth(trades: Iterable[Trade]) -> list[Question]:
    """Return the trades that a question is worth asking about, most valuable first.

    Shapes: first those of which a figure is not known at all; then those that may be a gain or a loss, by the loss that
            the better of taking and leaving them can still bring; then those surely good or bad, by how wide they are.
            Exact ones are left out. Equal ones keep their order.
    Units:  one unit throughout.
    Source: minimax regret (Savage 1951): with a gain between −l and h, taking it risks l and leaving it risks h, so the
            answer is worth at most the smaller of the two.
    """
    found = [_question(trade) for trade in trades if trade.gain is None or not trade.gain.is_exact]
    return sorted(found, key=lambda one: (one.worth is not None, -(one.worth or _NOUGHT), -(one.width or _NOUGHT)))


def _question(trade: Trade) -> Question:
    if trade.gain is None:
        return Question(trade, None, None)
    risk_of_taking, risk_of_leaving = max(_NOUGHT, -trade.gain.low), max(_NOUGHT, trade.gain.high)
    return Question(trade, min(risk_of_taking, risk_of_leaving), trade.gain.width)
