"""Reviews: steps, quorum, reasons and stand-ins; nobody approves alone what they wrote."""

from datetime import date, timedelta
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
from negostrategy.strategy.reviewing import DecisionDraft, StepDraft
from negostrategy.strategy.service.document import start_draft
from negostrategy.strategy.service.reviewing import NotYourTurn
from tests.cast import Cast, Person
from tests.features.strategy.reviews import ask, say


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


def test_another_organization_decides_nothing(cast: Cast, next_door: Cast, draft: UUID) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id], 1))

    with pytest.raises(NotFound):
        say(next_door.ines, review)
