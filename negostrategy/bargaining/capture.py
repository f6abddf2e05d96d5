"""How much of the gain on the table was agreed, and what was left there (M6 of the metric catalogue)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negostrategy.bargaining.amounts import unit_of
from negostrategy.bargaining.exchange import Trade, questions_of
from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.interval import Interval, total_of
from negostrategy.bargaining.precision import exact, precise, quotient

_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing that could be traded: the options somebody thought of, and the one agreed, if any.

    Errors: BargainingError when the agreed trade is none of the options.
    """

    options: tuple[Trade, ...]
    agreed: Trade | None = None

    def __post_init__(self) -> None:
        """Refuse an agreement on something that was never identified."""
        if self.agreed is not None and self.agreed not in self.options:
            raise BargainingError(f"“{self.agreed.variable}” was agreed but is none of the options.")

    @property
    def name(self) -> str:
        """Return what the variable is called."""
        return self.options[0].variable if self.options else ""

    @property
    def unit(self) -> str | None:
        """Return the unit of the options; None when no figure is known.

        Errors: MixedUnits when the options are in more than one unit.
        """
        return unit_of(amount for one in self.options for amount in (one.cost, one.value) if amount is not None)


@dataclass(frozen=True, slots=True)
class Left:
    """What one variable leaves on the table: best possible gain minus the gain agreed."""

    variable: str
    left: Interval


@dataclass(frozen=True, slots=True)
class Capture:
    """What was agreed of what was possible, over the variables whose figures are known.

    Units:  possible, agreed and left in `unit`; share at most 1, None when there may be nothing to win.
    """

    possible: Interval
    agreed: Interval
    left: Interval
    share: Interval | None
    by_variable: tuple[Left, ...]
    unit: str | None
    questions: tuple[str, ...]


@precise
def capture_of(variables: Sequence[Variable]) -> Capture:
    """Return the gain possible N*, the gain agreed N, what is left L = N* − N, and the share captured N ÷ N*.

    Shapes: ranges are those of the figures varied freely, option by option: as narrow as they can be. A variable whose
            agreed gain is not known is left out on both sides; an option without a gain is left out of the possible.
    Units:  one unit throughout; the ends of the share are rounded at twelve places.
    Errors: MixedUnits when the options are in more than one unit.
    Source: M6.
    """
    options = [option for variable in variables for option in variable.options]
    gains = [found for variable in variables if (found := _gains_of(variable)) is not None]
    left = tuple(Left(found.name, found.left()) for found in gains)
    return Capture(
        possible=total_of(found.possible() for found in gains),
        agreed=total_of(found.agreed for found in gains),
        left=total_of(one.left for one in left),
        share=_share_of(gains),
        by_variable=left,
        unit=unit_of(amount for option in options for amount in (option.cost, option.value) if amount is not None),
        questions=questions_of(options),
    )


def capture_by_unit(variables: Sequence[Variable]) -> dict[str | None, Capture]:
    """Return the capture of each unit apart, money in one, points in another; under None only questions.

    Errors: MixedUnits when the options of one variable are in more than one unit.
    """
    units = dict.fromkeys(variable.unit for variable in variables)
    return {unit: capture_of([one for one in variables if one.unit == unit]) for unit in units}


@precise
def improvable_share(joint: Decimal, blind: Decimal, best: Decimal) -> Decimal | None:
    """Return the share of the improvable part that was reached: (joint − blind) ÷ (best − blind).

    Shapes: blind is the mean joint worth of dividing without looking; None when nothing could be improved.
    Units:  three figures of one unit in, a share out, rounded at twelve places; negative for worse than blind.
    Source: the part of the joint gain that skill can move; joint ÷ best flatters, as most of it comes by chance.
    """
    part, whole = exact(joint) - exact(blind), exact(best) - exact(blind)
    return quotient(part, whole) if whole > 0 else None


@dataclass(frozen=True, slots=True)
class _Gains:
    name: str
    agreed: Interval
    others: tuple[Interval, ...]

    def possible(self) -> Interval:
        """Return max(0, best gain)."""
        return Interval(self.best(agreed_high=False, others_high=False), self.best(agreed_high=True, others_high=True))

    def left(self) -> Interval:
        """Return max(0, best gain) − agreed gain, in which the agreed gain appears twice."""
        low = self.best(agreed_high=True, others_high=False) - self.at(high=True)
        return Interval(low, self.best(agreed_high=False, others_high=True) - self.at(high=False))

    def at(self, *, high: bool) -> Decimal:
        """Return one end of the agreed gain; nothing agreed gains nothing."""
        return self.agreed.high if high else self.agreed.low

    def best(self, *, agreed_high: bool, others_high: bool) -> Decimal:
        """Return max(0, best gain) at these ends."""
        others = [other.high if others_high else other.low for other in self.others]
        return max(_NOUGHT, self.at(high=agreed_high), *others)


def _gains_of(variable: Variable) -> _Gains | None:
    others = tuple(one.gain for one in variable.options if one != variable.agreed and one.gain is not None)
    if variable.agreed is None:
        return _Gains(variable.name, Interval.exact(0), others=others)
    gain = variable.agreed.gain
    return None if gain is None else _Gains(variable.name, gain, others=others)


def _share_of(gains: Sequence[_Gains]) -> Interval | None:
    """Return the exact range of N ÷ N*.

    The share grows with every agreed gain. With what was not agreed it falls while N is positive and grows while N is
    negative, so its ends lie at corners that the sign of N picks.
    """
    if sum(found.best(agreed_high=False, others_high=False) for found in gains) <= 0:
        return None
    ends = []
    for high in (False, True):
        agreed = sum((found.at(high=high) for found in gains), _NOUGHT)
        others_high = (agreed >= 0) != high
        possible = sum((found.best(agreed_high=high, others_high=others_high) for found in gains), _NOUGHT)
        ends.append(quotient(agreed, possible))
    return Interval(*ends)
