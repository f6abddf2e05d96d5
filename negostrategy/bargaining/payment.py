"""What the time of payment is worth: payment days, instalments, an advance."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Final

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.precision import exact, precise, quotient, rounded
from negostrategy.bargaining.present import Payment, Schedule, present_value
from negostrategy.bargaining.words import shown
from negostrategy.bargaining.worked import (
    DAYS_IN_A_YEAR,
    Step,
    Worked,
    a_rate,
    a_share,
    at_least_nought,
    some_days,
)

MOST_INSTALMENTS: Final = 600
MOST_DECIMALS: Final = 6


@dataclass(frozen=True, slots=True)
class PaymentDays:
    """Money spent all through a year, and days by which its payment moves.

    Units:  spend a year in one currency; rate a year as a share, the one of the side that asks.
    """

    spend: Decimal
    days: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Instalments:
    """One sum paid in equal parts.

    Units:  total in one currency; days from today; rate a year as a share; decimals of the smallest coin.
    """

    total: Decimal
    parts: int
    first_after_days: Decimal
    every_days: Decimal
    rate: Decimal
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Advance:
    """A sum paid before it is due, the reduction offered for it, and the chance that it is lost.

    Units:  amount and reduction in one currency; rate a year and chance as shares.
    """

    amount: Decimal
    days_early: Decimal
    rate: Decimal
    reduction: Decimal = Decimal(0)
    chance_of_loss: Decimal = Decimal(0)


@precise
def payment_days(asked: PaymentDays) -> Worked:
    """Return what the days cost in a year to the side that waits for its money; the other side saves at its own rate.

    Units:  money a year; simple interest, year of 365 days; rounded at twelve places, once.
    Errors: BargainingError when spend or days are negative.
    Source: working capital, spend × days ÷ 365 × rate.
    """
    spend, days = at_least_nought(asked.spend, "The spend"), some_days(asked.days, "The days")
    tied_up = spend * days / DAYS_IN_A_YEAR
    cost = rounded(tied_up * a_rate(asked.rate))
    steps = (
        Step("Spend a day", quotient(spend, Decimal(DAYS_IN_A_YEAR))),
        Step(f"Money tied up for {shown(days)} days", rounded(tied_up)),
        Step("Cost of that money in a year", cost),
    )
    return Worked(cost, "spend × days ÷ 365 × rate", steps)


@precise
def instalments(asked: Instalments) -> Worked:
    """Return what a sum paid in parts is worth today, one step for each part.

    Shapes: parts are rounded down to the smallest coin; the last one takes the rest, so that they add up to the total.
    Units:  money; every part discounted and rounded at twelve places.
    Errors: BargainingError for less than one part or more than 600, or days and rates that `discounted` refuses.
    Source: net present value of an annuity, part by part.
    """
    if not 1 <= asked.parts <= MOST_INSTALMENTS:
        raise BargainingError(f"Pay in 1 to {MOST_INSTALMENTS} parts.")
    if not 0 <= asked.decimals <= MOST_DECIMALS:
        raise BargainingError(f"The smallest coin has 0 to {MOST_DECIMALS} decimals.")
    total, first = exact(asked.total, "The total"), exact(asked.first_after_days, "The first day")
    every = some_days(asked.every_days, "The days between two parts")
    part = (total / asked.parts).quantize(Decimal(1).scaleb(-asked.decimals), rounding=ROUND_DOWN)
    amounts = [part] * (asked.parts - 1) + [total - part * (asked.parts - 1)]
    payments = tuple(Payment(amount, first + every * place) for place, amount in enumerate(amounts))
    worth = present_value(Schedule(payments, asked.rate))
    return Worked(worth.amount, "sum of part ÷ (1 + rate)^(days ÷ 365)", worth.steps)


@precise
def advance(asked: Advance) -> Worked:
    """Return what paying early costs the payer, after the reduction offered; below 0 the payer gains by it.

    Units:  money; simple interest, year of 365 days; rounded at twelve places.
    Errors: BargainingError when amount or days are negative, or the chance is no share.
    Source: interest lost and expected loss against the reduction offered.
    """
    amount, days = at_least_nought(asked.amount, "The advance"), some_days(asked.days_early, "The days")
    interest = rounded(amount * days * a_rate(asked.rate) / DAYS_IN_A_YEAR)
    loss = amount * a_share(asked.chance_of_loss, "The chance of loss")
    reduction = exact(asked.reduction, "The reduction")
    steps = (
        Step(f"Interest lost in {shown(days)} days", interest),
        Step("Expected loss if they do not deliver", loss),
        Step("Reduction offered", -reduction),
    )
    formula = "advance × days ÷ 365 × rate + advance × chance of loss − reduction"
    return Worked(interest + loss - reduction, formula, steps)
