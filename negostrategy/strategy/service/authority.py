"""Granting authority and ending it. A line is never edited: what held yesterday must stay readable."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from marshmallow import ValidationError
from sqlalchemy import select

from negostrategy.accounts.queries.people import person
from negostrategy.audit import service as trail
from negostrategy.edge.fields import Amount
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import AuthorityBasis
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, Conflict, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.strategy.granting import AuthorityDraft
from negostrategy.strategy.models import Authority
from negostrategy.strategy.positions import NoPosition, read_position
from negostrategy.strategy.queries.authority import known_variables

MOST_POINTS = 100


class NotToOneself(Conflict):
    """Nobody grants authority to themselves. Ask another leader to grant it."""

    code = "not_to_oneself"


class EndedAlready(Conflict):
    """This authority has ended already."""

    code = "ended_already"


def grant_authority(actor: Actor, draft: AuthorityDraft, today: date) -> UUID:
    """Return the id of a new line of the matrix.

    Errors: NotToOneself; BadInput for a line that names nobody or both, a limit that is none, or days that contradict.
    """
    _refuse_contradicting(draft, today)
    if draft.user_id == actor.user_id:
        raise NotToOneself
    line = Authority(
        id=new_id(),
        role=draft.role,
        user_id=draft.user_id,
        basis=draft.basis,
        topic=draft.topic,
        segment=draft.segment,
        variable=draft.variable if draft.basis == AuthorityBasis.VARIABLE else None,
        limit=limit_of(draft),
        currency=draft.currency if draft.basis == AuthorityBasis.VALUE else None,
        from_on=draft.from_on or today,
        until_on=draft.until_on,
        note=draft.note,
        granted_by_id=actor.user_id,
    )
    session.add(line)
    # The trail says that authority was given and by what measure; the limit itself is nobody else's business.
    trail.record(actor, "authority.granted", "authority", line.id, basis=draft.basis)
    session.flush()
    return line.id


def limit_of(draft: AuthorityDraft) -> Decimal | None:
    """Return how far the authority of a draft goes; None where it is no matter of a number.

    Errors: BadInput for a variable that is not there, or a limit that is none.
    """
    if draft.basis == AuthorityBasis.EXCEPTION:
        return None
    typed = draft.limit or ""
    if draft.basis == AuthorityBasis.VARIABLE:
        typed = _position(draft.variable or "", typed)
    try:
        number: Decimal = Amount().deserialize(typed)
    except ValidationError as refusal:
        raise BadInput({"/limit": [str(message) for message in refusal.messages]}) from refusal
    if draft.basis == AuthorityBasis.POINTS and not 0 <= number <= MOST_POINTS:
        raise BadInput({"/limit": ["Points go from 0 to 100."]})
    return number


def end_authority(actor: Actor, authority_id: UUID) -> None:
    """End a line now.

    Errors: NotFound; EndedAlready.
    """
    line = session.scalars(select(Authority).where(Authority.id == authority_id).with_for_update()).one_or_none()
    if line is None:
        raise NotFound
    if line.ended_at is not None:
        raise EndedAlready
    line.ended_at = clock.now()
    trail.record(actor, "authority.ended", "authority", authority_id, basis=line.basis)
    session.flush()


def _refuse_contradicting(draft: AuthorityDraft, today: date) -> None:
    errors: dict[str, list[str]] = {}
    if (draft.role is None) == (draft.user_id is None):
        errors["/role"] = ["Choose a role or a person, one of the two."]
    if draft.user_id is not None and person(draft.user_id) is None:
        errors["/user_id"] = ["Nobody here is this person."]
    if draft.basis == AuthorityBasis.VALUE and not draft.currency:
        errors["/currency"] = ["A limit on the value needs its currency."]
    if draft.basis == AuthorityBasis.VARIABLE and not draft.variable:
        errors["/variable"] = ["Choose the variable that the limit is about."]
    if draft.basis != AuthorityBasis.EXCEPTION and not draft.limit:
        errors["/limit"] = ["Say how far the authority goes."]
    if draft.until_on is not None and draft.until_on < (draft.from_on or today):
        errors["/until_on"] = ["It would end before it begins. Correct one of the two days."]
    if errors:
        raise BadInput(errors)


def _position(key: str, typed: str) -> str:
    known = {variable.key: variable for variable in known_variables()}
    if key not in known:
        raise BadInput({"/variable": ["No published playbook has this variable."]})
    try:
        return read_position(known[key].kind, typed, known[key].labels)
    except NoPosition as refusal:
        raise BadInput({"/limit": [str(refusal)]}) from refusal
