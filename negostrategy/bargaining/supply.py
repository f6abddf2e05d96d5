"""What delivery and stock are worth: time, lateness, goods on the shelf."""

from dataclasses import dataclass
from decimal import Decimal

from negostrategy.bargaining.precision import exact, precise, rounded
from negostrategy.bargaining.words import shown
from negostrategy.bargaining.worked import DAYS_IN_A_YEAR, Step, Worked, a_share, at_least_nought


@dataclass(frozen=True, slots=True)
class DeliveryTime:
    """Days by which goods come sooner, and what a day is worth to whoever receives them.

    Units:  days, below 0 when they come later; worth in one currency a day; once is paid once for being faster.
    """

    days_sooner: Decimal
    worth_a_day: Decimal
    once: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Lateness:
    """A delivery that may be late, what a late day costs, and the damages agreed for it.

    Units:  days; money of one currency; damages_cap is the most that is ever paid, None for no limit.
    """

    chance: Decimal
    days_late: Decimal
    cost_a_day: Decimal
    damages_a_day: Decimal = Decimal(0)
    damages_cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Stock:
    """Goods on the shelf for some days.

    Units:  units on average; unit_cost in one currency; holding_rate a year as a share (capital, room, ageing, loss).
    """

    units: Decimal
    unit_cost: Decimal
    holding_rate: Decimal
    days: Decimal = Decimal(DAYS_IN_A_YEAR)


@precise
def delivery_time(asked: DeliveryTime) -> Worked:
    """Return what sooner delivery is worth to the receiver, less what being faster costs once; nothing is rounded.

    Units:  money of one currency.
    Source: days × worth a day − cost once.
    """
    gained = exact(asked.days_sooner, "The days") * exact(asked.worth_a_day, "The worth of a day")
    once = exact(asked.once, "The cost of being faster")
    steps = (Step(f"Worth of {shown(asked.days_sooner)} days", gained), Step("Cost of being faster", -once))
    return Worked(gained - once, "days sooner × worth a day − cost of being faster", steps)


@precise
def lateness(asked: Lateness) -> Worked:
    """Return what late delivery is expected to cost the receiver after damages; nothing is rounded.

    Units:  money of one currency; below 0 when the damages are more than the harm.
    Errors: BargainingError when the chance is no share, or days, damages or cap are negative.
    Source: p × (days × cost a day − the smaller of days × damages a day and the cap).
    """
    chance, days = a_share(asked.chance, "The chance of being late"), at_least_nought(asked.days_late, "The days late")
    harm = days * exact(asked.cost_a_day, "The cost of a late day")
    paid = days * at_least_nought(asked.damages_a_day, "The damages a day")
    if asked.damages_cap is not None:
        paid = min(paid, at_least_nought(asked.damages_cap, "The cap on damages"))
    expected = chance * (harm - paid)
    steps = (
        Step(f"Harm of {shown(days)} days", harm),
        Step("Damages paid for them", -paid),
        Step(f"Expected at a chance of {shown(chance)}", expected),
    )
    return Worked(expected, "chance × (days × cost a day − damages up to the cap)", steps)


@precise
def stock(asked: Stock) -> Worked:
    """Return what it costs to hold the stock.

    Units:  money; year of 365 days; rounded at twelve places, once.
    Errors: BargainingError when a figure is negative.
    Source: inventory carrying cost, units × unit cost × holding rate × days ÷ 365.
    """
    units, unit_cost = at_least_nought(asked.units, "The units"), at_least_nought(asked.unit_cost, "The unit cost")
    rate, days = at_least_nought(asked.holding_rate, "The holding rate"), at_least_nought(asked.days, "The days")
    worth = units * unit_cost
    cost = rounded(worth * rate * days / DAYS_IN_A_YEAR)
    steps = (
        Step("Worth of the goods", worth),
        Step("Cost of holding them for a year", worth * rate),
        Step(f"Cost of holding them for {shown(days)} days", cost),
    )
    return Worked(cost, "units × unit cost × holding rate × days ÷ 365", steps)


@precise
def average_stock(order_quantity: Decimal, safety_stock: Decimal) -> Decimal:
    """Return how many units lie on the shelf on average: half an order and the reserve, exactly.

    Errors: BargainingError when a figure is negative.
    Source: cycle stock of even use.
    """
    ordered = at_least_nought(order_quantity, "The order")
    return ordered / 2 + at_least_nought(safety_stock, "The reserve")
