"""Requests for approval: one, those that wait for somebody, and those of a record. Only snapshots are shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from negostrategy.accounts.queries.names import person_name
from negostrategy.accounts.queries.stand_ins import links_of, principals_of
from negostrategy.compliance.models import ApprovalRequest, ApprovalSeat
from negostrategy.facts.models import Facts
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import NotFound

MOST = 100


@dataclass(frozen=True)
class RequestRow:
    """A request as it was asked and decided. snapshot: title, sentence, source, light and terms, frozen."""

    id: UUID
    negotiation_id: UUID
    asked_by_id: UUID
    asked_by: str
    asked_at: datetime
    why: str
    needed_by: date | None
    snapshot: dict[str, Any]
    due_at: datetime
    escalated_at: datetime | None
    state: str
    decided_by: str | None
    decided_for: str | None
    decided_at: datetime | None
    reason: str | None
    conditions: str | None
    is_retroactive: bool
    crossings: list[str] = field(default_factory=list)
    limits: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_about_a_rule(self) -> bool:
        """Return whether a rule is among what was asked about: rules can be let pass, limits cannot."""
        return any(key.startswith("rule:") for key in self.crossings)

    @property
    def title(self) -> str:
        """Return what the record was called when it was asked."""
        title: str = self.snapshot["title"]
        return title

    @property
    def value(self) -> Decimal | None:
        """Return the value of the whole when it was asked, in the snapshot's currency; None when it was not known."""
        value = self.snapshot.get("value")
        return None if value is None else Decimal(value)

    @property
    def is_overdue(self) -> bool:
        """Return whether the answer should be there already."""
        return self.state == "open" and self.due_at < clock.now()


def request_for(user_id: UUID, request_id: UUID, on: date) -> RequestRow:
    """Return a request that somebody asked, or is or was asked, also as a stand-in.

    Errors: NotFound, the same for one that is not there and for one that is nothing to them.
    """
    row = session.execute(_rows().where(ApprovalRequest.id == request_id)).one_or_none()
    request = RequestRow(*row) if row else None
    if request is None or not (is_behind(user_id, request) or user_id in _asked(request_id, user_id, on)):
        raise NotFound
    return request


def is_behind(user_id: UUID, request: RequestRow) -> bool:
    """Return whether a request is somebody's own: they asked it, or own its record by now."""
    if request.asked_by_id == user_id:
        return True
    return session.scalar(select(Facts.owner_id).where(Facts.id == request.negotiation_id)) == user_id


def requests_waiting_for(user_id: UUID, on: date) -> list[RequestRow]:
    """Return the open requests that wait for somebody, also as a stand-in; the most urgent first."""
    people = {user_id, *principals_of(user_id, on)}
    seated = select(ApprovalSeat.request_id).where(ApprovalSeat.user_id.in_(people))
    rows = session.execute(
        _rows()
        .where(ApprovalRequest.id.in_(seated))
        .where(ApprovalRequest.state == "open")
        .where(ApprovalRequest.asked_by_id != user_id)
        .order_by(ApprovalRequest.due_at, ApprovalRequest.id)
        .limit(MOST)
    )
    return [RequestRow(*row) for row in rows]


def requests_of(user_id: UUID) -> list[RequestRow]:
    """Return what somebody has asked, and what was asked on records that are theirs by now, newest first."""
    owned = select(Facts.id).where(Facts.owner_id == user_id)
    mine = _rows().where(or_(ApprovalRequest.asked_by_id == user_id, ApprovalRequest.negotiation_id.in_(owned)))
    newest = mine.order_by(ApprovalRequest.asked_at.desc(), ApprovalRequest.id).limit(MOST)
    return [RequestRow(*row) for row in session.execute(newest)]


def requests_decided_by(user_id: UUID) -> list[RequestRow]:
    """Return what somebody has decided, newest first."""
    mine = _rows().where(ApprovalRequest.decided_by_id == user_id)
    newest = mine.order_by(ApprovalRequest.decided_at.desc(), ApprovalRequest.id).limit(MOST)
    return [RequestRow(*row) for row in session.execute(newest)]


def requests_on(negotiation_id: UUID) -> list[RequestRow]:
    """Return the requests on a record, newest first. Whether it may be read is for the caller to ask."""
    these = _rows().where(ApprovalRequest.negotiation_id == negotiation_id)
    return [RequestRow(*row) for row in session.execute(these.order_by(ApprovalRequest.asked_at.desc()))]


def people_asked(request_id: UUID, on: date) -> list[str]:
    """Return the names of those who were asked, in the order in which they were; who is away, with their stand-in."""
    rows = session.execute(
        select(ApprovalSeat.user_id, person_name(ApprovalSeat.user_id).label("name"))
        .where(ApprovalSeat.request_id == request_id)
        .order_by(ApprovalSeat.asked_at, ApprovalSeat.id)
    ).all()
    links = links_of([row.user_id for row in rows], on)
    return [_said_of(row.name, [one.name for one in links.get(row.user_id, ())]) for row in rows]


def _said_of(name: str, links: Sequence[str]) -> str:
    if not links:
        return name
    between = f", in place of {', '.join(reversed(links[:-1]))}" if len(links) > 1 else ""
    return f"{links[-1]} for {name}{between}"


def _asked(request_id: UUID, user_id: UUID, on: date) -> set[UUID]:
    seats = set(session.scalars(select(ApprovalSeat.user_id).where(ApprovalSeat.request_id == request_id)))
    return seats | ({user_id} if principals_of(user_id, on) & seats else set())


def _rows() -> Select[Any]:
    return select(
        ApprovalRequest.id,
        ApprovalRequest.negotiation_id,
        ApprovalRequest.asked_by_id,
        person_name(ApprovalRequest.asked_by_id),
        ApprovalRequest.asked_at,
        ApprovalRequest.why,
        ApprovalRequest.needed_by,
        ApprovalRequest.snapshot,
        ApprovalRequest.due_at,
        ApprovalRequest.escalated_at,
        ApprovalRequest.state,
        person_name(ApprovalRequest.decided_by_id),
        person_name(ApprovalRequest.decided_for_id),
        ApprovalRequest.decided_at,
        ApprovalRequest.reason,
        ApprovalRequest.conditions,
        ApprovalRequest.is_retroactive,
        ApprovalRequest.crossings,
        ApprovalRequest.limits,
    )
