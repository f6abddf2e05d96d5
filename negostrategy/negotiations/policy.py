"""Who may read a negotiation, and who may change it.

open: its people, the managers above the record's team and above its parties' teams, and named readers.
need_to_know: its people and named readers. private: its owner and named readers.
Leaders and administrators have no further right: figures are theirs, records are not.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, and_, any_, bindparam, exists, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Privacy
from negostrategy.kernel.faults import BadInput, Conflict, NotAllowed, TooMany
from negostrategy.negotiations.models import Negotiation, NegotiationPerson

type_of_choice = Callable[[InstrumentedAttribute[UUID | None]], ColumnElement[bool]]


class NotYoursToChange(NotAllowed):
    """You may read this record, not change it. Its owner and the colleagues who took part may."""

    code = "not_yours_to_change"


class OwnerDecides(NotAllowed):
    """Only the owner of a record decides who is on it and who may read it. Ask them."""

    code = "owner_decides"


class ClosingRefused(Conflict):
    """This lies beyond a floor, and nobody has approved it. Ask for approval first, or agree to less."""

    code = "closing_refused"


class ConditionsUnsaid(BadInput):
    """Somebody said yes on a condition. Say that it is met, and how, or agree to less."""

    code = "conditions_unsaid"


class TriedEnough(TooMany, ClosingRefused):
    """Sealed limits of this record were asked about often enough for today. Ask for approval, or try again tomorrow."""

    code = "tried_enough"


class TermsUnstated(BadInput):
    """Some terms have a walk-away. Say for each what was agreed, or that it is not part of the agreement."""

    code = "terms_unstated"


def readable_by(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Negotiation that keeps what this person may read, usable in any question."""
    return or_(*readable_ways(actor))


@cache
def readable_by_reader(is_manager: bool) -> ColumnElement[bool]:
    """Return the same condition for a question that is made once: `reader` says each time who reads."""
    teams = bindparam("reader_team_ids", type_=ARRAY(Uuid()))
    return or_(*_ways(bindparam("reader_id", type_=Uuid()), lambda team: team == any_(teams), is_manager))


def reader(actor: Actor) -> dict[str, Any]:
    """Return the parameters of `readable_by_reader` for this person."""
    return {"reader_id": actor.user_id} | (
        {"reader_team_ids": list(actor.managed_team_ids)} if actor.is_manager else {}
    )


def readable_ways(actor: Actor) -> list[ColumnElement[bool]]:
    """Return the ways in which a record may be readable, each a condition of its own.

    A list asks for its first rows way by way: each of them then has an index that begins where it begins.
    """
    return _ways(literal(actor.user_id), lambda team: team.in_(actor.managed_team_ids), actor.is_manager)


class Owned(Protocol):
    """Whatever says whose a record is and how private."""

    @property
    def owner_id(self) -> UUID:
        """Return whose it is."""

    @property
    def privacy(self) -> str:
        """Return how private it is."""


def may_edit(actor: Actor, negotiation: Owned, is_party: bool) -> bool:
    """Return whether this person may change the record: its owner, and its parties unless it is private."""
    return negotiation.owner_id == actor.user_id or (is_party and negotiation.privacy != Privacy.PRIVATE)


def require_may_edit(actor: Actor, negotiation: Owned, is_party: bool) -> None:
    """Return when this person may change the record.

    Errors: NotYoursToChange otherwise.
    """
    if not may_edit(actor, negotiation, is_party):
        raise NotYoursToChange


def require_owner(actor: Actor, negotiation: Negotiation) -> None:
    """Return when this person owns the record.

    Errors: OwnerDecides otherwise.
    """
    if negotiation.owner_id != actor.user_id:
        raise OwnerDecides


def _ways(user_id: ColumnElement[UUID], is_theirs: type_of_choice, is_manager: bool) -> list[ColumnElement[bool]]:
    ways = [Negotiation.owner_id == user_id, _is_named(user_id)]
    if is_manager:
        ways += [
            and_(Negotiation.privacy == Privacy.OPEN, is_theirs(Negotiation.team_id)),
            and_(Negotiation.privacy == Privacy.OPEN, _a_party_is(is_theirs)),
        ]
    return ways


def _is_named(user_id: ColumnElement[UUID]) -> ColumnElement[bool]:
    return exists(
        select(NegotiationPerson.id)
        .where(NegotiationPerson.negotiation_id == Negotiation.id)
        .where(NegotiationPerson.user_id == user_id)
        .where(or_(NegotiationPerson.part == "reader", Negotiation.privacy != Privacy.PRIVATE))
        .correlate(Negotiation)
    )


def _a_party_is(is_theirs: type_of_choice) -> ColumnElement[bool]:
    return exists(
        select(NegotiationPerson.id)
        .where(NegotiationPerson.negotiation_id == Negotiation.id)
        .where(NegotiationPerson.part == "party")
        .where(is_theirs(NegotiationPerson.team_id))
        .correlate(Negotiation)
    )
