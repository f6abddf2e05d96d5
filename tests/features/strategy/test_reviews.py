"""Reviews: steps, quorum, stand-ins; nobody approves alone what they wrote, or what they did not read."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from negostrategy.accounts.models import StandIn
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.notices.models import Notice
from negostrategy.strategy.models import StrategyVersion
from negostrategy.strategy.queries.reviews import reviews_waiting_for
from negostrategy.strategy.reviewing import DecisionDraft, ReviewDraft, StepDraft
from negostrategy.strategy.schemas import DocumentDraft
from negostrategy.strategy.service.document import discard_draft, edit_draft, start_draft
from negostrategy.strategy.service.drafting import DraftNotAsSeen
from negostrategy.strategy.service.publication import (
    NotApproved,
    publish_playbook,
    publish_strategy,
)
from negostrategy.strategy.service.reviewing import (
    InReview,
    NotYourTurn,
    ReadAnotherRevision,
    ReviewIsOver,
    ask_review,
    decide,
    withdraw,
)
from tests.cast import Cast, Person
from tests.review import approved, review_of

YES = DecisionDraft(1, approves=True, reason="Clear.")


def ask(cast: Cast, draft: UUID, *steps: StepDraft) -> UUID:
    """Return the id of a review of a draft of the strategy, which Greta asks for."""
    with transaction(cast.organization_id):
        return ask_review(cast.greta.actor, "strategy", draft, ReviewDraft(1, list(steps)), clock.today())


def say(person: Person, review: UUID, decision: DecisionDraft = YES) -> None:
    """Let somebody decide."""
    with transaction(person.organization_id):
        decide(person.actor, review, decision, clock.today())


def state_of(cast: Cast, draft: UUID) -> str:
    """Return the state of a version of the strategy."""
    with transaction(cast.organization_id):
        return session.scalars(select(StrategyVersion.state).where(StrategyVersion.id == draft)).one()


def test_one_yes_is_enough_where_one_is_asked(cast: Cast, draft: UUID) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id], 1))

    say(cast.ines, review)

    assert state_of(cast, draft) == "approved"


def test_a_quorum_is_needed_of_those_who_are_asked(cast: Cast, draft: UUID) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id, cast.otto.id, cast.nils.id], 2))

    say(cast.ines, review)
    before = state_of(cast, draft)
    say(cast.nils, review)

    assert (before, state_of(cast, draft)) == ("in_review", "approved")


def test_the_second_step_waits_for_the_first(cast: Cast, draft: UUID) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id], 1), StepDraft([cast.otto.id], 1))

    with pytest.raises(NotYourTurn):
        say(cast.otto, review)


def test_the_second_step_is_told_when_it_begins(cast: Cast, draft: UUID) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id], 1), StepDraft([cast.otto.id], 1))

    say(cast.ines, review)

    with transaction(cast.organization_id):
        told = session.scalars(select(Notice.kind).where(Notice.user_id == cast.otto.id)).all()
    assert told == ["review.asked"]


@pytest.mark.parametrize("approves", [True, False])
def test_every_decision_needs_a_reason(cast: Cast, draft: UUID, *, approves: bool) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id], 1))

    with pytest.raises(BadInput):
        say(cast.ines, review, DecisionDraft(1, approves=approves, reason=" "))


def test_a_no_ends_the_review(cast: Cast, draft: UUID) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id, cast.otto.id], 1))

    say(cast.ines, review, DecisionDraft(1, approves=False, reason="Too long."))

    assert state_of(cast, draft) == "draft"


def test_nobody_approves_alone_what_they_wrote(cast: Cast, draft: UUID) -> None:
    with pytest.raises(BadInput, match="cannot be used"):
        ask(cast, draft, StepDraft([cast.greta.id], 1))


def test_a_copy_of_a_draft_was_written_by_those_who_wrote_the_draft(cast: Cast, draft: UUID) -> None:
    with transaction(cast.organization_id):
        copy = start_draft(cast.otto.actor, draft)

    with pytest.raises(BadInput):
        ask(cast, copy, StepDraft([cast.greta.id], 1))


def test_a_copy_of_what_holds_was_written_by_whoever_copies(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        copy = start_draft(cast.otto.actor, strategy)

    assert ask(cast, copy, StepDraft([cast.greta.id], 1))


def test_a_writer_may_be_one_of_several(cast: Cast, draft: UUID) -> None:
    review = ask(cast, draft, StepDraft([cast.greta.id, cast.ines.id], 2))

    say(cast.greta, review)

    assert state_of(cast, draft) == "in_review"


def test_a_stand_in_decides_in_the_name_of_who_is_away(cast: Cast, draft: UUID) -> None:
    stand_in(cast, cast.ines, cast.otto)
    review = ask(cast, draft, StepDraft([cast.ines.id], 1))

    say(cast.otto, review)

    assert state_of(cast, draft) == "approved"


def test_a_stand_in_whose_time_is_over_does_not(cast: Cast, draft: UUID) -> None:
    stand_in(cast, cast.ines, cast.otto, until=clock.today() - timedelta(days=1))
    review = ask(cast, draft, StepDraft([cast.ines.id], 1))

    with pytest.raises(NotYourTurn):
        say(cast.otto, review)


def test_who_wrote_it_does_not_approve_it_as_a_stand_in(cast: Cast, draft: UUID) -> None:
    stand_in(cast, cast.ines, cast.greta)
    review = ask(cast, draft, StepDraft([cast.ines.id], 1))

    with pytest.raises(NotYourTurn):
        say(cast.greta, review)
    with transaction(cast.organization_id):
        assert reviews_waiting_for(cast.greta.id, clock.today()) == []


def stand_in(cast: Cast, away: Person, deputy: Person, until: date | None = None) -> None:
    """Let somebody stand in for somebody else until today."""
    with transaction(cast.organization_id):
        days = {"from_on": date(2020, 1, 1), "until_on": until or clock.today()}
        session.add(StandIn(user_id=away.id, deputy_id=deputy.id, set_by_id=away.id, **days))


def test_nobody_fills_a_quorum_of_two_alone(cast: Cast, draft: UUID) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id, cast.otto.id], 2))
    stand_in(cast, cast.ines, cast.otto)
    say(cast.otto, review)

    with pytest.raises(NotYourTurn):
        say(cast.otto, review)


def test_what_somebody_else_must_decide_waits_for_nobody_twice(cast: Cast, draft: UUID) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id, cast.otto.id], 2))
    stand_in(cast, cast.ines, cast.otto)
    say(cast.otto, review)

    with transaction(cast.organization_id):
        assert reviews_waiting_for(cast.otto.id, clock.today()) == []


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


def test_another_organization_decides_nothing(cast: Cast, next_door: Cast, draft: UUID) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id], 1))

    with pytest.raises(NotFound):
        say(next_door.ines, review)


def test_only_who_is_asked_sees_the_page(cast: Cast, draft: UUID, browser: Any) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id], 1))

    codes = [browser(person).get(f"/reviews/{review}").status_code for person in (cast.ines, cast.greta, cast.noor)]

    assert codes == [200, 200, 404]


def test_the_page_shows_who_said_what(cast: Cast, draft: UUID, browser: Any) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id], 1))

    browser(cast.ines).post(f"/reviews/{review}/decision", {"revision": "1", "approves": "yes", "reason": "Clear."})

    assert "“Clear.”" in browser(cast.greta).get(f"/reviews/{review}").text


def test_whoever_is_asked_reads_what_changes_beside_the_decision(cast: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        publish_strategy(cast.greta.actor, approved(cast, start_draft(cast.greta.actor)), clock.today())
        second = start_draft(cast.greta.actor)
        revision = edit_draft(
            cast.greta.actor, second, 1, DocumentDraft(title="How we now negotiate", given=frozenset({"title"}))
        )
        draft = ReviewDraft(revision, [StepDraft([cast.ines.id], 1)])
        review = ask_review(cast.greta.actor, "strategy", second, draft, clock.today())

    page = browser(cast.ines).get(f"/reviews/{review}").text

    assert "What changes against version 1" in page
    assert '<ins class="change__new">' in page


def test_publishing_is_offered_while_it_is_approved_only(cast: Cast, draft: UUID, browser: Any) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id], 1))
    say(cast.ines, review)
    pages = [browser(cast.greta).get(f"/reviews/{review}").text]
    with transaction(cast.organization_id):
        publish_strategy(cast.greta.actor, draft, clock.today())
    pages.append(browser(cast.greta).get(f"/reviews/{review}").text)

    assert [">Publish<" in page or "Publish</" in page for page in pages] == [True, False]
