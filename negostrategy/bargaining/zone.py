"""The room between the two limits, and the share of it that we took (M4 of the metric catalogue)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.interval import Interval, as_interval
from negostrategy.bargaining.precision import exact, precise

Role = Literal["buyer", "seller"]
Existence = Literal["certain", "possible", "none"]


@dataclass(frozen=True, slots=True)
class Zone:
    """The room for a price between our limit and theirs, and whether there is any.

    Units:  width in the unit of the price; negative where no deal exists.
    """

    width: Interval
    existence: Existence


def zone_between(role: Role, our_limit: Decimal, their_limit: Interval | Decimal) -> Zone:
    """Return the room that the limits leave: the buyer's limit minus the seller's.

    Shapes: our limit is known to us; theirs is an estimate, mostly a range.
    Units:  one currency throughout.
    Errors: BargainingError when the role is neither buyer nor seller.
    Source: M4; Raiffa, The Art and Science of Negotiation (1982), reservation prices.
    """
    width = _gap(role, as_interval(exact(our_limit, "Our limit")), as_interval(their_limit))
    if width.low > 0:
        return Zone(width, "certain")
    return Zone(width, "possible" if width.high > 0 else "none")


@precise
def share_taken(
    role: Role, price: Decimal, our_limit: Decimal, their_limit: Interval | Decimal | None
) -> Interval | None:
    """Return the share of the zone that the price gives us: 0 at our limit, 1 at theirs.

    Shapes: a range when their limit is a range; None when nobody estimated it, or when there may be no zone at all.
    Units:  a share, mostly in [0, 1]; beyond it when the price lies outside the zone. Ends rounded at twelve places.
    Errors: BargainingError when the role is neither buyer nor seller.
    Source: M4. Their limit is an estimate, and people guess it too close to their own wishes: say so next to the share.
    """
    if their_limit is None or zone_between(role, our_limit, their_limit).existence != "certain":
        return None
    ours = as_interval(exact(our_limit, "Our limit"))
    taken = _gap(role, ours, as_interval(exact(price, "The price")))
    return taken.divided_by(_gap(role, ours, as_interval(their_limit)))


def _gap(role: Role, ours: Interval, theirs: Interval) -> Interval:
    if role == "buyer":
        return ours - theirs
    if role == "seller":
        return theirs - ours
    raise BargainingError("Say whether we buy or sell.")
