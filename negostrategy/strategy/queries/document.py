"""The strategy document: what holds, what was, what is being written, and who has read it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from negostrategy.accounts.queries.names import person_name
from negostrategy.kernel.business import VersionState
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import NotFound
from negostrategy.strategy.models import Acknowledgement, Objective, StrategyVersion
from negostrategy.strategy.queries.alone import is_approved_by_nobody_else
from negostrategy.strategy.queries.retired import is_retired_strategy, strategy_retired_on
from negostrategy.strategy.queries.segments import segment_rows
from negostrategy.strategy.segments import SegmentRow, grids_of


@dataclass(frozen=True)
class VersionRow:
    """One version in a list."""

    id: UUID
    number: int
    title: str
    state: str
    effective_on: date | None
    written_at: datetime
    revision: int
    change_size: str
    change_note: str | None
    retired_on: date | None

    @property
    def is_draft(self) -> bool:
        """Return whether it is not published yet."""
        return self.state != VersionState.PUBLISHED


@dataclass(frozen=True)
class ObjectiveRow:
    """One objective of a version."""

    id: UUID
    place: int
    title: str
    metric: str
    measure: str | None
    unit: str
    baseline: Decimal | None
    target: Decimal
    due_on: date | None
    note: str | None


@dataclass(frozen=True)
class Document:
    """One version to be read. sections: [{key, title, prompt, body}]."""

    id: UUID
    number: int
    title: str
    state: str
    sections: list[dict[str, Any]]
    effective_on: date | None
    revision: int
    objectives: list[ObjectiveRow]
    owner_id: UUID | None = None
    owner: str | None = None
    review_on: date | None = None
    change_size: str = "major"
    change_note: str | None = None
    segments: list[SegmentRow] = field(default_factory=list)
    approved_by_nobody_else: bool = False

    @property
    def is_draft(self) -> bool:
        """Return whether it may still change."""
        return self.state != VersionState.PUBLISHED

    @property
    def grids(self) -> list[dict[str, Any]]:
        """Return the grids of segments with what is said of each, or nothing when nothing is said of any."""
        return grids_of(self.segments) if self.segments else []

    @property
    def written_sections(self) -> list[dict[str, Any]]:
        """Return the parts in which something is written."""
        return [section for section in self.sections if section.get("body", "").strip()]


@dataclass(frozen=True)
class Readers:
    """How many have said that they read a version, and when this person did."""

    count: int
    acknowledged_at: datetime | None


def strategy_versions() -> list[VersionRow]:
    """Return all versions, newest first."""
    statement = select(
        StrategyVersion.id,
        StrategyVersion.number,
        StrategyVersion.title,
        StrategyVersion.state,
        StrategyVersion.effective_on,
        StrategyVersion.written_at,
        StrategyVersion.revision,
        StrategyVersion.change_size,
        StrategyVersion.change_note,
        strategy_retired_on().label("retired_on"),
    ).order_by(StrategyVersion.number.desc())
    return [VersionRow(**row) for row in session.execute(statement).mappings()]


def strategy_in_force(on: date) -> UUID | None:
    """Return the version that holds on a day, or None before the first."""
    return session.scalar(
        select(StrategyVersion.id)
        .where(StrategyVersion.state == VersionState.PUBLISHED)
        .where(StrategyVersion.effective_on <= on)
        .where(~is_retired_strategy(StrategyVersion, on))
        .order_by(StrategyVersion.effective_on.desc(), StrategyVersion.number.desc())
        .limit(1)
    )


def document(version_id: UUID) -> Document | None:
    """Return one version with its objectives, or None when there is no such version."""
    version = session.scalars(select(StrategyVersion).where(StrategyVersion.id == version_id)).one_or_none()
    if version is None:
        return None
    return Document(
        id=version.id,
        number=version.number,
        title=version.title,
        state=version.state,
        sections=version.sections,
        effective_on=version.effective_on,
        revision=version.revision,
        objectives=_objectives(version_id),
        owner_id=version.owner_id,
        owner=session.scalar(select(person_name(StrategyVersion.owner_id)).where(StrategyVersion.id == version_id)),
        review_on=version.review_on,
        change_size=version.change_size,
        change_note=version.change_note,
        segments=segment_rows(version_id),
        approved_by_nobody_else=is_approved_by_nobody_else(version),
    )


def published_document(version_id: UUID) -> Document:
    """Return a version that is published.

    Errors: NotFound, also for a draft: what only holds of what is published does not tell who writes on what.
    """
    found = document(version_id)
    if found is None or found.is_draft:
        raise NotFound
    return found


def readers_of(version_id: UUID, user_id: UUID) -> Readers:
    """Return how many have read a version, and when this person said so."""
    row = session.execute(
        select(
            func.count(Acknowledgement.id),
            func.max(Acknowledgement.acknowledged_at).filter(Acknowledgement.user_id == user_id),
        ).where(Acknowledgement.strategy_version_id == version_id)
    ).one()
    return Readers(*row)


def _objectives(version_id: UUID) -> list[ObjectiveRow]:
    statement = (
        select(
            Objective.id,
            Objective.place,
            Objective.title,
            Objective.metric,
            Objective.measure,
            Objective.unit,
            Objective.baseline,
            Objective.target,
            Objective.due_on,
            Objective.note,
        )
        .where(Objective.strategy_version_id == version_id)
        .order_by(Objective.place)
    )
    return [ObjectiveRow(**row) for row in session.execute(statement).mappings()]
