"""Who takes part in a negotiation, who else may read it, and how narrow reading is. The owner decides."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, select

from negostrategy.accounts.queries.names import people_with_ids
from negostrategy.audit import service as trail
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.events import announce
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.names import name_key
from negostrategy.negotiations.events import PartiesNamed
from negostrategy.negotiations.models import NegotiationPerson
from negostrategy.negotiations.queries.names import mentioned
from negostrategy.negotiations.schemas.table import PeopleDraft, PersonDraft
from negostrategy.negotiations.service.opening import changed, open_as_owner


def set_people(actor: Actor, negotiation_id: UUID, draft: PeopleDraft) -> None:
    """Replace the parties, the named readers, or the privacy; what is not given stays.

    Errors: NotFound; OwnerDecides; BadInput for somebody who is not of this organization.
    """
    negotiation = open_as_owner(actor, negotiation_id)
    for part, user_ids in (("party", draft.parties), ("reader", draft.readers)):
        if user_ids is not None:
            _replace(negotiation_id, negotiation.owner_id, part, user_ids)
    if draft.privacy is not None:
        negotiation.privacy = draft.privacy
    trail.record(actor, "people.changed", "negotiation", negotiation_id, privacy=negotiation.privacy)
    changed(negotiation)
    if draft.parties:
        announce(PartiesNamed(negotiation_id))


def name_person(actor: Actor, negotiation_id: UUID, draft: PersonDraft) -> None:
    """Name one more person on the record, by name or address.

    Errors: NotFound; OwnerDecides; BadInput when nobody, or more than one, is called so.
    """
    negotiation = open_as_owner(actor, negotiation_id)
    typed = name_key(draft.name)
    people = [known for found in mentioned([], [typed]).people.values() for known in found]
    ids = {known.id: known for known in people}
    if len(ids) != 1:
        many = "More than one person is called so; write the e-mail address."
        raise BadInput({"/name": [many if ids else "Nobody here is called so. Write the whole name or the address."]})
    person = next(iter(ids.values()))
    if person.id == negotiation.owner_id:
        raise BadInput({"/name": ["The owner takes part anyway."]})
    _remove(negotiation_id, [person.id])
    _add(negotiation_id, draft.part, [(person.id, person.team_id)])
    trail.record(actor, "person.named", "negotiation", negotiation_id, user=str(person.id), part=draft.part)
    changed(negotiation)
    announce(PartiesNamed(negotiation_id))


def remove_person(actor: Actor, negotiation_id: UUID, user_id: UUID) -> None:
    """Take somebody off the record.

    Errors: NotFound; OwnerDecides.
    """
    negotiation = open_as_owner(actor, negotiation_id)
    if not _remove(negotiation_id, [user_id]):
        raise NotFound
    trail.record(actor, "person.removed", "negotiation", negotiation_id, user=str(user_id))
    changed(negotiation)


def _replace(negotiation_id: UUID, owner_id: UUID, part: str, user_ids: list[UUID]) -> None:
    wanted = set(user_ids) - {owner_id}
    known = {row.id: row.team_id for row in session.execute(people_with_ids(wanted))} if wanted else {}
    if set(known) != wanted:
        raise BadInput(
            {f"/{'parties' if part == 'party' else 'readers'}": ["Somebody here is not in this organization."]}
        )
    present = session.scalars(
        select(NegotiationPerson.user_id)
        .where(NegotiationPerson.negotiation_id == negotiation_id)
        .where(NegotiationPerson.part == part)
    )
    _remove(negotiation_id, [*present, *wanted])
    _add(negotiation_id, part, known.items())


def _remove(negotiation_id: UUID, user_ids: list[UUID]) -> int:
    removed = session.execute(
        delete(NegotiationPerson)
        .where(NegotiationPerson.negotiation_id == negotiation_id)
        .where(NegotiationPerson.user_id.in_(user_ids))
        .returning(NegotiationPerson.id)
        .execution_options(synchronize_session=False)
    )
    return len(removed.all())


def _add(negotiation_id: UUID, part: str, people: Iterable[tuple[UUID, UUID | None]]) -> None:
    session.add_all(
        NegotiationPerson(id=new_id(), negotiation_id=negotiation_id, user_id=user_id, team_id=team_id, part=part)
        for user_id, team_id in people
    )
    session.flush()
