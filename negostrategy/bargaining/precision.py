"""How exactly we reckon: decimals with room to spare, and one agreed place at which a division is rounded."""

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from negostrategy.bargaining.faults import NotANumber

Given = ParamSpec("Given")
Result = TypeVar("Result")

PLACES: Final = 12
LARGEST_EXPONENT: Final = 60
FINEST_EXPONENT: Final = -100

# Twice the digits of the widest number we take: sums and products of two such numbers come out exact.
WORKING: Final = Context(prec=400, rounding=ROUND_HALF_EVEN, Emin=-9999, Emax=9999)
_LAST_PLACE: Final = Decimal(1).scaleb(-PLACES)


def exact(number: Decimal | int, what: str = "This figure") -> Decimal:
    """Return the number as a decimal.

    Errors: NotANumber for binary fractions, truth values, infinities, and numbers of 10^61 or finer than 10^-100.
    """
    if isinstance(number, float):
        raise NotANumber(
            f"{what} is a binary fraction, which cannot hold money exactly. Give a decimal or a whole number."
        )
    if isinstance(number, bool) or not isinstance(number, (Decimal, int)):
        raise NotANumber(f"{what} is not a number. Give a decimal or a whole number.")
    found = Decimal(number)
    if not found.is_finite():
        raise NotANumber(f"{what} has no end. Give a number.")
    if found and (found.adjusted() > LARGEST_EXPONENT or _exponent_of(found) < FINEST_EXPONENT):
        raise NotANumber(f"{what} is too large or too fine to reckon with exactly.")
    return found


def precise(work: Callable[Given, Result]) -> Callable[Given, Result]:
    """Return the same work, done with our own precision whatever the caller's decimal context is."""

    @wraps(work)
    def done(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        with localcontext(WORKING):
            return work(*args, **kwargs)

    return done


@precise
def rounded(number: Decimal) -> Decimal:
    """Return the number at twelve decimal places, half to even: the one place at which quotients are rounded."""
    return number.quantize(_LAST_PLACE)


@precise
def quotient(part: Decimal, whole: Decimal) -> Decimal:
    """Return part ÷ whole, rounded half to even at twelve decimal places; the caller knows that whole is not nought."""
    return rounded(part / whole)


def _exponent_of(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
