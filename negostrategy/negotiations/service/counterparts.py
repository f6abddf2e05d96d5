"""Keeping the list of those we negotiate with."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from negostrategy.audit import service as trail
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.names import name_key, shown_name
from negostrategy.negotiations.models import Counterpart
from negostrategy.negotiations.schemas.counterparts import CounterpartDraft


def add_counterpart(actor: Actor, draft: CounterpartDraft) -> UUID:
    """Return the id of a new counterpart.

    Errors: BadInput when there is one of that name.
    """
    key = _readable(draft.name)
    if _holder(key) is not None:
        raise _taken()
    counterpart = Counterpart(id=new_id(), name=shown_name(draft.name), segment=draft.segment)
    with _taken_meanwhile():
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
    key = _readable(draft.name)
    is_free = _holder(key) in (None, counterpart_id)
    # Two from before names were compared in this form may share theirs: each can still be respelled.
    if not is_free and key != name_key(counterpart.name):
        raise _taken()
    with _taken_meanwhile():
        counterpart.name, counterpart.segment = shown_name(draft.name), draft.segment
        if is_free:
            counterpart.name_key = key
    trail.record(actor, "counterpart.changed", "counterpart", counterpart_id)


def _readable(name: str) -> str:
    key = name_key(name)
    if not key:
        raise BadInput({"/name": ["Nothing is seen of this name. Write one with letters or digits."]})
    return key


def _holder(key: str) -> UUID | None:
    return session.scalar(select(Counterpart.id).where(Counterpart.name_key == key))


@contextmanager
def _taken_meanwhile() -> Iterator[None]:
    # Somebody may have given the same name at the same moment, after it was looked for.
    try:
        with session.begin_nested():
            yield
    except IntegrityError as refusal:
        raise _taken() from refusal


def _taken() -> BadInput:
    return BadInput({"/name": ["There is a counterpart of this name already."]})
