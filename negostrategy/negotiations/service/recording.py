"""Making records: from one sentence, or in full."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from negostrategy.accounts.queries.former_teams import team_of_actor
from negostrategy.audit import service as trail
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Outcome, Topic, ValueKind
from negostrategy.kernel.db import session
from negostrategy.kernel.events import announce
from negostrategy.kernel.faults import BadInput, IdTaken
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.names import name_key
from negostrategy.negotiations.capture import recognise
from negostrategy.negotiations.events import AgreementWritten, NegotiationChanged
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.models import Negotiation, NegotiationPerson, Term
from negostrategy.negotiations.queries.names import Known, Mentioned, mentioned
from negostrategy.negotiations.schemas import QuickLog, TermDraft
from negostrategy.negotiations.service.naming import name_other_side, pin, usual_privacy
from negostrategy.negotiations.shares import worked_out
from negostrategy.strategy.queries import references_of, variables_of

type_of_values = dict[str, Any]


def log_negotiation(actor: Actor, draft: QuickLog, here: Here) -> UUID:
    """Return the id of a record made from one sentence; what the sentence tells fills what was not said otherwise.

    Sent twice with the same id it is logged once; other words under that id are refused.
    Errors: BadInput for an internal record whose other side is no team of ours; IdTaken.
    """
    said = recognise(draft.title, here.today)
    known = mentioned([name_key(draft.counterpart)] if draft.counterpart else said.names, said.people)
    values: type_of_values = {
        "title": draft.title,
        "note": draft.note,
        "topic": draft.topic or said.topic or Topic.OTHER.value,
        "channel": draft.channel or said.channel,
        "held_on": draft.held_on or said.held_on or here.today,
        "value": said.value,
        "currency": (said.currency or here.currency) if said.value is not None else None,
        "segment": None,
    }
    if draft.kind:
        values["kind"] = draft.kind
    name_other_side(values, draft.counterpart or _name_in_line(said.names, draft.kind, known), known)
    values["privacy"] = usual_privacy(values["topic"], pin(values))
    negotiation_id, is_new = _add(actor, values, draft.id, _digest_of(asdict(draft)))
    if is_new:
        people = [found for name in said.people if (found := known.only_person(name))]
        _add_parties(actor, negotiation_id, people)
        _tell(actor, "negotiation.logged", negotiation_id)
    return negotiation_id


def record_negotiation(actor: Actor, given: type_of_values, here: Here) -> UUID:
    """Return the id of a full record. given: the fields of RecordSchema; terms come from the playbook when none are.

    Errors: BadInput for what contradicts itself; IdTaken.
    """
    values = {name: value for name, value in given.items() if name != "conditions_met"}
    wanted_id, terms, name = values.pop("id", None), values.pop("terms", None), values.pop("counterpart", None)
    for field, usual in (("topic", Topic.OTHER.value), ("held_on", here.today), ("outcome", Outcome.OPEN.value)):
        values[field] = values.get(field) or usual
    values |= {field: values.get(field) for field in ("segment", "value")}
    settle(values, here)
    name_other_side(values, name, mentioned([name_key(name)] if name else []))
    wanted_privacy = pin(values)
    values["privacy"] = values.get("privacy") or usual_privacy(values["topic"], wanted_privacy)
    negotiation_id, is_new = _add(actor, values, wanted_id, _digest_of(given))
    if is_new:
        version_id = values["playbook_version_id"]
        references = references_of(version_id)
        drafts = [worked_out(draft, references) for draft in terms or _seeded(version_id)]
        add_terms(negotiation_id, drafts, values)
        _tell(actor, "negotiation.recorded", negotiation_id)
        if values["outcome"] == Outcome.AGREED:
            announce(AgreementWritten((negotiation_id,)))
    return negotiation_id


def settle(values: type_of_values, here: Here) -> None:
    """Make the day of closing and the currency fit the rest.

    Errors: BadInput when it was closed before it was held.
    """
    if values.get("value") is None and values.get("alternative_value") is None:
        values["currency"] = values.get("currency")
    else:
        values["currency"] = values.get("currency") or here.currency
    if values.get("outcome", Outcome.OPEN) == Outcome.OPEN:
        values["closed_on"] = None
        return
    values["closed_on"] = values.get("closed_on") or max(here.today, values["held_on"])
    if values["closed_on"] < values["held_on"]:
        raise BadInput({"/closed_on": ["It was closed before it was held. Correct one of the two days."]})


def add_terms(negotiation_id: UUID, terms: Iterable[TermDraft], values: type_of_values, first_place: int = 1) -> None:
    """Add terms to a record in their order; topic and currency are the record's unless a term says otherwise."""
    session.add_all(
        Term(
            id=new_id(),
            negotiation_id=negotiation_id,
            place=place,
            **asdict(term)
            | {
                "topic": term.topic or values["topic"],
                "currency": (term.currency or values.get("currency")) if term.kind == ValueKind.MONEY else None,
            },
        )
        for place, term in enumerate(terms, first_place)
    )
    session.flush()


def _name_in_line(names: tuple[str, ...], kind: str | None, known: Mentioned) -> str | None:
    counterpart = known.first_counterpart(names) if kind != "internal" else None
    team = known.first_team(names) if kind != "external" else None
    found = counterpart or team
    return found.name if found else None


def _add(actor: Actor, values: type_of_values, wanted_id: UUID | None, digest: bytes) -> tuple[UUID, bool]:
    negotiation_id = wanted_id or new_id()
    team_id = team_of_actor(actor, values["held_on"])
    row = {"id": negotiation_id, "owner_id": actor.user_id, "team_id": team_id, "sent_digest": digest} | values
    added = session.scalar(
        insert(Negotiation)
        .values(**row)
        .on_conflict_do_nothing(index_elements=["organization_id", "id"])
        .returning(Negotiation.id)
    )
    if added is None and not _is_same(actor, negotiation_id, values["title"], digest):
        raise IdTaken
    return negotiation_id, added is not None


def _is_same(actor: Actor, negotiation_id: UUID, title: str, digest: bytes) -> bool:
    """Return whether a record of this person's own was made from the very same words, whatever it says by now."""
    sent = select(Negotiation.owner_id, Negotiation.title, Negotiation.sent_digest)
    owner_id, first_title, first_digest = session.execute(sent.where(Negotiation.id == negotiation_id)).one()
    # Of records from before such digests were kept, and of those out of files, the sentence tells.
    is_repeated = first_title == title if first_digest is None else first_digest == digest
    return owner_id == actor.user_id and is_repeated


def _digest_of(words: type_of_values) -> bytes:
    said = sorted((name, value) for name, value in words.items() if name != "id" and value is not None)
    return hashlib.sha256(repr(said).encode()).digest()


def _add_parties(actor: Actor, negotiation_id: UUID, people: list[Known]) -> None:
    others = {person.id: person for person in people if person.id != actor.user_id}
    session.add_all(
        NegotiationPerson(negotiation_id=negotiation_id, user_id=person.id, team_id=person.team_id)
        for person in others.values()
    )


def _seeded(version_id: UUID | None) -> list[TermDraft]:
    if version_id is None:
        return []
    taken = {one.name for one in fields(TermDraft)}
    return [
        TermDraft(**{name: value for name, value in asdict(variable).items() if name in taken})
        for variable in variables_of(version_id)
    ]


def _tell(actor: Actor, act: str, negotiation_id: UUID) -> None:
    trail.record(actor, act, "negotiation", negotiation_id)
    session.flush()
    announce(NegotiationChanged(negotiation_id, is_new=True))
