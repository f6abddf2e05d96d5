"""To lease or to buy: both ways at today's worth."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.precision import exact, precise, rounded
from negostrategy.bargaining.worked import Step, Worked, a_rate, at_least_nought

MONTHS_IN_A_YEAR: Final = 12
MOST_MONTHS: Final = 600


@dataclass(frozen=True, slots=True)
class Lease:
    """Renting the thing for the whole time.

    Units:  money of one currency a month; fee paid once at the end (a return, a final cleaning).
    """

    rent_a_month: Decimal
    upkeep_a_month: Decimal = Decimal(0)
    fee_at_end: Decimal = Decimal(0)
    is_paid_in_advance: bool = True


@dataclass(frozen=True, slots=True)
class Purchase:
    """Owning the thing and selling it at the end.

    Units:  money of one currency; price paid today, upkeep at the end of each month, resale at the end.
    """

    price: Decimal
    upkeep_a_month: Decimal = Decimal(0)
    resale: Decimal = Decimal(0)


@precise
def lease_against_buy(lease: Lease, purchase: Purchase, months: int, rate: Decimal) -> Worked:
    """Return by how much leasing is cheaper than buying today; below 0 buying is cheaper.

    Shapes: one step for each stream, then the cost of each way, then the difference.
    Units:  money; rate a year as a share, a month grows by its twelfth root. Every stream is rounded at twelve places.
    Errors: BargainingError for less than one month or more than 600, or a rate outside −99 % to 10,000 %.
    Source: net present cost of both ways, taxes left out.
    """
    streams = _Streams(months, a_rate(rate))
    buying = (
        Step("Buy: price today", exact(purchase.price, "The price")),
        Step(f"Buy: upkeep for {months} months", streams.monthly(purchase.upkeep_a_month, in_advance=False)),
        Step("Buy: resale at the end", -streams.at_end(purchase.resale)),
    )
    leasing = (
        Step(f"Lease: rent for {months} months", streams.monthly(lease.rent_a_month, lease.is_paid_in_advance)),
        Step(f"Lease: upkeep for {months} months", streams.monthly(lease.upkeep_a_month, in_advance=False)),
        Step("Lease: fee at the end", streams.at_end(lease.fee_at_end)),
    )
    cost_of_buying = sum((step.amount for step in buying), Decimal(0))
    cost_of_leasing = sum((step.amount for step in leasing), Decimal(0))
    costs = (Step("Cost of buying today", cost_of_buying), Step("Cost of leasing today", cost_of_leasing))
    saved = cost_of_buying - cost_of_leasing
    formula = "(price + upkeep − resale) − (rent + upkeep + fee), each month ÷ (1 + rate)^(months ÷ 12)"
    return Worked(saved, formula, (*buying, *leasing, *costs, Step("Leasing is cheaper by", saved)))


class _Streams:
    """The worth today of a unit a month and of a unit at the end."""

    def __init__(self, months: int, rate: Decimal) -> None:
        if isinstance(months, bool) or not isinstance(months, int) or not 1 <= months <= MOST_MONTHS:
            raise BargainingError(f"Compare over 1 to {MOST_MONTHS} whole months.")
        self._growth = _root(1 + rate)
        self._end = 1 / self._growth**months
        # Adding them up, and not the closed formula, which divides by nought at a rate of nought.
        self._year = sum((1 / self._growth**month for month in range(1, months + 1)), Decimal(0))

    def monthly(self, amount: Decimal, in_advance: bool) -> Decimal:
        each = at_least_nought(amount, "A monthly cost")
        return rounded(each * self._year * (self._growth if in_advance else 1))

    def at_end(self, amount: Decimal) -> Decimal:
        return rounded(exact(amount, "A sum at the end") * self._end)


def _root(growth: Decimal) -> Decimal:
    return growth ** (Decimal(1) / MONTHS_IN_A_YEAR)
