"""One record with everything on its page."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from negostrategy.accounts.queries.names import person_name, team_name
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.negotiations.models import (
    Counterpart,
    Move,
    Negotiation,
    NegotiationPerson,
    Pulse,
    Revision,
    Term,
)
from negostrategy.negotiations.policy import readable_by
from negostrategy.negotiations.queries.shapes import MoveRow, PersonOnIt, Record, RevisionRow, TermRow


def record_of(actor: Actor, negotiation_id: UUID) -> Record | None:
    """Return a record that this person may read, or None."""
    columns = [getattr(Negotiation, name) for name in _STORED]
    row = (
        session.execute(
            select(
                *columns,
                person_name(Negotiation.owner_id).label("owner_name"),
                team_name(Negotiation.team_id).label("team_name"),
                func.coalesce(
                    select(Counterpart.name).where(Counterpart.id == Negotiation.counterpart_id).scalar_subquery(),
                    team_name(Negotiation.counterpart_team_id),
                ).label("other_side"),
            )
            .where(Negotiation.id == negotiation_id)
            .where(readable_by(actor))
        )
        .mappings()
        .one_or_none()
    )
    if row is None:
        return None
    return Record(
        **row,
        terms=_all(TermRow, Term, negotiation_id, Term.place),
        moves=_all(MoveRow, Move, negotiation_id, Move.place),
        people=_people(negotiation_id),
        pulses=_pulses(negotiation_id),
    )


def revisions_of(negotiation_id: UUID) -> list[RevisionRow]:
    """Return the edits of a record, newest first. Whether it may be read is for the caller to ask first."""
    rows = session.execute(
        select(
            Revision.number,
            Revision.changed,
            Revision.changed_at,
            person_name(Revision.changed_by_id).label("changed_by"),
        )
        .where(Revision.negotiation_id == negotiation_id)
        .order_by(Revision.number.desc())
        .limit(200)
    )
    return [RevisionRow(*row) for row in rows]


def said_before(negotiation_id: UUID, number: int) -> dict[str, Any] | None:
    """Return what a record said before one edit, or None."""
    return session.scalar(
        select(Revision.said).where(Revision.negotiation_id == negotiation_id).where(Revision.number == number)
    )


_MADE = {"owner_name", "team_name", "other_side", "terms", "moves", "people", "pulses"}
_STORED = [name for name in Record.__dataclass_fields__ if name not in _MADE]


def _all(shape: type[Any], model: type[Any], negotiation_id: UUID, order: Any) -> list[Any]:
    columns = [getattr(model, name) for name in shape.__dataclass_fields__]
    rows = session.execute(select(*columns).where(model.negotiation_id == negotiation_id).order_by(order, model.id))
    return [shape(**row) for row in rows.mappings()]


def _people(negotiation_id: UUID) -> list[PersonOnIt]:
    rows = session.execute(
        select(NegotiationPerson.user_id, person_name(NegotiationPerson.user_id).label("name"), NegotiationPerson.part)
        .where(NegotiationPerson.negotiation_id == negotiation_id)
        .order_by(NegotiationPerson.part, "name")
    )
    return [PersonOnIt(*row) for row in rows]


def _pulses(negotiation_id: UUID) -> dict[tuple[str, str], Decimal]:
    rows = session.execute(select(Pulse.side, Pulse.domain, Pulse.score).where(Pulse.negotiation_id == negotiation_id))
    return {(side, domain): score for side, domain, score in rows}
