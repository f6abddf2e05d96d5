"""The worked example of the metric catalogue: five things to trade between a buyer and a supplier."""

from negostrategy.bargaining.amounts import Amount
from negostrategy.bargaining.exchange import Giver, Trade


def trade(variable: str, giver: Giver, cost: int | None, value: int | None, unit: str = "EUR") -> Trade:
    """Return a trade with known or unknown figures."""
    known = [None if figure is None else Amount.of(figure, unit) for figure in (cost, value)]
    return Trade(variable, giver, *known)


PAYMENT = trade("Pay after 30 days", "us", 4_000, 11_000)
BATCHES = trade("Biweekly batches", "us", 2_500, 9_000)
WARRANTY = trade("Warranty 24 months", "them", 3_000, 8_000)
REFERENCE = trade("Reference case", "us", 500, 2_000)
EXPRESS = trade("Express service", "them", 12_000, 7_000)

IDENTIFIED = (PAYMENT, BATCHES, WARRANTY, REFERENCE, EXPRESS)
AGREED = (PAYMENT, WARRANTY, REFERENCE)
