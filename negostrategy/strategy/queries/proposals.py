"""Proposals: the list, one with its voices, and who decides."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from negostrategy.accounts.queries.names import person_name
from negostrategy.accounts.queries.people import people
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Grant, Role, grants_of
from negostrategy.strategy.models import Playbook, PlaybookVersion, Proposal, ProposalCase, Rule, Variable

MOST = 200
MOST_ALIKE = 5
ONE_YEAR = timedelta(days=365)
SECONDS_OF_A_DAY = 86_400


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


@dataclass(frozen=True)
class VersionAfter:
    """A version of a playbook that was published after something was decided."""

    number: int
    effective_on: date


@dataclass(frozen=True)
class Pace:
    """The second half of M32, of the last year. median_days: from proposing to the decision; None without one,
    otherwise rounded up."""

    raised: int
    decided: int
    adopted: int
    median_days: int | None


def proposals(state: str | None = None, most: int | None = MOST) -> list[ProposalRow]:
    """Return the proposals, those that wait first, newest first; so many at most, or without end."""
    statement = _rows().order_by(Proposal.state != "open", Proposal.proposed_at.desc(), Proposal.id).limit(most)
    if state is not None:
        statement = statement.where(Proposal.state == state)
    return [ProposalRow(*row) for row in session.execute(statement)]


def open_proposals_about(playbook_id: UUID, part: str | None) -> list[ProposalRow]:
    """Return the proposals that wait about a part of a playbook, or about the playbook as a whole, newest first."""
    statement = (
        _rows()
        .where(Proposal.state == "open")
        .where(Proposal.playbook_id == playbook_id)
        .where(Proposal.part.is_not_distinct_from(part))
        .order_by(Proposal.proposed_at.desc(), Proposal.id)
        .limit(MOST_ALIKE)
    )
    return [ProposalRow(*row) for row in session.execute(statement)]


def pace(now: datetime) -> Pace:
    """Return how the proposals of the last year were dealt with. Source: the metric catalogue."""
    days = func.extract("epoch", Proposal.decided_at - Proposal.proposed_at) / SECONDS_OF_A_DAY
    row = session.execute(
        select(
            func.count(Proposal.id),
            func.count(Proposal.decided_at),
            func.count().filter(Proposal.state == "adopted"),
            func.percentile_cont(0.5).within_group(days.asc()),
        ).where(Proposal.proposed_at > now - ONE_YEAR)
    ).one()
    return Pace(row[0], row[1], row[2], None if row[3] is None else ceil(row[3]))


def first_version_after(playbook_id: UUID, at: datetime) -> VersionAfter | None:
    """Return the first version of a playbook that was published after an instant, or None."""
    row = session.execute(
        select(PlaybookVersion.number, PlaybookVersion.effective_on)
        .where(PlaybookVersion.playbook_id == playbook_id)
        .where(PlaybookVersion.published_at > at)
        .order_by(PlaybookVersion.published_at, PlaybookVersion.id)
        .limit(1)
    ).one_or_none()
    return VersionAfter(row.number, row.effective_on) if row else None


def proposal(proposal_id: UUID) -> ProposalRow | None:
    """Return one proposal, or None."""
    row = session.execute(_rows().where(Proposal.id == proposal_id)).one_or_none()
    return ProposalRow(*row) if row else None


def part_said(playbook_id: UUID | None, part: str | None) -> str | None:
    """Return the part of a playbook that a proposal is about in words: the rule or the variable; None for the whole."""
    if part is None or playbook_id is None:
        return part
    for row, words in ((Rule, Rule.title), (Variable, Variable.name)):
        found = session.scalar(
            select(words)
            .join(PlaybookVersion, PlaybookVersion.id == row.playbook_version_id)
            .where(PlaybookVersion.playbook_id == playbook_id)
            .where(row.key == part)
            .order_by(PlaybookVersion.number.desc())
            .limit(1)
        )
        if found is not None:
            return found
    return part.replace("_", " ")


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
