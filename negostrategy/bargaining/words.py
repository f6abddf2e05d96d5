"""Figures as people write them, for the sentences of this package."""

from decimal import Decimal

from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.precision import precise


@precise
def shown(figure: Decimal | Interval) -> str:
    """Return the figure as people write it: 1,200.5, a true minus, no idle noughts; a range as “3 to 5”."""
    if isinstance(figure, Interval):
        return shown(figure.low) if figure.is_exact else f"{shown(figure.low)} to {shown(figure.high)}"
    return f"{figure.normalize():,f}".replace("-", "−")
