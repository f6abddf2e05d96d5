"""How far an objective has been reached (M23 of the metric catalogue)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from negostrategy.bargaining.precision import exact, precise, quotient

SHOWN_FROM: Final = Decimal(-1)
SHOWN_TO: Final = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class Attainment:
    """The share of the way from baseline to target, as it is and as far as a picture shows it (−1 to 1.5)."""

    ratio: Decimal
    shown: Decimal


@precise
def attainment(baseline: Decimal, target: Decimal, actual: Decimal | None) -> Attainment | None:
    """Return (actual − baseline) ÷ (target − baseline); None without an actual, or when the target is the baseline.

    Units:  one unit in, a ratio out, rounded at twelve places.
    Source: M23.
    """
    way = exact(target, "The target") - exact(baseline, "The baseline")
    if actual is None or not way:
        return None
    ratio = quotient(exact(actual, "The actual figure") - baseline, way)
    return Attainment(ratio, min(max(ratio, SHOWN_FROM), SHOWN_TO))
