"""Giving what costs us little and is worth much to them: joint gain, each side's net, a fair transfer (M5, M5b)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from negostrategy.bargaining.amounts import Amount, Bridge, unit_of
from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.interval import Interval, total_of
from negostrategy.bargaining.precision import precise
from negostrategy.bargaining.worked import a_share

Giver = Literal["us", "them"]
Figure = Literal["cost", "value"]
Promise = Literal["certain", "possible", "none", "unknown"]

COST: Final = "cost"
VALUE: Final = "value"


@dataclass(frozen=True, slots=True)
class Trade:
    """One thing that one side gives: what it costs the giver and what it is worth to the receiver.

    Shapes: variable names what is traded; trades of one variable are options of which one can be agreed.
    Units:  cost and value in one unit, a currency or points; None where nobody knows. A cost below 0 is a saving.
    Errors: MixedUnits when cost and value have two units: put a price on the points first (`priced`).
    """

    variable: str
    giver: Giver
    cost: Amount | None
    value: Amount | None

    def __post_init__(self) -> None:
        """Refuse givers who do not sit at the table, and two units in one trade."""
        if self.giver not in ("us", "them"):
            raise BargainingError("Say whether we give it or they do.")
        unit_of(self._amounts())

    @property
    def unit(self) -> str | None:
        """Return the unit of the trade; None when neither figure is known."""
        return unit_of(self._amounts())

    @property
    def gain(self) -> Interval | None:
        """Return value − cost: what both sides together win by the trade; None while one figure is not known.

        Source: M5.
        """
        if self.cost is None or self.value is None:
            return None
        return self.value.figure - self.cost.figure

    @property
    def promise(self) -> Promise:
        """Return whether both sides together win by the trade: for certain, possibly, not at all, or not known."""
        gain = self.gain
        if gain is None:
            return "unknown"
        if gain.low > 0:
            return "certain"
        return "possible" if gain.high > 0 else "none"

    @property
    def questions(self) -> tuple[str, ...]:
        """Return what to ask so that the gain becomes known."""
        return tuple(self.question(figure) for figure in (COST, VALUE) if self.known(figure) is None)

    def known(self, figure: Figure) -> Interval | None:
        """Return the cost or the value as far as it is known."""
        amount = self.cost if figure == COST else self.value
        return None if amount is None else amount.figure

    def question(self, figure: Figure) -> str:
        """Return what to ask so that the cost or the value becomes known."""
        ours = (self.giver == "us") == (figure == COST)
        if figure == COST:
            return f"What does “{self.variable}” cost us?" if ours else f"Ask them what “{self.variable}” costs them."
        return (
            f"What is “{self.variable}” worth to us?" if ours else f"Ask them what “{self.variable}” is worth to them."
        )

    def _amounts(self) -> list[Amount]:
        return [amount for amount in (self.cost, self.value) if amount is not None]


@dataclass(frozen=True, slots=True)
class Totals:
    """What agreed trades come to, as far as their figures are known; `questions` names what is left out.

    Units:  all three in `unit`; joint = ours + theirs. Unit is None when nothing is known.
    """

    joint: Interval
    ours: Interval
    theirs: Interval
    unit: str | None
    questions: tuple[str, ...]


def priced(trade: Trade, bridge: Bridge) -> Trade:
    """Return the trade with its points turned into money by the price that somebody gave.

    Errors: MixedUnits when a figure is in another currency than the bridge.
    """
    cost = None if trade.cost is None else bridge.in_money(trade.cost)
    value = None if trade.value is None else bridge.in_money(trade.value)
    return Trade(trade.variable, trade.giver, cost, value)


@precise
def totals(trades: Sequence[Trade]) -> Totals:
    """Return joint gain N and each side's net, U for us and V for them, over the trades whose figures are known.

    Shapes: trades with a figure missing count on neither side, so that U + V = N; their questions are listed.
    Units:  one unit for all trades.
    Errors: MixedUnits when the trades are in more than one unit; see `apart`.
    Source: M5, M5b. Asymmetric value after Keld Jensen (NegoEconomics).
    """
    ours = total_of(_net(trade, for_us=True) for trade in trades if trade.gain is not None)
    theirs = total_of(_net(trade, for_us=False) for trade in trades if trade.gain is not None)
    joint = total_of(trade.gain for trade in trades if trade.gain is not None)
    return Totals(joint, ours, theirs, unit_of(_figures(trades)), questions_of(trades))


def apart(trades: Iterable[Trade]) -> dict[str | None, tuple[Trade, ...]]:
    """Return the trades by their unit, in the order of their first appearance; None holds those with no figure yet."""
    kept: dict[str | None, tuple[Trade, ...]] = {}
    for trade in trades:
        kept[trade.unit] = (*kept.get(trade.unit, ()), trade)
    return kept


def totals_by_unit(trades: Iterable[Trade]) -> dict[str | None, Totals]:
    """Return the totals of each unit apart; under None only the questions of trades without any figure."""
    return {unit: totals(of_unit) for unit, of_unit in apart(trades).items()}


def ranked(trades: Iterable[Trade]) -> tuple[Trade, ...]:
    """Return the trades by what both sides win for certain, then by what they may win; unknown gains come last.

    Shapes: equal gains keep their order.
    Units:  one unit throughout.
    Errors: MixedUnits when the trades are in more than one unit; see `apart`.
    """
    found = tuple(trades)
    unit_of(_figures(found))
    return tuple(sorted(found, key=_by_gain))


@precise
def fair_transfer(found: Totals, our_share: Decimal) -> Interval:
    """Return what we hand over so that we keep the agreed share of the joint gain; below 0 they pay us.

    Shapes: each figure enters once, t = (1 − ρ)·U − ρ·V, so the range is no wider than the figures make it.
    Units:  in the unit of the totals; our_share ρ in [0, 1].
    Errors: BargainingError when the share lies outside.
    Source: M5b, t = U − ρN with N = U + V.
    """
    share = a_share(our_share, "Our share")
    return found.ours * (1 - share) - found.theirs * share


@precise
def after_transfer(found: Totals, transfer: Decimal) -> Totals:
    """Return the totals once we have handed over the transfer; the joint gain stays what it was.

    Units:  in the unit of the totals; a transfer below 0 is paid to us.
    """
    moved = Interval.exact(transfer)
    return Totals(found.joint, found.ours - moved, found.theirs + moved, found.unit, found.questions)


def questions_of(trades: Iterable[Trade]) -> tuple[str, ...]:
    """Return every question of the trades, once each, in their order."""
    return tuple(dict.fromkeys(question for trade in trades for question in trade.questions))


def _by_gain(trade: Trade) -> tuple[bool, Decimal, Decimal]:
    gain = trade.gain
    return (True, Decimal(0), Decimal(0)) if gain is None else (False, -gain.low, -gain.high)


def _net(trade: Trade, *, for_us: bool) -> Interval:
    gives = (trade.giver == "us") == for_us
    amount = trade.cost if gives else trade.value
    if amount is None:
        return Interval.exact(0)
    return -amount.figure if gives else amount.figure


def _figures(trades: Iterable[Trade]) -> list[Amount]:
    return [amount for trade in trades for amount in (trade.cost, trade.value) if amount is not None]
