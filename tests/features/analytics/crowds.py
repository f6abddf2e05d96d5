"""Companies of more than five people, whose figures a leader may see."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from negostrategy.accounts.models import User
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.service import record_negotiation
from negostrategy.tenancy.queries import today_in_force
from tests.cast import Cast, Person

NAMES = ("Ada Falk", "Ben Roth", "Cem Aydin", "Dana Weiss", "Edda Lund")


def hire(cast: Cast, team_id: UUID, names: tuple[str, ...] = NAMES) -> list[Person]:
    """Return new employees of a team."""
    people = [
        replace(cast.noor, id=new_id(), name=name, email=f"{name.split()[0].lower()}@x.example", team_id=team_id)
        for name in names
    ]
    with transaction(cast.organization_id):
        session.add_all(
            User(id=one.id, name=one.name, email=one.email, roles=[one.role.value], team_id=team_id, password_hash=None)
            for one in people
        )
    return people


def record(person: Person, **given: Any) -> UUID:
    """Return the id of a record that somebody keeps, held today unless something else is said."""
    with transaction(person.organization_id):
        today = today_in_force()
        facts = {"title": "A talk", "topic": "finance", "held_on": today} | given
        if facts.get("outcome", "open") != "open":
            facts.setdefault("closed_on", today)
        return record_negotiation(person.actor, facts, Here(today, "EUR"))
