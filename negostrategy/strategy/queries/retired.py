"""What holds no longer although no later version has taken its place, and what is published and does not hold yet."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.expression import ScalarSelect

from negostrategy.kernel.business import VersionState
from negostrategy.kernel.db import session
from negostrategy.strategy.models import PlaybookVersion, Retirement, ScheduledChange, StrategyVersion

type_of_day = date | ColumnElement[date]


def is_retired_strategy(version: type[StrategyVersion], on: type_of_day) -> ColumnElement[bool]:
    """Return the condition that on a day a version of the strategy holds no longer, because it or a later one ended.

    Who retires what holds wants nothing to hold, so what it had taken the place of does not come back. Who retires a
    version before it began takes only that one back, and the one before goes on.
    """
    ended = aliased(StrategyVersion)
    return (
        select(Retirement.id)
        .join(ended, ended.id == Retirement.strategy_version_id)
        .where(Retirement.retired_on <= on)
        .where(
            or_(
                ended.id == version.id,
                and_(ended.effective_on < Retirement.retired_on, version.effective_on <= ended.effective_on),
            )
        )
        .exists()
    )


def is_retired_playbook(version: type[PlaybookVersion], on: type_of_day) -> ColumnElement[bool]:
    """Return the condition that a playbook was retired on or before a day, and this version began before that."""
    return (
        select(Retirement.id)
        .where(Retirement.playbook_id == version.playbook_id)
        .where(Retirement.retired_on <= on)
        .where(Retirement.retired_on >= version.effective_on)
        .exists()
    )


def strategy_retired_on() -> ScalarSelect[date]:
    """Return the selection of the first day on which a version of the strategy holds no longer."""
    return (
        select(func.min(Retirement.retired_on))
        .where(Retirement.strategy_version_id == StrategyVersion.id)
        .scalar_subquery()
    )


def playbook_version_in_force(playbook_id: UUID, on: date) -> UUID | None:
    """Return the version of a playbook that holds on a day; None before its first, and once it is retired."""
    return session.scalar(
        select(PlaybookVersion.id)
        .where(PlaybookVersion.playbook_id == playbook_id)
        .where(PlaybookVersion.state == VersionState.PUBLISHED)
        .where(PlaybookVersion.effective_on <= on)
        .where(~is_retired_playbook(PlaybookVersion, on))
        .order_by(PlaybookVersion.effective_on.desc(), PlaybookVersion.number.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class Coming:
    """A published version of a playbook that begins later. moves_running: running negotiations move to it then."""

    version_id: UUID
    number: int
    effective_on: date
    moves_running: bool


def coming_versions(playbook_id: UUID, after: date) -> list[Coming]:
    """Return the published versions of a playbook that begin after a day, in the order in which they will."""
    moves = (
        select(ScheduledChange.id)
        .where(ScheduledChange.playbook_version_id == PlaybookVersion.id)
        .where(ScheduledChange.moves_running)
        .exists()
    )
    rows = session.execute(
        select(PlaybookVersion.id, PlaybookVersion.number, PlaybookVersion.effective_on, moves.label("moves"))
        .where(PlaybookVersion.playbook_id == playbook_id)
        .where(PlaybookVersion.state == VersionState.PUBLISHED)
        .where(PlaybookVersion.effective_on > after)
        .order_by(PlaybookVersion.effective_on)
    )
    return [Coming(row.id, row.number, row.effective_on, row.moves) for row in rows if row.effective_on]


def retired_playbook_versions(on: date) -> frozenset[UUID]:
    """Return the published versions that hold no longer on a day because their playbook was retired."""
    return frozenset(
        session.scalars(
            select(PlaybookVersion.id)
            .where(PlaybookVersion.state == VersionState.PUBLISHED)
            .where(is_retired_playbook(PlaybookVersion, on))
        )
    )
