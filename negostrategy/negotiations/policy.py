"""Who may read a negotiation, and who may change it.

open: its people, the managers above the record's team and above its parties' teams, and named readers.
need_to_know: its people and named readers. private: its owner and named readers.
Leaders and administrators have no further right: figures are theirs, records are not.
"""

from typing import Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select

from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Privacy
from negostrategy.kernel.faults import Conflict, NotAllowed
from negostrategy.negotiations.models import Negotiation, NegotiationPerson


class NotYoursToChange(NotAllowed):
    """You may read this record, not change it. Its owner and the colleagues who took part may."""

    code = "not_yours_to_change"


class OwnerDecides(NotAllowed):
    """Only the owner of a record decides who is on it and who may read it. Ask them."""

    code = "owner_decides"


class ClosingRefused(Conflict):
    """This lies beyond a floor, and nobody has approved it. Ask for approval first, or agree to less."""

    code = "closing_refused"


def readable_by(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Negotiation that keeps what this person may read, usable in any question."""
    return or_(*readable_ways(actor))


def readable_ways(actor: Actor) -> list[ColumnElement[bool]]:
    """Return the ways in which a record may be readable, each a condition of its own.

    A list asks for its first rows way by way: each of them then has an index that begins where it begins.
    """
    ways = [Negotiation.owner_id == actor.user_id, _is_named(actor)]
    if actor.is_manager:
        ways += [
            and_(Negotiation.privacy == Privacy.OPEN, Negotiation.team_id.in_(actor.managed_team_ids)),
            and_(Negotiation.privacy == Privacy.OPEN, _a_party_is_managed(actor)),
        ]
    return ways


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


def _is_named(actor: Actor) -> ColumnElement[bool]:
    return exists(
        select(NegotiationPerson.id)
        .where(NegotiationPerson.negotiation_id == Negotiation.id)
        .where(NegotiationPerson.user_id == actor.user_id)
        .where(or_(NegotiationPerson.part == "reader", Negotiation.privacy != Privacy.PRIVATE))
        .correlate(Negotiation)
    )


def _a_party_is_managed(actor: Actor) -> ColumnElement[bool]:
    return exists(
        select(NegotiationPerson.id)
        .where(NegotiationPerson.negotiation_id == Negotiation.id)
        .where(NegotiationPerson.part == "party")
        .where(NegotiationPerson.team_id.in_(actor.managed_team_ids))
        .correlate(Negotiation)
    )
