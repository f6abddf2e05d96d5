"""Saying who decides while somebody is away."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.models import StandIn, User
from negostrategy.accounts.schemas import StandInDraft
from negostrategy.accounts.service.telling import tell_people
from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.turns import take_turn
from negostrategy.notices.service import News


def name_stand_in(actor: Actor, draft: StandInDraft, today: date) -> UUID:
    """Return the id of a new stand-in for this person, from one day to another, both included.

    Errors: BadInput for somebody who is not here, for oneself, for days that contradict or overlap, and when standing
    in would go round in a circle.
    """
    # Two people who name each other at once would each not see the other.
    take_turn("stand-ins")
    _refuse_contradicting(actor, draft, today)
    stand_in = StandIn(
        id=new_id(),
        user_id=actor.user_id,
        deputy_id=draft.deputy_id,
        from_on=draft.from_on,
        until_on=draft.until_on,
        reason=draft.reason,
        set_by_id=actor.user_id,
    )
    session.add(stand_in)
    trail.record(actor, "stand_in.set", "user", actor.user_id, deputy=str(draft.deputy_id))
    session.flush()
    said = f"You stand in for {actor.name} from {draft.from_on} to {draft.until_on}."
    tell_people([draft.deputy_id], News("stand_in.set", stand_in.id, said, "/approvals"))
    return stand_in.id


def end_stand_in(actor: Actor, stand_in_id: UUID) -> None:
    """End one's own stand-in now.

    Errors: NotFound.
    """
    found = session.get(StandIn, (actor.organization_id, stand_in_id), with_for_update=True)
    if found is None or found.user_id != actor.user_id or found.ended_at is not None:
        raise NotFound
    found.ended_at = clock.now()
    trail.record(actor, "stand_in.ended", "user", actor.user_id)
    session.flush()


def _refuse_contradicting(actor: Actor, draft: StandInDraft, today: date) -> None:
    is_here = session.scalar(select(User.is_active).where(User.id == draft.deputy_id))
    if draft.deputy_id == actor.user_id:
        raise BadInput({"/deputy_id": ["Choose somebody else; you are away yourself."]})
    if not is_here:
        raise BadInput({"/deputy_id": ["Nobody here is this person. Choose somebody from the list."]})
    if draft.until_on < draft.from_on:
        raise BadInput({"/until_on": ["It ends before it begins. Correct one of the two days."]})
    if draft.until_on < today:
        raise BadInput({"/until_on": ["These days are over. Choose days to come."]})
    overlapping = _overlapping(draft)
    if any(one.user_id == actor.user_id for one in overlapping):
        raise BadInput({"/from_on": ["Somebody stands in for you on some of these days already. End that first."]})
    if _leads_back(actor.user_id, draft.deputy_id, {one.user_id: one.deputy_id for one in overlapping}):
        raise BadInput({"/deputy_id": ["They are away too, and it would come back to you. Choose somebody else."]})


def _overlapping(draft: StandInDraft) -> list[StandIn]:
    return list(
        session.scalars(
            select(StandIn)
            .where(StandIn.ended_at.is_(None))
            .where(StandIn.from_on <= draft.until_on)
            .where(StandIn.until_on >= draft.from_on)
        )
    )


def _leads_back(user_id: UUID, deputy_id: UUID, deputies: dict[UUID, UUID]) -> bool:
    seen = set()
    while deputy_id in deputies and deputy_id not in seen:
        seen.add(deputy_id)
        deputy_id = deputies[deputy_id]
        if deputy_id == user_id:
            return True
    return False
