"""Which question to ask next: the one whose answer could spare us the largest mistake."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from negostrategy.bargaining.exchange import COST, VALUE, Figure, Trade
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.precision import precise
from negostrategy.bargaining.words import shown

_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Question:
    """One figure of one trade that is not known exactly, and what knowing it is worth.

    Units:  spares in the unit of the trade: what an answer takes off the largest mistake, at least and at most; None
            where no range is known for it or for the other figure, so that nothing bounds it. width: how far the guess
            reaches, None where there is no guess.
    """

    trade: Trade
    figure: Figure
    spares: Interval | None
    width: Decimal | None

    @property
    def worth(self) -> Decimal | None:
        """Return what the answer takes off the largest mistake whatever it is; None where that cannot be told."""
        return None if self.spares is None else self.spares.low

    @property
    def words(self) -> str:
        """Return the question itself, with the guess where there is one."""
        guess = self.trade.known(self.figure)
        asked = self.trade.question(self.figure)
        return asked if guess is None else f"{asked} The guess is {shown(guess)}."


def questions_by_worth(trades: Iterable[Trade]) -> list[Question]:
    """Return the figures that are worth asking about, most valuable first.

    Shapes: first those of trades of which a figure is not known at all, that figure before the other; then those of
            trades that may be a gain or a loss, by the mistake that the answer can spare; then those that change no
            decision, by how wide they are. Exact figures are left out. Equal ones keep their order.
    Units:  one unit throughout.
    Source: minimax regret (Savage 1951): with a gain between −l and h, taking a trade risks l and leaving it risks h,
            so the better choice risks the smaller of the two. A question is worth what it takes off that risk, when the
            answer is the one after which most of it remains.
    """
    found = [_question(trade, figure) for trade in trades for figure in (COST, VALUE) if _is_open(trade, figure)]
    return sorted(found, key=_rank)


def _is_open(trade: Trade, figure: Figure) -> bool:
    known = trade.known(figure)
    return known is None or not known.is_exact


def _rank(one: Question) -> tuple[bool, bool, Decimal, Decimal]:
    return one.worth is not None, one.width is not None, -(one.worth or _NOUGHT), -(one.width or _NOUGHT)


@precise
def _question(trade: Trade, figure: Figure) -> Question:
    known = trade.known(figure)
    other = trade.known(VALUE if figure == COST else COST)
    width = None if known is None else known.width
    if known is None or other is None or trade.gain is None:
        return Question(trade, figure, None, width)
    # Once one figure is known, most risk remains where it lies in the middle of the other, or as near as it can.
    nearest = min(max(other.middle, known.low), known.high)
    # Away from the middle the risk only falls, so that least remains at one end of the guess.
    most, *ends = (
        _risk(Interval(answer - other.high, answer - other.low)) for answer in (nearest, known.low, known.high)
    )
    now = _risk(trade.gain)
    return Question(trade, figure, Interval(now - most, now - min(ends)), width)


def _risk(gain: Interval) -> Decimal:
    return min(max(_NOUGHT, -gain.low), max(_NOUGHT, gain.high))
