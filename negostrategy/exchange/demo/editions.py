"""The playbooks as the company published them over the year: the starters, with its own limits filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from negostrategy.exchange.demo.texts import said_in
from negostrategy.strategy import starters
from negostrategy.strategy.starters.shapes import StarterPlaybook, StarterVariable

# When each was published: the day of the year, counted from its beginning.
FIRST_EDITIONS = {
    "timetable_change": 5,
    "supplier_price_renewal": 12,
    "key_customer_renewal": 26,
    "specification_change": 47,
    "staff_allocation": 68,
    "budget": 103,
    "saas_purchase": 138,
    "partnership": 166,
}
SECOND_EDITIONS = {"supplier_price_renewal": 208, "timetable_change": 243}
STRATEGY_DAYS = (3, 187)


@dataclass(frozen=True)
class Edition:
    """One version of a playbook, and the day of the year from which it holds."""

    number: int
    place: int
    playbook: StarterPlaybook


@cache
def editions() -> tuple[Edition, ...]:
    """Return all of them in the order of their days."""
    found = [Edition(1, place, _with_limits(key, "first")) for key, place in FIRST_EDITIONS.items()]
    found += [Edition(2, place, _with_limits(key, "first", "second")) for key, place in SECOND_EDITIONS.items()]
    return tuple(sorted(found, key=lambda edition: edition.place))


def edition_in_force(key: str, place: int) -> Edition | None:
    """Return the version of a playbook that holds on a day of the year, or None before the first."""
    held = [edition for edition in editions() if edition.playbook.key == key and edition.place <= place]
    return held[-1] if held else None


def _with_limits(key: str, *layers: str) -> StarterPlaybook:
    starter = starters.playbook(key)
    limits: dict[str, Sequence[float]] = {}
    for layer in layers:
        limits |= said_in("limits")[layer].get(key, {})
    return replace(starter, variables=tuple(_confirmed(variable, limits) for variable in starter.variables))


def _confirmed(variable: StarterVariable, limits: Mapping[str, Sequence[float]]) -> StarterVariable:
    if variable.key not in limits:
        return replace(variable, to_confirm=False)
    target, acceptable, walk_away = (Decimal(str(position)) for position in limits[variable.key])
    return replace(variable, target=target, acceptable=acceptable, walk_away=walk_away, to_confirm=False)
