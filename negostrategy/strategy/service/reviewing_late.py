"""A second person reviews what somebody published while nobody else had joined."""

from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.service.telling import tell_people
from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotAllowed, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.notices.service import News
from negostrategy.strategy.models import PlaybookVersion, Review, ReviewSeat, StrategyVersion
from negostrategy.strategy.queries.alone import is_approved_by_nobody_else, is_behind
from negostrategy.strategy.reviewing import DecisionDraft
from negostrategy.strategy.service.reviewing import WHY, WHY_NOT, ReviewIsOver


class NotASecondPerson(NotAllowed):
    """Who wrote or published this cannot review it as well. Ask somebody else to read it."""

    code = "not_a_second_person"


def review_late(actor: Actor, kind: str, version_id: UUID, draft: DecisionDraft) -> UUID:
    """Return the id of the review that a second person made of a published version; a yes ends its mark.

    kind: "strategy" or "playbook". A no is kept with its reason and told; the version holds until another one does.
    Errors: NotFound for a version that was not published alone; ReviewIsOver when somebody has approved it since;
    NotASecondPerson for who wrote or published it; BadInput without a reason.
    """
    version = _locked(kind, version_id)
    if version is None or not version.published_alone:
        raise NotFound
    if not is_approved_by_nobody_else(version):
        raise ReviewIsOver
    if is_behind(actor, version):
        raise NotASecondPerson
    if not (draft.reason or "").strip():
        raise BadInput({"/reason": [WHY if draft.approves else WHY_NOT]})
    review = _kept(actor, kind, version, draft)
    trail.record(actor, "review.late", f"{kind}_version", version_id, approves=draft.approves)
    said = "approves" if draft.approves else "does not approve"
    news = News("review.ended", review.id, f"A second person {said} what you published.", f"/reviews/{review.id}")
    tell_people([one for one in [version.published_by_id] if one], news, by_mail=True)
    return review.id


def _locked(kind: str, version_id: UUID) -> StrategyVersion | PlaybookVersion | None:
    if kind == "strategy":
        strategy = select(StrategyVersion).where(StrategyVersion.id == version_id)
        return session.scalars(strategy.with_for_update()).one_or_none()
    playbook = select(PlaybookVersion).where(PlaybookVersion.id == version_id)
    return session.scalars(playbook.with_for_update()).one_or_none()


def _kept(actor: Actor, kind: str, version: StrategyVersion | PlaybookVersion, draft: DecisionDraft) -> Review:
    now = clock.now()
    review = Review(
        id=new_id(),
        strategy_version_id=version.id if kind == "strategy" else None,
        playbook_version_id=version.id if kind == "playbook" else None,
        revision=version.revision,
        asked_by_id=version.published_by_id,
        asked_at=now,
        ended_at=now,
        ended_how="approved" if draft.approves else "refused",
    )
    session.add(review)
    session.flush()
    seat = ReviewSeat(id=new_id(), review_id=review.id, step=1, quorum=1, user_id=actor.user_id)
    seat.decided_by_id, seat.approves, seat.reason, seat.decided_at = actor.user_id, draft.approves, draft.reason, now
    session.add(seat)
    session.flush()
    return review
