"""Asking for what an administrator may not do alone: it is kept, told to all leaders, and changes nothing yet."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.models import AccessKind, AccessRequest, User
from negostrategy.accounts.service.telling import tell_people
from negostrategy.audit import service as trail
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role
from negostrategy.kernel.ids import new_id
from negostrategy.notices.service import News

ASKED = "access.asked"
PAGE = "/people/requests"


def ask_second_person(actor: Actor, kind: AccessKind, subject_id: UUID | None, change: dict[str, Any]) -> UUID:
    """Return the id of a request that waits for a second administrator or a leader; all of them are told."""
    request = AccessRequest(
        id=new_id(), kind=kind.value, subject_id=subject_id, change=change, asked_by_id=actor.user_id
    )
    session.add(request)
    session.flush()
    trail.record(actor, "access.asked", "access_request", request.id, what=kind.value, subject=str(subject_id or ""))
    sentence = f"{actor.name} asks for a second person: a change of who may read here waits for a yes or no."
    asked = [one for one in _who_may_confirm() if one != actor.user_id]
    tell_people(asked, News(ASKED, request.id, sentence, PAGE), by_mail=True)
    return request.id


def _who_may_confirm() -> list[UUID]:
    deciding = [Role.LEADER.value, Role.ADMIN.value]
    return list(session.scalars(select(User.id).where(User.roles.overlap(deciding)).where(User.is_active)))
