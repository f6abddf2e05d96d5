"""What was published while nobody else had joined, and what is approved and waits to be published."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, literal, or_, select

from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import VersionState
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.models import Playbook, PlaybookVersion, Review, StrategyVersion


@dataclass(frozen=True)
class Approved:
    """A version that is approved and not published yet. kind: strategy or playbook."""

    kind: str
    version_id: UUID
    title: str
    number: int

    @property
    def name(self) -> str:
        """Return it as people call it."""
        return f"{self.title}, version {self.number}"


def approved_versions() -> list[Approved]:
    """Return what is approved and can be published: the strategy first, playbooks by name."""
    return [Approved(*row) for row in session.execute(_approved())]


def is_approved_by_nobody_else(version: StrategyVersion | PlaybookVersion) -> bool:
    """Return whether a version was published by somebody alone and no second person has approved it since."""
    return version.published_alone and not _is_approved(version.id)


def may_review_late(actor: Actor, version_id: UUID) -> bool:
    """Return whether somebody may say what they think of a version that was published with nobody else's approval."""
    version = session.scalars(select(StrategyVersion).where(StrategyVersion.id == version_id)).one_or_none()
    found = version or session.scalars(select(PlaybookVersion).where(PlaybookVersion.id == version_id)).one_or_none()
    if found is None or not is_approved_by_nobody_else(found):
        return False
    return actor.may(Grant.APPROVAL_DECIDE) and not is_behind(actor, found)


def is_behind(actor: Actor, version: StrategyVersion | PlaybookVersion) -> bool:
    """Return whether somebody wrote a version or published it: then they are no second person."""
    return actor.user_id in {version.written_by_id, version.published_by_id, *version.writer_ids}


def _is_approved(version_id: UUID) -> bool:
    subject = or_(Review.strategy_version_id == version_id, Review.playbook_version_id == version_id)
    found = select(Review.id).where(subject).where(Review.ended_how == "approved").limit(1)
    return session.scalar(found) is not None


@cache
def _approved() -> Select[Any]:
    strategies = select(
        literal("strategy").label("kind"), StrategyVersion.id, StrategyVersion.title, StrategyVersion.number
    ).where(StrategyVersion.state == VersionState.APPROVED)
    playbooks = (
        select(literal("playbook"), PlaybookVersion.id, Playbook.name, PlaybookVersion.number)
        .join(Playbook, Playbook.id == PlaybookVersion.playbook_id)
        .where(PlaybookVersion.state == VersionState.APPROVED)
    )
    both = strategies.union_all(playbooks).subquery()
    return select(both).order_by(both.c.kind.desc(), both.c.title, both.c.number)
