"""What the deal is worth above the best that happens without it (M3 of the metric catalogue)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.interval import Interval, total_of
from negostrategy.bargaining.precision import precise
from negostrategy.bargaining.present import discounted_range
from negostrategy.bargaining.words import shown
from negostrategy.bargaining.worked import a_share, at_least_nought


@dataclass(frozen=True, slots=True)
class MoneyTerm:
    """One stream of the deal for us: positive where we get, negative where we pay.

    Units:  one currency throughout; a value of None is not known.
    """

    name: str
    value: Interval | None
    after_days: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Alternative:
    """One thing that may happen without the deal, how likely it is and what it is then worth to us.

    Units:  probability in [0, 1]; value in the currency of the deal, None when not known.
    Errors: BargainingError when the probability lies outside.
    """

    name: str
    probability: Decimal
    value: Interval | None

    def __post_init__(self) -> None:
        """Keep probabilities that are shares."""
        object.__setattr__(self, "probability", a_share(self.probability, f"The probability of “{self.name}”"))


@dataclass(frozen=True, slots=True)
class Surplus:
    """The deal against its alternative; None where a value is not known, with the question that would tell.

    Units:  money of one currency, any sign.
    """

    deal: Interval | None
    alternative: Interval | None
    surplus: Interval | None
    questions: tuple[str, ...]


@precise
def value_of_deal(terms: Sequence[MoneyTerm], rate: Decimal) -> Interval | None:
    """Return the worth today of all money terms; None when one of them is not known, or there is none.

    Units:  money; every term rounded at twelve places when it is discounted.
    Errors: BargainingError for negative days or a rate outside −99 % to 10,000 %.
    Source: M3, net present value.
    """
    known = [(term.value, term.after_days) for term in terms if term.value is not None]
    if not terms or len(known) < len(terms):
        return None
    return total_of(discounted_range(value, after_days, rate) for value, after_days in known)


@precise
def value_of_alternative(alternatives: Sequence[Alternative], switching_cost: Decimal) -> Interval | None:
    """Return the expected value of what happens without the deal, minus the cost of changing over.

    Shapes: None when there is no alternative, or one that may happen has no value.
    Units:  money; switching_cost at least 0.
    Errors: BargainingError unless the probabilities add up to 1, exactly.
    Source: M3; best alternative after Fisher and Ury, Getting to Yes (1981), expected value after Raiffa (1982).
    """
    cost = at_least_nought(switching_cost, "The cost of changing over")
    if not alternatives:
        return None
    likely = sum((one.probability for one in alternatives), Decimal(0))
    if likely != 1:
        raise BargainingError(f"The probabilities add up to {shown(likely)}, not to 1. Add what else may happen.")
    possible = [one for one in alternatives if one.probability]
    known = [one.value * one.probability for one in possible if one.value is not None]
    return total_of(known) - Interval.exact(cost) if len(known) == len(possible) else None


def surplus_over_alternative(
    terms: Sequence[MoneyTerm], rate: Decimal, alternatives: Sequence[Alternative], switching_cost: Decimal
) -> Surplus:
    """Return what the deal is worth above its alternative, and what to ask where that is not known.

    Units:  money of one currency.
    Errors: those of `value_of_deal` and `value_of_alternative`.
    Source: M3. Deal and alternative are guessed independently, so the range is that of a difference.
    """
    deal, alternative = value_of_deal(terms, rate), value_of_alternative(alternatives, switching_cost)
    surplus = None if deal is None or alternative is None else deal - alternative
    return Surplus(deal, alternative, surplus, tuple(_questions(terms, alternatives)))


def _questions(terms: Sequence[MoneyTerm], alternatives: Sequence[Alternative]) -> list[str]:
    asked = [f"What is “{term.name}” worth to us?" for term in terms if term.value is None]
    if not alternatives:
        return [*asked, "What do we do without this deal, and what is that worth?"]
    unknown = [one for one in alternatives if one.probability and one.value is None]
    return asked + [f"What is “{one.name}” worth to us, if it comes to that?" for one in unknown]
