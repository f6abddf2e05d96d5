"""Where a term stood before: what its record said at each saving, and what the other side has offered, in order."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.kernel.business import Side
from negostrategy.kernel.db import session
from negostrategy.negotiations.models import Move, Negotiation, Revision, Term

MOST = 60


def saved_places(negotiation_id: UUID, key: str, since: datetime) -> list[Decimal]:
    """Return where a term stood before each saving since then and where it stands, each only when it is another.

    Units: per cent of the reference where the playbook's positions are shares of one.
    """
    rows = session.scalars(
        select(Revision.said["terms"])
        .where(Revision.negotiation_id == negotiation_id)
        .where(Revision.changed_at >= since)
        .order_by(Revision.number.desc())
        .limit(MOST)
    )
    said = [term for terms in reversed(rows.all()) for term in terms if term["key"] == key]
    present = _present(negotiation_id, key)
    places = [_place(term, term) for term in [*said, *([present] if present else [])]]
    known = [place for place in places if place is not None]
    return [place for count, place in enumerate(known) if count == 0 or place != known[count - 1]]


def last_saved_by(negotiation_id: UUID) -> UUID | None:
    """Return who changed a record last, or its owner where nobody did; None when there is no such record."""
    last = (
        select(Revision.changed_by_id)
        .where(Revision.negotiation_id == negotiation_id)
        .order_by(Revision.number.desc())
        .limit(1)
    )
    owner = select(Negotiation.owner_id).where(Negotiation.id == negotiation_id)
    return session.scalar(last) or session.scalar(owner)


def offered_places(negotiation_id: UUID, key: str) -> list[Decimal]:
    """Return what the other side has offered on a term, move by move, in the units of saved_places."""
    rows = session.scalars(
        select(Move.positions[key].astext)
        .where(Move.negotiation_id == negotiation_id)
        .where(Move.side == Side.THEIRS)
        .where(Move.positions[key].astext.is_not(None))
        .order_by(Move.place.desc())
        .limit(MOST)
    ).all()
    present = _present(negotiation_id, key) if rows else None
    places = [_place({"agreed": said, "theirs": None}, present) for said in reversed(rows)] if present else []
    return [place for place in places if place is not None]


def _present(negotiation_id: UUID, key: str) -> dict[str, Any] | None:
    statement = (
        select(Term.agreed, Term.theirs, Term.reference, Term.reference_amount)
        .where(Term.negotiation_id == negotiation_id)
        .where(Term.key == key)
    )
    row = session.execute(statement).mappings().one_or_none()
    return dict(row) if row else None


def _place(said: Mapping[str, Any], term: Mapping[str, Any]) -> Decimal | None:
    place = said["agreed"] if said["agreed"] is not None else said["theirs"]
    if place is None or term.get("reference") is None:
        return None if place is None else Decimal(str(place))
    amount = Decimal(str(term.get("reference_amount") or 0))
    return Decimal(str(place)) * 100 / amount if amount else None
