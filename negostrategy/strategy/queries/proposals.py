"""Proposals: the list, one with its voices, and who decides."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from negostrategy.accounts.queries.names import person_name
from negostrategy.accounts.queries.people import people
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Grant, Role, grants_of
from negostrategy.strategy.models import Playbook, Proposal, ProposalCase

MOST = 200


@dataclass(frozen=True)
class ProposalRow:
    """One proposal. about: the playbook's name, or "Strategy"; voices: how many people stand behind it."""

    id: UUID
    title: str
    wish: str
    playbook_id: UUID | None
    about: str
    part: str | None
    proposed_by: str
    proposed_at: datetime
    state: str
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None
    voices: int


def proposals(state: str | None = None) -> list[ProposalRow]:
    """Return the proposals, those that wait first, newest first."""
    statement = _rows().order_by(Proposal.state != "open", Proposal.proposed_at.desc(), Proposal.id).limit(MOST)
    if state is not None:
        statement = statement.where(Proposal.state == state)
    return [ProposalRow(*row) for row in session.execute(statement)]


def proposal(proposal_id: UUID) -> ProposalRow | None:
    """Return one proposal, or None."""
    row = session.execute(_rows().where(Proposal.id == proposal_id)).one_or_none()
    return ProposalRow(*row) if row else None


def cases_for(proposal_id: UUID) -> list[UUID]:
    """Return the ids of the records that speak for a proposal. Who may open one, the record itself says."""
    found = select(ProposalCase.negotiation_id).where(ProposalCase.proposal_id == proposal_id)
    return [one for one in session.scalars(found.order_by(ProposalCase.brought_at)) if one is not None]


def who_decides() -> list[UUID]:
    """Return the active people who decide on proposals."""
    return [
        one.id
        for one in people()
        if one.is_active and Grant.PROPOSAL_DECIDE in grants_of([Role(role) for role in one.roles])
    ]


def _rows() -> Select[*tuple[Any, ...]]:
    voices = select(func.count(func.distinct(ProposalCase.brought_by_id))).where(
        ProposalCase.proposal_id == Proposal.id
    )
    return select(
        Proposal.id,
        Proposal.title,
        Proposal.wish,
        Proposal.playbook_id,
        func.coalesce(Playbook.name, "Strategy"),
        Proposal.part,
        person_name(Proposal.proposed_by_id),
        Proposal.proposed_at,
        Proposal.state,
        person_name(Proposal.decided_by_id),
        Proposal.decided_at,
        Proposal.reason,
        voices.scalar_subquery(),
    ).outerjoin(Playbook, Playbook.id == Proposal.playbook_id)
