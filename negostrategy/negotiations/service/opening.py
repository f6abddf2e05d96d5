"""Taking a record in hand to change it: found, readable, locked, and allowed."""

from uuid import UUID

from sqlalchemy import func, select

from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.events import announce
from negostrategy.kernel.faults import NotFound
from negostrategy.negotiations.events import NegotiationChanged
from negostrategy.negotiations.models import Negotiation, NegotiationPerson
from negostrategy.negotiations.policy import readable_by, require_may_edit, require_owner


def open_to_edit(actor: Actor, negotiation_id: UUID) -> Negotiation:
    """Return a record, locked until the transaction ends, that this person may change.

    Errors: NotFound when it is not there or not theirs to see; NotYoursToChange.
    """
    negotiation = _locked(actor, negotiation_id)
    require_may_edit(actor, negotiation, _is_party(actor, negotiation_id))
    return negotiation


def open_as_owner(actor: Actor, negotiation_id: UUID) -> Negotiation:
    """Return a record, locked until the transaction ends, that belongs to this person.

    Errors: NotFound when it is not there or not theirs to see; OwnerDecides.
    """
    negotiation = _locked(actor, negotiation_id)
    require_owner(actor, negotiation)
    return negotiation


def hold_record(negotiation_id: UUID) -> None:
    """Return when nobody else can change this record until the transaction ends.

    Whoever changes something that hangs on a record takes the record first, so that two never wait for each other.
    """
    session.execute(select(Negotiation.id).where(Negotiation.id == negotiation_id).with_for_update(key_share=True))


def changed(negotiation: Negotiation) -> None:
    """Count a change of the record and tell whoever wants to know."""
    negotiation.revision += 1
    negotiation.changed_at = clock.now()
    session.flush()
    announce(NegotiationChanged(negotiation.id, is_new=False))


def _locked(actor: Actor, negotiation_id: UUID) -> Negotiation:
    found = session.scalars(
        select(Negotiation)
        .where(Negotiation.id == negotiation_id)
        .where(readable_by(actor))
        .with_for_update(of=Negotiation)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def _is_party(actor: Actor, negotiation_id: UUID) -> bool:
    count = session.scalar(
        select(func.count(NegotiationPerson.id))
        .where(NegotiationPerson.negotiation_id == negotiation_id)
        .where(NegotiationPerson.user_id == actor.user_id)
        .where(NegotiationPerson.part == "party")
    )
    return bool(count)
