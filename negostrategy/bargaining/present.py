"""What money later is worth today."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final

from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.precision import exact, precise, rounded
from negostrategy.bargaining.words import shown
from negostrategy.bargaining.worked import DAYS_IN_A_YEAR, Step, Worked, a_rate, some_days

# A power with a fraction has no last digit: sixty digits are far below the twelfth place of any sum people agree on.
_POWER_DIGITS: Final = 60


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that comes (positive) or goes (negative) some days from now.

    Units:  one currency throughout; after_days in days, 0 is today.
    Errors: BargainingError for days in the past, or more than a hundred years away.
    """

    amount: Decimal
    after_days: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        """Keep exact figures only."""
        object.__setattr__(self, "amount", exact(self.amount, "A payment"))
        object.__setattr__(self, "after_days", some_days(self.after_days, "The days until a payment"))


@dataclass(frozen=True, slots=True)
class Schedule:
    """A row of payments and the yearly rate at which money grows for whoever asks.

    Units:  rate a year as a share, 0.06 for 6 %, compounded once a year of 365 days.
    """

    payments: tuple[Payment, ...]
    rate: Decimal


@precise
def discounted(amount: Decimal, after_days: Decimal | int, rate: Decimal) -> Decimal:
    """Return what an amount some days from now is worth today: amount ÷ (1 + rate)^(days ÷ 365).

    Units:  money; rounded half to even at twelve places, once.
    Errors: BargainingError for negative days or more than a hundred years, or a rate outside −99 % to 10,000 %.
    Source: net present value, as in any textbook of corporate finance.
    """
    days, growth = some_days(after_days, "The days until a payment"), 1 + a_rate(rate)
    with localcontext() as context:
        context.prec = _POWER_DIGITS
        factor = growth ** (days / DAYS_IN_A_YEAR)
    return rounded(exact(amount, "A payment") / factor)


def discounted_range(amount: Interval, after_days: Decimal | int, rate: Decimal) -> Interval:
    """Return what a guessed amount some days from now is worth today, as a range.

    Units:  as `discounted`.
    Errors: as `discounted`.
    """
    return Interval(discounted(amount.low, after_days, rate), discounted(amount.high, after_days, rate))


@precise
def present_value(schedule: Schedule) -> Worked:
    """Return the worth today of a row of payments, one step for each.

    Units:  money; every payment is rounded at twelve places, the sum of the steps is exact.
    Errors: as `discounted`.
    Source: net present value.
    """
    steps = tuple(_steps(schedule.payments, schedule.rate))
    return Worked(total_of_steps(steps), "sum of payment ÷ (1 + rate)^(days ÷ 365)", steps)


@precise
def total_of_steps(steps: Iterable[Step]) -> Decimal:
    """Return the exact sum of the steps."""
    return sum((step.amount for step in steps), Decimal(0))


def _steps(payments: Iterable[Payment], rate: Decimal) -> Iterable[Step]:
    for payment in payments:
        when = f"after {shown(payment.after_days)} days" if payment.after_days else "today"
        yield Step(f"{shown(payment.amount)} {when}", discounted(payment.amount, payment.after_days, rate))
