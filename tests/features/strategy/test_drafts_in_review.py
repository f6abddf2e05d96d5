"""A draft in review: approved as it was read, once at a time, published only then; a review ends with its draft."""

from uuid import UUID

import pytest
from sqlalchemy import select

from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.notices.models import Notice
from negostrategy.strategy.queries.reviews import reviews_waiting_for
from negostrategy.strategy.reviewing import DecisionDraft, ReviewDraft, StepDraft
from negostrategy.strategy.schemas import DocumentDraft
from negostrategy.strategy.service.document import discard_draft, edit_draft
from negostrategy.strategy.service.drafting import DraftNotAsSeen
from negostrategy.strategy.service.publication import NotApproved, publish_playbook, publish_strategy
from negostrategy.strategy.service.reviewing import InReview, ReadAnotherRevision, ReviewIsOver, ask_review, withdraw
from tests.cast import Cast
from tests.features.strategy.reviews import ask, say
from tests.review import approved, review_of


def test_what_was_changed_since_it_was_read_is_not_approved(cast: Cast, draft: UUID) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id], 1))

    with pytest.raises(ReadAnotherRevision):
        say(cast.ines, review, DecisionDraft(2, approves=True, reason="Clear."))


def test_a_change_ends_the_review(cast: Cast, draft: UUID) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id], 1))
    with transaction(cast.organization_id):
        edit_draft(cast.greta.actor, draft, 1, DocumentDraft(title="Another"))

    with pytest.raises(ReviewIsOver):
        say(cast.ines, review)


@pytest.mark.parametrize("is_approved", [False, True], ids=["in review", "approved"])
def test_a_change_is_told_to_everybody_who_was_asked(cast: Cast, draft: UUID, *, is_approved: bool) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id, cast.otto.id], 1))
    if is_approved:
        say(cast.ines, review)

    with transaction(cast.organization_id):
        edit_draft(cast.greta.actor, draft, 1, DocumentDraft(title="Another title"))
        told = set(session.scalars(select(Notice.user_id).where(Notice.kind == "review.changed")))

    assert told == {cast.ines.id, cast.otto.id}


def test_a_change_after_approval_asks_for_a_new_review(cast: Cast, draft: UUID) -> None:
    with transaction(cast.organization_id):
        approved(cast, draft)
        edit_draft(cast.greta.actor, draft, 1, DocumentDraft(title="Another"))

    with pytest.raises(NotApproved), transaction(cast.organization_id):
        publish_strategy(cast.greta.actor, draft, clock.today())


def test_nothing_is_published_without_a_reviewer(cast: Cast, book: UUID) -> None:
    with pytest.raises(NotApproved), transaction(cast.organization_id):
        publish_playbook(cast.greta.actor, book, clock.today())


def test_a_draft_is_reviewed_once_at_a_time(cast: Cast, draft: UUID) -> None:
    ask(cast, draft, StepDraft([cast.ines.id], 1))

    with pytest.raises(InReview):
        ask(cast, draft, StepDraft([cast.otto.id], 1))


def test_a_review_is_asked_for_what_was_seen(cast: Cast, draft: UUID) -> None:
    asked = ReviewDraft(7, [StepDraft([cast.ines.id], 1)])

    with pytest.raises(DraftNotAsSeen), transaction(cast.organization_id):
        ask_review(cast.greta.actor, "strategy", draft, asked, clock.today())


def test_a_withdrawn_review_waits_for_nobody(cast: Cast, draft: UUID) -> None:
    ask(cast, draft, StepDraft([cast.ines.id], 1))

    with transaction(cast.organization_id):
        withdraw(cast.greta.actor, review_of(draft))
        assert reviews_waiting_for(cast.ines.id, clock.today()) == []


def test_a_draft_thrown_away_waits_for_nobody(cast: Cast, draft: UUID) -> None:
    ask(cast, draft, StepDraft([cast.ines.id], 1))

    with transaction(cast.organization_id):
        discard_draft(cast.greta.actor, draft)
        waiting = session.scalars(select(Notice.id).where(Notice.kind == "review.asked", Notice.read_at.is_(None)))
        assert waiting.all() == []
