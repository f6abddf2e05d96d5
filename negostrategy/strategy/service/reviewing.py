"""Reviews: asked for, decided seat by seat, withdrawn. Nobody approves alone what they wrote themselves."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.queries.stand_ins import deputies_of, principals_of
from negostrategy.accounts.service.telling import tell_people
from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import VersionState
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, Conflict, NotAllowed, NotFound, Stale
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.notices import service as inbox
from negostrategy.notices.service import News
from negostrategy.strategy.models import PlaybookVersion, Review, ReviewSeat, StrategyVersion
from negostrategy.strategy.queries.reviews import people_who_decide
from negostrategy.strategy.reviewing import DecisionDraft, ReviewDraft, StepDraft
from negostrategy.strategy.service.checking import complaints_about
from negostrategy.strategy.service.drafting import ASKED, DraftNotAsSeen, end_reviews, locked_draft

type_of_version = StrategyVersion | PlaybookVersion
WHY = "Say in a sentence why it is good; it stays with the version."
WHY_NOT = "Say why not; whoever wrote it can then mend it."


class InReview(Conflict):
    """This draft is in review already. Wait for the decision, or withdraw it first."""

    code = "in_review"


class ReviewIsOver(Conflict):
    """This review has ended; nothing waits for a decision any more."""

    code = "review_is_over"


class NotYourTurn(NotAllowed):
    """This review does not wait for you now. You may have decided already, or another step comes first."""

    code = "not_your_turn"


class ReadAnotherRevision(Stale):
    """The draft has changed since you read it. Read it again, then decide."""

    code = "read_another_revision"


def ask_review(actor: Actor, kind: str, version_id: UUID, draft: ReviewDraft, on: date) -> UUID:
    """Return the id of a new review of a draft, and tell those whose step comes first.

    kind: "strategy" or "playbook". Errors: NotFound; AlreadyPublished; InReview; DraftNotAsSeen; BadInput for a draft
    that could not be published, for people who cannot decide, and when nobody but its writers would approve it.
    """
    version = _locked(kind, version_id)
    if version.state != VersionState.DRAFT:
        raise InReview
    if version.revision != draft.revision:
        raise DraftNotAsSeen
    complaints = complaints_about(version)
    if complaints:
        raise BadInput(complaints)
    _refuse_steps(draft.steps, {version.written_by_id, *version.writer_ids})
    review = Review(
        id=new_id(),
        strategy_version_id=version_id if kind == "strategy" else None,
        playbook_version_id=version_id if kind == "playbook" else None,
        revision=version.revision,
        note=draft.note,
        asked_by_id=actor.user_id,
        asked_at=clock.now(),
    )
    session.add(review)
    session.flush()
    seats = [
        ReviewSeat(id=new_id(), review_id=review.id, step=place, quorum=step.quorum, user_id=user_id)
        for place, step in enumerate(draft.steps, 1)
        for user_id in dict.fromkeys(step.user_ids)
    ]
    session.add_all(seats)
    version.state = VersionState.IN_REVIEW.value
    trail.record(actor, "review.asked", f"{kind}_version", version_id, steps=len(draft.steps))
    session.flush()
    _tell_next(review, seats, on)
    return review.id


def decide(actor: Actor, review_id: UUID, draft: DecisionDraft, on: date) -> None:
    """Say yes or no on one's own seat, or on that of somebody one stands in for.

    Errors: NotFound; ReviewIsOver; NotYourTurn; ReadAnotherRevision; BadInput without a reason.
    """
    review, version = _running(review_id)
    seats = _seats(review_id)
    seat = _seat_of(actor, version, seats, on)
    if draft.revision != review.revision:
        raise ReadAnotherRevision
    if not (draft.reason or "").strip():
        # A yes is read again when what it let through goes wrong; without its reason it says nothing.
        raise BadInput({"/reason": [WHY if draft.approves else WHY_NOT]})
    seat.decided_by_id, seat.approves = actor.user_id, draft.approves
    seat.reason, seat.decided_at = draft.reason, clock.now()
    trail.record(actor, "review.decided", "review", review_id, approves=draft.approves, step=seat.step)
    session.flush()
    _go_on(review, version, seats, seat, on)


def withdraw(actor: Actor, review_id: UUID) -> None:
    """Take a review back: the draft may be written again.

    Errors: NotFound; ReviewIsOver; NotYourTurn for anybody but who asked, and who wrote.
    """
    review, version = _running(review_id)
    if actor.user_id not in {review.asked_by_id, version.written_by_id, *version.writer_ids}:
        raise NotYourTurn
    version.state = VersionState.DRAFT.value
    end_reviews(version.id, "withdrawn")
    trail.record(actor, "review.withdrawn", "review", review_id)
    session.flush()


def current_step(seats: Iterable[ReviewSeat]) -> int | None:
    """Return the step that waits for decisions, or None when every step has its quorum."""
    steps: dict[int, list[ReviewSeat]] = {}
    for seat in seats:
        steps.setdefault(seat.step, []).append(seat)
    waiting = [place for place, those in steps.items() if sum(bool(s.approves) for s in those) < those[0].quorum]
    return min(waiting, default=None)


def _go_on(review: Review, version: type_of_version, seats: Sequence[ReviewSeat], seat: ReviewSeat, on: date) -> None:
    if not seat.approves:
        version.state = VersionState.DRAFT.value
        _end(review, version, "refused", "The review was answered with a no. The reason is on its page.")
        return
    step = current_step(seats)
    if step is None:
        version.state = VersionState.APPROVED.value
        _end(review, version, "approved", "The review is done: what you wrote is approved and can be published.")
    elif step != seat.step:
        _tell_next(review, seats, on)


def _end(review: Review, version: type_of_version, how: str, sentence: str) -> None:
    end_reviews(version.id, how)
    session.flush()
    inbox.settle(ASKED, review.id)
    tell_people([review.asked_by_id], News("review.ended", review.id, sentence, f"/reviews/{review.id}"), by_mail=True)


def _seat_of(actor: Actor, version: type_of_version, seats: Sequence[ReviewSeat], on: date) -> ReviewSeat:
    step = current_step(seats)
    # A quorum of two means two people: nobody speaks for themselves and then again for somebody who is away.
    if any(seat.step == step and seat.decided_by_id == actor.user_id for seat in seats):
        raise NotYourTurn
    open_seats = {seat.user_id: seat for seat in seats if seat.step == step and seat.decided_at is None}
    if actor.user_id in open_seats:
        return open_seats[actor.user_id]
    is_writer = actor.user_id in {version.written_by_id, *version.writer_ids}
    for principal in sorted(principals_of(actor.user_id, on)):
        # Who wrote it does not become an approver by standing in for one.
        if principal in open_seats and not is_writer:
            return open_seats[principal]
    raise NotYourTurn


def _refuse_steps(steps: Sequence[StepDraft], writers: set[UUID]) -> None:
    known = {person.id for person in people_who_decide()}
    errors: dict[str, list[str]] = {}
    for place, step in enumerate(steps):
        people = set(step.user_ids)
        if not people <= known:
            errors[f"/steps/{place}/user_ids"] = ["Somebody of these cannot decide here. Choose from the list."]
        if step.quorum > len(people):
            errors[f"/steps/{place}/quorum"] = ["More are needed than are asked. Ask more people, or need fewer."]
    if errors:
        raise BadInput(errors)
    if not any(step.quorum > len(set(step.user_ids) & writers) for step in steps):
        raise BadInput({"/steps": ["Nobody approves alone what they wrote. Ask somebody who did not write on it."]})


def _tell_next(review: Review, seats: Sequence[ReviewSeat], on: date) -> None:
    step = current_step(seats)
    people = [seat.user_id for seat in seats if seat.step == step and seat.decided_at is None]
    deputies = deputies_of(people, on)
    news = News(ASKED, review.id, "A draft waits for your approval.", f"/reviews/{review.id}")
    tell_people([*people, *deputies.values()], news, by_mail=True)


def _seats(review_id: UUID) -> list[ReviewSeat]:
    statement = select(ReviewSeat).where(ReviewSeat.review_id == review_id).order_by(ReviewSeat.step, ReviewSeat.id)
    return list(session.scalars(statement))


def _running(review_id: UUID) -> tuple[Review, type_of_version]:
    # The version is locked first, as every change of a draft does: two people never wait for each other.
    found = session.get(Review, (organization_in_force(), review_id))
    if found is None:
        raise NotFound
    if found.ended_at is not None:
        raise ReviewIsOver
    kind, version_id = (
        ("strategy", found.strategy_version_id)
        if found.strategy_version_id
        else ("playbook", found.playbook_version_id)
    )
    assert version_id is not None
    version = _locked(kind, version_id)
    session.refresh(found, with_for_update=True)
    if found.ended_at is not None:
        raise ReviewIsOver
    return found, version


def _locked(kind: str, version_id: UUID) -> type_of_version:
    if kind == "strategy":
        return locked_draft(StrategyVersion, version_id)
    return locked_draft(PlaybookVersion, version_id)
