"""What of a record decides whether, and by which rules, somebody may ask "may I agree to this?"."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.negotiations.models import Negotiation, NegotiationPerson, Term
from negostrategy.negotiations.policy import may_edit, readable_by_reader, reader
from negostrategy.strategy.queries.sealed import sealed_edges
from negostrategy.strategy.rulebook import VersionName, naming


@dataclass(frozen=True)
class AskableTerm:
    """One term that an offer may name: enough to read what was typed, and to say it back."""

    key: str
    name: str
    kind: str
    unit: str
    currency: str | None
    labels: tuple[str, ...]
    is_sealed: bool
    reference: str | None = None
    reference_amount: Any = None

    @property
    def lacks(self) -> str | None:
        """Return what its positions are percentages of when the record does not say how much that is."""
        return self.reference if self.reference_amount is None else None


@dataclass(frozen=True)
class Askable:
    """A record somebody may read.

    may_ask: they negotiate here, as its owner or a party; called: how people call its playbook version, if it has one.
    """

    id: UUID
    title: str
    owner_id: UUID
    privacy: str
    team_id: UUID | None
    playbook_version_id: UUID | None
    may_ask: bool
    terms: dict[str, AskableTerm]
    called: VersionName | None


def askable(actor: Actor, negotiation_id: UUID) -> Askable | None:
    """Return a record that this person may read, as far as asking needs it; None otherwise."""
    asked = {"negotiation_id": negotiation_id} | reader(actor)
    row = session.execute(_record(actor.is_manager), asked).one_or_none()
    return _askable(actor, negotiation_id, row) if row else None


def askable_by_whoever_decides(actor: Actor, negotiation_id: UUID) -> Askable | None:
    """Return a record, also one that this person may not read: what of it is shown to them is for the caller to say."""
    asked = {"negotiation_id": negotiation_id, "reader_id": actor.user_id}
    row = session.execute(_any_record(), asked).one_or_none()
    return _askable(actor, negotiation_id, row) if row else None


def _askable(actor: Actor, negotiation_id: UUID, row: Row[Any]) -> Askable:
    sealed = sealed_edges(row.playbook_version_id)
    return Askable(
        id=negotiation_id,
        title=row.title,
        owner_id=row.owner_id,
        privacy=row.privacy,
        team_id=row.team_id,
        playbook_version_id=row.playbook_version_id,
        may_ask=may_edit(actor, row, row.is_party),
        terms={term["key"]: _term(term, sealed) for term in row.terms or ()},
        called=VersionName.read(row.called),
    )


def _term(said: dict[str, Any], sealed: Collection[str]) -> AskableTerm:
    levels = said.pop("levels") or ()
    labels = tuple(level["label"] for level in levels)
    return AskableTerm(**said, labels=labels, is_sealed=said["key"] in sealed)


@cache
def _record(by_manager: bool) -> Select[Any]:
    return _any_record().where(readable_by_reader(by_manager))


@cache
def _any_record() -> Select[Any]:
    # Its terms come along as one JSON list: asking happens while somebody types, and every statement counts.
    names = ("key", "name", "kind", "unit", "currency", "levels", "reference", "reference_amount")
    said = func.jsonb_build_object(*(part for name in names for part in (name, getattr(Term, name))))
    wanted = bindparam("negotiation_id", type_=Uuid())
    in_order = aggregate_order_by(said, Term.place, Term.id)
    terms = select(func.jsonb_agg(in_order)).where(Term.negotiation_id == wanted).scalar_subquery()
    is_party = (
        select(NegotiationPerson.id)
        .where(NegotiationPerson.negotiation_id == wanted)
        .where(NegotiationPerson.user_id == bindparam("reader_id", type_=Uuid()))
        .where(NegotiationPerson.part == "party")
        .exists()
    )
    return select(
        Negotiation.title,
        Negotiation.owner_id,
        Negotiation.privacy,
        Negotiation.team_id,
        Negotiation.playbook_version_id,
        is_party.label("is_party"),
        terms.label("terms"),
        naming(Negotiation.playbook_version_id).label("called"),
    ).where(Negotiation.id == wanted)
