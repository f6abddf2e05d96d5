"""The range of a calculator's answer when some of its figures are guesses."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any, ClassVar, Final, Protocol, TypeVar

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.payment import advance, payment_days
from negostrategy.bargaining.risk import warranty
from negostrategy.bargaining.supply import delivery_time, lateness, stock
from negostrategy.bargaining.worked import Worked


class Inputs(Protocol):
    """The frozen inputs of a calculator."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


Asked = TypeVar("Asked", bound=Inputs)

# With all other figures fixed, the answers of these rise or fall steadily: the extremes lie at the ends of the guesses.
STEADY: Final[frozenset[Callable[..., Worked]]] = frozenset(
    {payment_days, advance, warranty, delivery_time, lateness, stock}
)


def worked_range(calculate: Callable[[Asked], Worked], asked: Asked, guessed: Mapping[str, Interval]) -> Interval:
    """Return the smallest and the largest answer while the guessed figures take any value in their ranges.

    Shapes: guessed maps names of the inputs to their ranges; every combination of ends is worked out, 2^n of them.
    Units:  those of the calculator.
    Errors: BargainingError for a calculator whose extremes may lie between the ends, or a name it does not ask for.
    Source: a function that is monotone in each argument has its extremes at the corners of a box.
    """
    if calculate not in STEADY:
        raise BargainingError(
            "This calculation may have its extremes between the ends of a guess. Work out cases instead."
        )
    missing = [name for name in guessed if name not in asked.__dataclass_fields__]
    if missing:
        raise BargainingError(f"This calculation does not ask for {', '.join(missing)}.")
    corners = product(*((figure.low, figure.high) for figure in guessed.values()))
    found = [calculate(replace(asked, **_named(guessed, corner))).amount for corner in corners]
    return Interval(min(found), max(found))


def _named(guessed: Mapping[str, Interval], corner: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(guessed, corner, strict=True))
