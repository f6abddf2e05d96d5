"""Records as rows, for tests that need no act: a negotiation with its terms, moves, people and pulses."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from negostrategy.facts.models import Facts
from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Move, Negotiation, NegotiationPerson, Term
from tests.cast import Cast, Person

PRICE = {"kind": "money", "direction": "less", "target": 90, "acceptable": 96, "walk_away": 100}
DAYS = {"kind": "days", "direction": "more", "target": 60, "acceptable": 45, "walk_away": 30}
NUMBERS = ("weight", "opening", "target", "acceptable", "walk_away", "theirs", "agreed", "our_value", "their_value")


def add_record(
    owner: Person,
    terms: Mapping[str, Mapping[str, Any]] | None = None,
    moves: Sequence[Mapping[str, Any]] = (),
    parties: Sequence[Person] = (),
    **columns: Any,
) -> UUID:
    """Return the id of a new record with its rows, added to the running transaction; its facts are not refreshed."""
    given: dict[str, Any] = {"title": "Price renewal", "kind": "internal", "held_on": date(2026, 11, 20)} | columns
    negotiation = Negotiation(**{"id": new_id(), "owner_id": owner.id, "team_id": owner.team_id} | given)
    session.add(negotiation)
    session.flush()
    session.add_all(_term(negotiation.id, place, key, said) for place, (key, said) in enumerate((terms or {}).items()))
    session.add_all(
        Move(negotiation_id=negotiation.id, place=place, positions={}, **said) for place, said in enumerate(moves)
    )
    session.add_all(
        NegotiationPerson(negotiation_id=negotiation.id, user_id=party.id, part="party") for party in parties
    )
    session.flush()
    return negotiation.id


def add_person(negotiation_id: UUID, person: Person, part: str = "reader") -> None:
    """Let somebody read a record, or be a party to it, in the running transaction."""
    session.add(NegotiationPerson(negotiation_id=negotiation_id, user_id=person.id, part=part))
    session.flush()


def facts_of_record(cast: Cast, terms: Mapping[str, Mapping[str, Any]] | None = None, **more: Any) -> Facts:
    """Return the stored facts of a new record of Noor's, refreshed."""
    with transaction(cast.organization_id):
        negotiation_id = add_record(cast.noor, terms, **more)
        refresh([negotiation_id], is_new=True)
        return session.get_one(Facts, (cast.organization_id, negotiation_id))


def _term(negotiation_id: UUID, place: int, key: str, said: Mapping[str, Any]) -> Term:
    columns: dict[str, Any] = {"name": key.capitalize(), "topic": "finance", "kind": "number", "unit": ""} | dict(said)
    numbers = {name: Decimal(str(columns[name])) for name in NUMBERS if columns.get(name) is not None}
    return Term(negotiation_id=negotiation_id, place=place, key=key, **columns | numbers)
