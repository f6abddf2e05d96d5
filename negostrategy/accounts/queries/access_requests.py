"""What waits for a second person, in words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from negostrategy.accounts.models import AccessKind, AccessRequest, Team, User
from negostrategy.accounts.queries.hands import are_one_hand
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session

ROLE_NAMES = {"leader": "leader", "manager": "manager", "employee": "employee", "admin": "administrator"}


@dataclass(frozen=True)
class RequestRow:
    """One change that waits. may_grant: this reader may say yes; is_own: they asked for it themselves."""

    id: UUID
    sentence: str
    asked_by: str
    asked_at: datetime
    may_grant: bool
    is_own: bool


def waiting_requests(actor: Actor) -> list[RequestRow]:
    """Return what waits for a yes or no, oldest first."""
    asker = aliased(User)
    rows = session.execute(
        select(AccessRequest, asker.name)
        .join(asker, asker.id == AccessRequest.asked_by_id)
        .where(AccessRequest.decided_at.is_(None))
        .order_by(AccessRequest.asked_at, AccessRequest.id)
        .limit(200)
    )
    return [
        RequestRow(
            *(request.id, _sentence(request), name, request.asked_at),
            may_grant=not are_one_hand(actor.user_id, request.asked_by_id),
            is_own=actor.user_id == request.asked_by_id,
        )
        for request, name in rows
    ]


def _sentence(request: AccessRequest) -> str:
    change, kind = request.change, AccessKind(request.kind)
    if kind is AccessKind.TEAM:
        named = session.execute(select(Team.name, Team.parent_id).where(Team.id == request.subject_id)).one_or_none()
        below = _name(Team, change["parent_id"]) or "at the top"
        manager = _name(User, change["manager_id"]) or "nobody"
        return f"The team {named.name if named else ''} gets {manager} as its manager and stands below: {below}."
    roles = ", ".join(ROLE_NAMES[role] for role in change.get("roles", ()))
    if kind is AccessKind.INVITATION:
        return f"{change['email']} is invited as {roles}."
    name = _name(User, request.subject_id) or "Somebody"
    if kind is AccessKind.ADDRESS:
        return f"{name} is reached at {change['email']} from now on, and signs in with that."
    if kind is AccessKind.LINK:
        return f"A link by which the password of {name} can be set anew is shown."
    return f"{name} becomes {roles}, in the team: {_name(Team, change['team_id']) or 'none'}."


def _name(table: type[User] | type[Team], row_id: UUID | str | None) -> str | None:
    return session.scalar(select(table.name).where(table.id == row_id)) if row_id else None
