"""Keeping the list of those we negotiate with."""

from uuid import UUID

from sqlalchemy import func, select

from negostrategy.audit import service as trail
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.negotiations.models import Counterpart
from negostrategy.negotiations.schemas.counterparts import CounterpartDraft


def add_counterpart(actor: Actor, draft: CounterpartDraft) -> UUID:
    """Return the id of a new counterpart.

    Errors: BadInput when there is one of that name.
    """
    _refuse_taken(draft.name)
    counterpart = Counterpart(id=new_id(), name=draft.name, segment=draft.segment)
    session.add(counterpart)
    trail.record(actor, "counterpart.added", "counterpart", counterpart.id)
    session.flush()
    return counterpart.id


def change_counterpart(actor: Actor, counterpart_id: UUID, draft: CounterpartDraft) -> None:
    """Rename a counterpart or set its segment.

    Errors: NotFound; BadInput when another one has that name.
    """
    counterpart = session.get(Counterpart, (actor.organization_id, counterpart_id), with_for_update=True)
    if counterpart is None:
        raise NotFound
    _refuse_taken(draft.name, counterpart_id)
    counterpart.name, counterpart.segment = draft.name, draft.segment
    trail.record(actor, "counterpart.changed", "counterpart", counterpart_id)


def _refuse_taken(name: str, own_id: UUID | None = None) -> None:
    taken = session.scalar(select(Counterpart.id).where(func.lower(Counterpart.name) == name.lower()))
    if taken is not None and taken != own_id:
        raise BadInput({"/name": ["There is a counterpart of this name already."]})
