"""One record with everything on its page."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, func, select

from negostrategy.accounts.queries.names import person_name, team_name
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import NotFound
from negostrategy.negotiations.models import (
    Counterpart,
    Move,
    Negotiation,
    NegotiationPerson,
    Pulse,
    Revision,
    Term,
)
from negostrategy.negotiations.policy import NotYoursToChange, readable_by_reader, reader
from negostrategy.negotiations.queries.shapes import MoveRow, PersonOnIt, Record, RevisionRow, TermRow
from negostrategy.negotiations.shares import amount_of
from negostrategy.strategy.queries.sealed import sealed_edges


def readable(actor: Actor, negotiation_id: UUID) -> Record:
    """Return a record that this person may read.

    Errors: NotFound.
    """
    record = record_of(actor, negotiation_id)
    if record is None:
        raise NotFound
    return record


def editable(actor: Actor, negotiation_id: UUID) -> Record:
    """Return a record that this person may change.

    Errors: NotFound when they may not even read it; NotYoursToChange.
    """
    record = readable(actor, negotiation_id)
    if not record.may_be_edited_by(actor):
        raise NotYoursToChange
    return record


def record_of(actor: Actor, negotiation_id: UUID) -> Record | None:
    """Return a record that this person may read, or None."""
    wanted = {"negotiation_id": negotiation_id}
    row = session.execute(_record(actor.is_manager), wanted | reader(actor)).mappings().one_or_none()
    if row is None:
        return None
    return Record(
        **row,
        terms=_terms(wanted, sealed_edges(row["playbook_version_id"])),
        moves=[MoveRow(**move) for move in session.execute(_MOVES, wanted).mappings()],
        people=[PersonOnIt(*person) for person in session.execute(_people(), wanted)],
        pulses={(side, domain): score for side, domain, score in session.execute(_pulses(), wanted)},
    )


def terms_on(negotiation_id: UUID) -> list[TermRow]:
    """Return the terms of a record as they stand. Whether it may be read is for the caller to ask first."""
    return _terms({"negotiation_id": negotiation_id}, {})


@cache
def _record(by_manager: bool) -> Select[Any]:
    columns = [getattr(Negotiation, name) for name in _STORED]
    counterpart = select(Counterpart.name).where(Counterpart.id == Negotiation.counterpart_id).scalar_subquery()
    return (
        select(
            *columns,
            person_name(Negotiation.owner_id).label("owner_name"),
            team_name(Negotiation.team_id).label("team_name"),
            func.coalesce(counterpart, team_name(Negotiation.counterpart_team_id)).label("other_side"),
        )
        .where(Negotiation.id == _WANTED)
        .where(readable_by_reader(by_manager))
    )


def revisions_of(negotiation_id: UUID) -> list[RevisionRow]:
    """Return the edits of a record, newest first. Whether it may be read is for the caller to ask first."""
    rows = session.execute(
        select(
            Revision.number,
            Revision.changed,
            Revision.changed_at,
            person_name(Revision.changed_by_id).label("changed_by"),
            Revision.why,
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


_WANTED = bindparam("negotiation_id", type_=Uuid())
_MADE = {"owner_name", "team_name", "other_side", "terms", "moves", "people", "pulses"}
_STORED = [name for name in Record.__dataclass_fields__ if name not in _MADE]


def _parts(shape: type[Any], model: type[Any]) -> Select[Any]:
    columns = [getattr(model, name) for name in shape.__dataclass_fields__ if hasattr(model, name)]
    return select(*columns).where(model.negotiation_id == _WANTED).order_by(model.place, model.id)


_TERMS, _MOVES = _parts(TermRow, Term), _parts(MoveRow, Move)


def _terms(wanted: dict[str, UUID], edges: Mapping[str, Decimal]) -> list[TermRow]:
    rows = session.execute(_TERMS, wanted).mappings()
    return [_term(dict(term), edges.get(term["key"])) for term in rows]


def _term(said: dict[str, Any], edge: Decimal | None) -> TermRow:
    # Where positions are percentages, a sealed limit is one too.
    if edge is None or said["reference"] is None:
        return TermRow(**said, edge=edge, is_sealed=edge is not None)
    return TermRow(**said, edge=amount_of(edge, said["reference_amount"]), is_sealed=True)


@cache
def _people() -> Select[UUID, str, str]:
    name = person_name(NegotiationPerson.user_id).label("name")
    return (
        select(NegotiationPerson.user_id, name, NegotiationPerson.part)
        .where(NegotiationPerson.negotiation_id == _WANTED)
        .order_by(NegotiationPerson.part, "name")
    )


@cache
def _pulses() -> Select[str, str, Decimal]:
    return select(Pulse.side, Pulse.domain, Pulse.score).where(Pulse.negotiation_id == _WANTED)
