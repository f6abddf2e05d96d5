"""Proposals: made, carried by voices, decided once with a reason, and told again while they wait."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.notices.models import Notice
from negostrategy.strategy.queries.proposals import Pace, pace, proposals
from negostrategy.strategy.service.proposing import DecidedAlready, decide_proposal, remind_of_proposals, support
from tests.cast import Cast
from tests.features.strategy.proposals import wished


def test_a_proposal_is_told_to_who_decides(cast: Cast) -> None:
    wished(cast)

    with transaction(cast.organization_id):
        assert session.scalars(select(Notice.user_id).where(Notice.kind == "proposal.made")).all() == [cast.greta.id]


def test_each_person_has_one_voice(cast: Cast) -> None:
    made = wished(cast)

    with transaction(cast.organization_id):
        for person in (cast.otto, cast.otto, cast.noor):
            support(person.actor, made, None)

    with transaction(cast.organization_id):
        assert proposals()[0].voices == 2


def test_a_decision_is_told_to_everybody_behind_it(cast: Cast) -> None:
    made = wished(cast)
    with transaction(cast.organization_id):
        support(cast.otto.actor, made, None)
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="It fits.")

    with transaction(cast.organization_id):
        told = set(session.scalars(select(Notice.user_id).where(Notice.kind == "proposal.decided")))
    assert told == {cast.noor.id, cast.otto.id}


def test_a_decision_needs_a_reason(cast: Cast) -> None:
    made = wished(cast)

    with pytest.raises(BadInput), transaction(cast.organization_id):
        decide_proposal(cast.greta.actor, made, is_adopted=False, reason=" ")


def test_nobody_decides_twice(cast: Cast) -> None:
    made = wished(cast)
    with transaction(cast.organization_id):
        decide_proposal(cast.greta.actor, made, is_adopted=False, reason="Not now.")

    with pytest.raises(DecidedAlready), transaction(cast.organization_id):
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="After all.")


def test_another_organization_finds_nothing(cast: Cast, next_door: Cast) -> None:
    made = wished(cast)

    with pytest.raises(NotFound), transaction(next_door.organization_id):
        decide_proposal(next_door.greta.actor, made, is_adopted=True, reason="Ours.")


def test_the_pace_counts_the_days_to_a_decision(cast: Cast) -> None:
    made = wished(cast)
    with clock.standing_still(clock.now() + timedelta(days=4, hours=1)), transaction(cast.organization_id):
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="Yes.")

        assert pace(clock.now()) == Pace(raised=1, decided=1, adopted=1, median_days=5)


@pytest.mark.parametrize(("days", "count"), [(9, 0), (10, 1)])
def test_a_proposal_that_waits_is_told_again(cast: Cast, days: int, count: int) -> None:
    wished(cast)

    with clock.standing_still(clock.now() + timedelta(days=days)), transaction(cast.organization_id):
        assert remind_of_proposals() == count


@pytest.mark.parametrize(("days", "count"), [(6, 0), (7, 1)])
def test_whoever_decides_is_reminded_once_a_week(cast: Cast, days: int, count: int) -> None:
    wished(cast)
    first = clock.now() + timedelta(days=12)
    with clock.standing_still(first), transaction(cast.organization_id):
        remind_of_proposals()

    with clock.standing_still(first + timedelta(days=days)), transaction(cast.organization_id):
        assert remind_of_proposals() == count


def test_what_is_decided_waits_in_no_inbox(cast: Cast) -> None:
    made = wished(cast)
    with transaction(cast.organization_id):
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="It fits.")

    with transaction(cast.organization_id):
        waiting = select(Notice.kind).where(Notice.user_id == cast.greta.id).where(Notice.read_at.is_(None))
        assert session.scalars(waiting).all() == []
