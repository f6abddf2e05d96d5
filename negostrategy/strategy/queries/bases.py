"""From which version a new draft begins, and whether that one was approved: only what was is handed on unasked."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from negostrategy.kernel.business import VersionState
from negostrategy.kernel.db import session
from negostrategy.strategy.models import PlaybookVersion, StrategyVersion

APPROVED = (VersionState.PUBLISHED, VersionState.APPROVED)
SAID = {
    VersionState.PUBLISHED: "published",
    VersionState.APPROVED: "approved, not published yet",
    VersionState.IN_REVIEW: "in review: nobody has approved it yet",
    VersionState.DRAFT: "a draft: nobody has approved it",
}


@dataclass(frozen=True)
class Base:
    """The version that a draft began from."""

    version_id: UUID
    number: int
    state: str
    effective_on: date | None

    @property
    def is_approved(self) -> bool:
        """Return whether somebody has approved what it says."""
        return self.state in APPROVED

    @property
    def said(self) -> str:
        """Return how far it has come, in words."""
        return SAID[VersionState(self.state)]


def most_approved_first(in_force: UUID | None, today: date) -> list[ColumnElement[Any]]:
    """Return the order in which versions of a playbook are proposed: what holds, what held, then what is approved."""
    return [
        PlaybookVersion.id.is_not_distinct_from(in_force).desc(),
        (PlaybookVersion.state == VersionState.PUBLISHED).desc(),
        (PlaybookVersion.effective_on <= today).desc().nulls_last(),
        (PlaybookVersion.state == VersionState.APPROVED).desc(),
        PlaybookVersion.effective_on.desc().nulls_last(),
        PlaybookVersion.number.desc(),
    ]


def playbook_base(version_id: UUID) -> Base | None:
    """Return what a draft of a playbook began from, or None when it began anew or nobody knows."""
    draft = session.execute(
        select(PlaybookVersion.playbook_id, PlaybookVersion.begun_from).where(PlaybookVersion.id == version_id)
    ).one_or_none()
    if draft is None or draft.begun_from is None:
        return None
    row = session.execute(
        select(PlaybookVersion.id, PlaybookVersion.number, PlaybookVersion.state, PlaybookVersion.effective_on)
        .where(PlaybookVersion.playbook_id == draft.playbook_id)
        .where(PlaybookVersion.number == draft.begun_from)
    ).one_or_none()
    return Base(*row) if row else None


def strategy_base(version_id: UUID) -> Base | None:
    """Return what a draft of the strategy began from, or None when it began anew, nobody knows, or that is gone."""
    begun_from = select(StrategyVersion.begun_from).where(StrategyVersion.id == version_id).scalar_subquery()
    row = session.execute(
        select(StrategyVersion.id, StrategyVersion.number, StrategyVersion.state, StrategyVersion.effective_on).where(
            StrategyVersion.number == begun_from
        )
    ).one_or_none()
    return Base(*row) if row else None


def approved_before(base: Base, playbook_id: UUID | None, today: date) -> UUID | None:
    """Return the approved version beside which a base is to be looked at, of a playbook or of the strategy."""
    version = StrategyVersion if playbook_id is None else PlaybookVersion
    statement = select(version.id).where(version.state.in_(APPROVED)).where(version.id != base.version_id)
    if playbook_id is not None:
        statement = statement.where(PlaybookVersion.playbook_id == playbook_id)
    begun = (version.effective_on <= today).desc().nulls_last()
    return session.scalar(
        statement.order_by(begun, version.effective_on.desc().nulls_last(), version.number.desc()).limit(1)
    )
