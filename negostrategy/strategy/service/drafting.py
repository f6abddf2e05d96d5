"""What every change of a draft has in common: it is locked, remembered with its writer, and ends a running review."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import or_, select, update

from negostrategy.accounts.queries.people import person
from negostrategy.accounts.service.telling import tell_people
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import VersionState
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, Conflict, NotFound, Stale
from negostrategy.notices import service as inbox
from negostrategy.notices.service import News
from negostrategy.strategy.models import PlaybookVersion, Review, ReviewSeat, StrategyVersion

ASKED = "review.asked"
T = TypeVar("T", StrategyVersion, PlaybookVersion)


class AlreadyPublished(Conflict):
    """A published version never changes. Start a new draft."""

    code = "already_published"


class DraftNotAsSeen(Stale):
    """Somebody changed this draft since you opened it. Read what they wrote, then change it again."""


def locked_draft(table: type[T], version_id: UUID) -> T:
    """Return a version that is not published yet, locked until the transaction ends.

    Errors: NotFound; AlreadyPublished.
    """
    found = session.scalars(
        select(table).where(table.id == version_id).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound
    if found.state == VersionState.PUBLISHED:
        raise AlreadyPublished
    return found


def refuse_unknown_owner(owner_id: UUID | None) -> None:
    """Refuse an owner who is not of this organization. Who has left may stay the owner until somebody else is named.

    Errors: BadInput.
    """
    if owner_id is not None and person(owner_id) is None:
        raise BadInput({"/owner_id": ["Nobody here is this person. Choose somebody else as the owner."]})


def changed_by(actor: Actor, draft: StrategyVersion | PlaybookVersion) -> None:
    """Count a change of a draft. Whoever was asked to approve it approved something else: their review is over."""
    draft.revision += 1
    draft.written_at = clock.now()
    if actor.user_id not in draft.writer_ids:
        draft.writer_ids = [*draft.writer_ids, actor.user_id]
    if draft.state != VersionState.DRAFT:
        draft.state = VersionState.DRAFT.value
        end_reviews(draft.id, "changed")
        _tell_of_change(actor, draft.id)


def writers_of_copy(actor: Actor, source: StrategyVersion | PlaybookVersion | None) -> list[UUID]:
    """Return who has written on a new draft: also those of the draft it was copied from, if nobody approved that."""
    if source is None or source.state == VersionState.PUBLISHED:
        return [actor.user_id]
    return list(dict.fromkeys([actor.user_id, source.written_by_id, *source.writer_ids]))


def end_reviews(version_id: UUID, how: str) -> None:
    """End the review of a version that is running, if one is; it waits for nobody any more."""
    ended = session.scalars(
        update(Review)
        .where(or_(Review.strategy_version_id == version_id, Review.playbook_version_id == version_id))
        .where(Review.ended_at.is_(None))
        .values(ended_at=clock.now(), ended_how=how)
        .returning(Review.id)
        .execution_options(synchronize_session=False)
    )
    for review_id in ended:
        inbox.settle(ASKED, review_id)


def _tell_of_change(actor: Actor, version_id: UUID) -> None:
    newest = session.execute(
        select(Review.id, Review.asked_by_id)
        .where(or_(Review.strategy_version_id == version_id, Review.playbook_version_id == version_id))
        .order_by(Review.asked_at.desc(), Review.id.desc())
        .limit(1)
    ).one()
    asked = set(session.scalars(select(ReviewSeat.user_id).where(ReviewSeat.review_id == newest.id)))
    sentence = "A draft that you were asked to approve was changed. It needs a new review."
    news = News("review.changed", newest.id, sentence, f"/reviews/{newest.id}")
    tell_people((asked | {newest.asked_by_id}) - {actor.user_id}, news)
