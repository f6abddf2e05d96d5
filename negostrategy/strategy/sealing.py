"""What a sealed walk-away lets out: a band whose edge lies beyond the limit, by a distance that nobody can guess.

Whoever tries offer after offer finds the edge, not the limit. The edge lies between no and half of the limit's own size
(at least of its distance to acceptable) on the bad side, the same for every record, so that many records tell no more
than one. An offer between limit and edge reads "ask", which somebody with authority then answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from negostrategy.kernel.business import Direction

WIDEST = Decimal("0.5")


@dataclass(frozen=True)
class SealedEdge:
    """Where the band of one sealed variable turns from ask to stop. Held in memory for the answer, never stored."""

    direction: str
    acceptable: Decimal | None
    edge: Decimal


def edge_of(limit: Decimal, acceptable: Decimal | None, direction: str, shadow: float) -> SealedEdge:
    """Return the edge for a limit. shadow: a number from 0 up to 1 that belongs to this limit and to no other."""
    size = max(abs(limit), abs((acceptable if acceptable is not None else limit) - limit), Decimal(1))
    distance = size * WIDEST * Decimal(str(shadow))
    sign = 1 if direction == Direction.MORE else -1
    return SealedEdge(direction, acceptable, limit - sign * distance)


def band_of(edge: SealedEdge, place: Decimal) -> str | None:
    """Return "ask" or "stop" for an offer short of acceptable; None when it is acceptable or better."""
    sign = 1 if edge.direction == Direction.MORE else -1
    if edge.acceptable is not None and sign * (place - edge.acceptable) >= 0:
        return None
    return "stop" if sign * (place - edge.edge) < 0 else "ask"


def bands_of(edges: Mapping[str, SealedEdge], offer: Mapping[str, Decimal]) -> dict[str, str]:
    """Return the bands of those offered places that are sealed and short of acceptable: {key: stop or ask}."""
    found = {key: band_of(edges[key], place) for key, place in offer.items() if key in edges}
    return {key: band for key, band in found.items() if band is not None}
