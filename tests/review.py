"""Letting a draft be approved the way people do it, for tests that are about something else."""

from uuid import UUID

from sqlalchemy import select

from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.strategy.models import PlaybookVersion, Review, StrategyVersion
from negostrategy.strategy.reviewing import DecisionDraft, ReviewDraft, StepDraft
from negostrategy.strategy.service.reviewing import ask_review, decide
from tests.cast import Cast


def approved(cast: Cast, version_id: UUID) -> UUID:
    """Return the id of a draft that Greta asked to have approved and Ines approved, in the running transaction."""
    kind, version = "playbook", session.get(PlaybookVersion, (cast.organization_id, version_id))
    revision = version.revision if version else None
    if version is None:
        kind = "strategy"
        revision = session.get_one(StrategyVersion, (cast.organization_id, version_id)).revision
    assert revision is not None
    today = clock.today()
    review_id = ask_review(
        cast.greta.actor, kind, version_id, ReviewDraft(revision, [StepDraft([cast.ines.id], 1)]), today
    )
    decide(cast.ines.actor, review_id, DecisionDraft(revision, approves=True, reason="Clear."), today)
    return version_id


def review_of(version_id: UUID) -> UUID:
    """Return the id of the running review of a version."""
    subject = (Review.strategy_version_id == version_id) | (Review.playbook_version_id == version_id)
    return session.scalars(select(Review.id).where(subject, Review.ended_at.is_(None))).one()
