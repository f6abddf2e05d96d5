"""What may happen, at its price: expected loss and warranty."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from negostrategy.bargaining.precision import exact, precise, rounded
from negostrategy.bargaining.present import total_of_steps
from negostrategy.bargaining.worked import Step, Worked, a_share, at_least_nought

MONTHS_IN_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that may happen, how likely it is and what it then costs.

    Units:  probability in [0, 1]; impact in one currency, below 0 for a chance to gain.
    """

    name: str
    probability: Decimal
    impact: Decimal


@dataclass(frozen=True, slots=True)
class Warranty:
    """Units under warranty, how often one fails, and what a failure costs.

    Units:  months of warranty, or of warranty added; failures a year and unit; cost of one failure in one currency.
    """

    units: Decimal
    months: Decimal
    failures_a_year: Decimal
    cost_a_failure: Decimal


@precise
def expected_loss(risks: Sequence[Risk]) -> Worked:
    """Return the expected loss of all the risks, one step for each; nothing is rounded.

    Units:  money of one currency.
    Errors: BargainingError when a probability is no share.
    Source: p·I. The sum holds whether or not the risks depend on each other.
    """
    steps = tuple(
        Step(risk.name, a_share(risk.probability, f"The probability of “{risk.name}”") * exact(risk.impact, risk.name))
        for risk in risks
    )
    return Worked(total_of_steps(steps), "sum of probability × impact", steps)


@precise
def warranty(asked: Warranty) -> Worked:
    """Return what the warranty is expected to cost the side that gives it.

    Units:  money, not discounted; rounded at twelve places, once.
    Errors: BargainingError when a figure is negative.
    Source: expected number of failures × cost of one.
    """
    units, months = at_least_nought(asked.units, "The units"), at_least_nought(asked.months, "The months")
    rate = at_least_nought(asked.failures_a_year, "The failures a year")
    each = at_least_nought(asked.cost_a_failure, "The cost of a failure")
    failures = units * rate * months / MONTHS_IN_A_YEAR
    cost = rounded(failures * each)
    steps = (
        Step("Failures expected", rounded(failures), "number"),
        Step("Cost of one failure", each),
        Step("Expected cost", cost),
    )
    return Worked(cost, "units × failures a year × months ÷ 12 × cost of a failure", steps)
