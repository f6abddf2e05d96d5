"""Saying yes or no to what an administrator may not do alone."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from negostrategy.accounts.models import AccessKind, AccessRequest, User
from negostrategy.accounts.queries.acting import actor_of
from negostrategy.accounts.queries.hands import are_one_hand
from negostrategy.accounts.schemas import AddressChangeSchema, InviteSchema, PersonChangeSchema, TeamSchema
from negostrategy.accounts.service.access_requests import ASKED, PAGE
from negostrategy.accounts.service.inviting import make_invitation
from negostrategy.accounts.service.people import set_address, set_person
from negostrategy.accounts.service.resetting import shown_link
from negostrategy.accounts.service.teams import set_team
from negostrategy.accounts.service.telling import tell_people
from negostrategy.audit import service as trail
from negostrategy.edge.payloads import load
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import Conflict, NotAllowed, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.notices import service as inbox
from negostrategy.notices.service import News


class SecondPersonNeeded(NotAllowed):
    """You asked for this, or whoever asked made your account. Somebody else says yes or no: a leader always may."""

    code = "second_person_needed"


class AskerIsGone(Conflict):
    """Whoever asked for this does not run the accounts any more. Say no, and ask anew if it is still wanted."""

    code = "asker_is_gone"


@dataclass(frozen=True)
class Outcome:
    """What came of it. link: what has to be handed over, once."""

    link: str | None = None


def decide_request(actor: Actor, request_id: UUID, *, is_granted: bool) -> Outcome:
    """Return what came of a yes or no. Whoever asked may take it back by a no.

    Errors: NotFound for what is decided already; SecondPersonNeeded; AskerIsGone; whatever the change itself refuses.
    """
    request = session.get(AccessRequest, (actor.organization_id, request_id), with_for_update=True)
    if request is None or request.decided_at is not None:
        raise NotFound
    if is_granted and are_one_hand(actor.user_id, request.asked_by_id):
        raise SecondPersonNeeded
    request.decided_by_id, request.decided_at, request.is_granted = actor.user_id, clock.now(), is_granted
    outcome = _carry_out(actor, request) if is_granted else Outcome()
    trail.record(actor, "access.decided", "access_request", request_id, is_granted=is_granted, what=request.kind)
    inbox.settle(ASKED, request_id)
    said = f"{actor.name} said {'yes' if is_granted else 'no'} to a change of who may read here."
    tell_people([request.asked_by_id], News("access.decided", request_id, said, PAGE))
    return outcome


def _carry_out(actor: Actor, request: AccessRequest) -> Outcome:
    asker = actor_of(request.asked_by_id)
    if asker is None or not asker.may(Grant.PEOPLE_MANAGE):
        raise AskerIsGone
    kind, subject_id = AccessKind(request.kind), request.subject_id
    if kind is AccessKind.INVITATION:
        return Outcome(make_invitation(asker, load(InviteSchema(), request.change), vouched_by_id=actor.user_id))
    if subject_id is None:
        raise NotFound
    if kind is AccessKind.TEAM:
        return _set_team(asker, subject_id, request.change)
    return _set_account(asker, kind, subject_id, request.change)


def _set_team(asker: Actor, team_id: UUID, change: dict[str, Any]) -> Outcome:
    set_team(asker, team_id, load(TeamSchema(), change))
    return Outcome()


def _set_account(asker: Actor, kind: AccessKind, user_id: UUID, change: dict[str, Any]) -> Outcome:
    if kind is AccessKind.PERSON:
        set_person(asker, user_id, load(PersonChangeSchema(), change))
    elif kind is AccessKind.ADDRESS:
        set_address(asker, user_id, load(AddressChangeSchema(), change))
    # Two people answer for this account now: it is its person's own.
    user = session.get(User, (asker.organization_id, user_id))
    if user is not None and user_id != asker.user_id:
        user.opened_by_id = None
    return Outcome(shown_link(asker, user_id) if kind is AccessKind.LINK else None)
