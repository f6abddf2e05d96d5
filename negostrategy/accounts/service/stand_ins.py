"""Saying who decides while somebody is away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.models import StandIn, User
from negostrategy.accounts.queries.people import person
from negostrategy.accounts.queries.stand_ins import can_stand_in, may_name_for
from negostrategy.accounts.schemas import StandInDraft
from negostrategy.accounts.service.telling import tell_people
from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotAllowed, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.turns import take_turn
from negostrategy.notices.service import News


class NotYours(NotAllowed):
    """You say this for yourself and for the people of your teams. Ask them, or a leader."""

    code = "not_yours"


@dataclass(frozen=True)
class Span:
    """Who decides from one day to another, both included."""

    deputy_id: UUID
    from_on: date
    until_on: date


def name_stand_in(actor: Actor, draft: StandInDraft, today: date) -> UUID:
    """Return the id of a new stand-in for somebody, from one day to another, both included.

    People say it for themselves, managers for their teams, leaders for everybody.
    Errors: NotYours; BadInput for somebody who cannot decide, for oneself, for days that contradict or overlap, and
    when standing in would go round in a circle.
    """
    user_id = draft.user_id or actor.user_id
    if not may_name_for(actor, user_id):
        raise NotYours
    # Two people who name each other at once would each not see the other.
    take_turn("stand-ins")
    _refuse_contradicting(user_id, draft, today)
    stand_in = StandIn(
        id=new_id(),
        user_id=user_id,
        deputy_id=draft.deputy_id,
        from_on=draft.from_on,
        until_on=draft.until_on,
        reason=draft.reason,
        set_by_id=actor.user_id,
    )
    session.add(stand_in)
    trail.record(actor, "stand_in.set", "user", user_id, deputy=str(draft.deputy_id))
    session.flush()
    _tell(actor, stand_in)
    return stand_in.id


def end_stand_in(actor: Actor, stand_in_id: UUID) -> None:
    """End a stand-in now: one's own, or that of somebody for whom one may name one.

    Errors: NotFound.
    """
    found = session.get(StandIn, (actor.organization_id, stand_in_id), with_for_update=True)
    if found is None or found.ended_at is not None or not may_name_for(actor, found.user_id):
        raise NotFound
    found.ended_at = clock.now()
    trail.record(actor, "stand_in.ended", "user", found.user_id)
    session.flush()


def _tell(actor: Actor, stand_in: StandIn) -> None:
    days = f"from {stand_in.from_on:%Y-%m-%d} to {stand_in.until_on:%Y-%m-%d}"
    away, deputy = (
        session.get_one(User, (actor.organization_id, one)).name for one in (stand_in.user_id, stand_in.deputy_id)
    )
    said = f"You stand in for {away} {days}."
    tell_people([stand_in.deputy_id], News("stand_in.set", stand_in.id, said, "/approvals"))
    if stand_in.user_id != actor.user_id:
        told = f"{actor.name} said that {deputy} stands in for you {days}."
        tell_people([stand_in.user_id], News("stand_in.named", stand_in.id, told, "/profile"))


def _refuse_contradicting(user_id: UUID, draft: StandInDraft, today: date) -> None:
    deputy = person(draft.deputy_id)
    if draft.deputy_id == user_id:
        raise BadInput({"/deputy_id": ["Choose somebody else; this is who is away."]})
    if deputy is None or not can_stand_in(deputy):
        raise BadInput({"/deputy_id": ["Nobody here who decides is this person. Choose somebody from the list."]})
    if draft.until_on < draft.from_on:
        raise BadInput({"/until_on": ["It ends before it begins. Correct one of the two days."]})
    if draft.until_on < today:
        raise BadInput({"/until_on": ["These days are over. Choose days to come."]})
    overlapping = _overlapping(draft)
    if any(one.user_id == user_id for one in overlapping):
        raise BadInput({"/from_on": ["Somebody stands in on some of these days already. End that first."]})
    if _leads_back(user_id, Span(draft.deputy_id, draft.from_on, draft.until_on), overlapping):
        raise BadInput({"/deputy_id": ["They are away too, and it would come back. Choose somebody else."]})


def _overlapping(draft: StandInDraft) -> list[StandIn]:
    return list(
        session.scalars(
            select(StandIn)
            .where(StandIn.ended_at.is_(None))
            .where(StandIn.from_on <= draft.until_on)
            .where(StandIn.until_on >= draft.from_on)
        )
    )


def _leads_back(user_id: UUID, span: Span, away: Sequence[StandIn]) -> bool:
    """Return whether on some day of the span its deputy is away too, and whoever is asked then in the end is the user.

    Somebody may be away twice in that time, for each with another stand-in: every way is followed, day by day.
    """
    ways = [
        Span(one.deputy_id, max(one.from_on, span.from_on), min(one.until_on, span.until_on))
        for one in away
        if one.user_id == span.deputy_id
    ]
    # Who has followed one way loses it from the list: a circle among others ends there.
    rest = [one for one in away if one.user_id != span.deputy_id]
    return any(
        way.from_on <= way.until_on and (way.deputy_id == user_id or _leads_back(user_id, way, rest)) for way in ways
    )
