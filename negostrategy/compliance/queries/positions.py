"""An offer beside the positions of the playbook, in words, for whoever decides. A sealed one is not among them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.compliance.queries.asking import said_of
from negostrategy.compliance.queries.standing import standing_of
from negostrategy.edge.display import plural
from negostrategy.facts.models import Facts
from negostrategy.kernel.business import ValueKind
from negostrategy.kernel.db import session
from negostrategy.negotiations.queries.askable import Askable, AskableTerm
from negostrategy.strategy.rulebook import VariableLine

SHOWN = ("target", "acceptable", "walk_away")
LIMITS = (("walk_away", "beyond our walk-away"), ("acceptable", "short of acceptable"))
WITHOUT_DISTANCE = (ValueKind.CHOICE, ValueKind.YES_NO)


def positions_of(record: Askable, offer: Mapping[str, Decimal]) -> dict[str, dict[str, Any]]:
    """Return, for each offered term, d, what is known of target, acceptable and walk-away, and how far it is off.

    The positions are the playbook's, whatever the record says; the record's only where the playbook has none, or where
    they are shares of something that only the record knows.
    """
    standing, stored = standing_of(record.id), _stored(record.id)
    found = {}
    for key, place in offer.items():
        term, variable = record.terms[key], standing.variables.get(key) if standing else None
        numbers = {name: _number(variable, stored.get(key, {}), name) for name in SHOWN}
        on_table = standing.deal.terms.get(key) if standing else None
        d = on_table.d if on_table else None
        words = {name: None if number is None else said_of(term, number) for name, number in numbers.items()}
        if term.is_sealed:
            words["walk_away"] = "sealed"
        found[key] = {"d": d, **words, "differs": _differs(term, place, numbers, d)}
    return found


def rest_of(record: Askable, offer: Mapping[str, Decimal]) -> dict[str, Any]:
    """Return how the rest of a record stands: {"value", "currency", "rest": [{"key", "name", "said", "place", "d"}]}.

    A yes to an offer is given to the record around it as well; so this is frozen with the offer.
    """
    standing = standing_of(record.id)
    if standing is None:
        return {"value": None, "currency": None, "rest": []}
    rest: list[dict[str, Any]] = [
        {
            "key": key,
            "name": record.terms[key].name,
            "said": said_of(record.terms[key], term.present),
            "place": str(term.present),
            "d": term.d,
        }
        for key, term in sorted(standing.deal.terms.items())
        if key not in offer and key in record.terms and term.present is not None
    ]
    value = standing.deal.value
    return {"value": None if value is None else str(value), "currency": standing.deal.currency, "rest": rest}


def _stored(negotiation_id: UUID) -> dict[str, dict[str, Any]]:
    return session.scalar(select(Facts.terms).where(Facts.id == negotiation_id)) or {}


def _number(variable: VariableLine | None, said: Mapping[str, Any], name: str) -> Decimal | None:
    by_book: Decimal | None = getattr(variable, name) if variable and variable.reference is None else None
    if by_book is not None or said.get(name) is None:
        return by_book
    return Decimal(str(said[name]))


def _differs(term: AskableTerm, place: Decimal, numbers: Mapping[str, Decimal | None], d: int | None) -> str | None:
    for name, words in LIMITS:
        limit = numbers[name]
        if limit is not None and d is not None and d * (place - limit) < 0 and term.kind not in WITHOUT_DISTANCE:
            distance = abs(place - limit)
            gap = plural(int(distance), "day") if term.kind == ValueKind.DATE else said_of(term, distance)
            return f"{gap} {words}"
    return None
