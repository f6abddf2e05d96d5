"""Versions that follow each other: who is asked again, who is reminded, and what a retirement ends."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.notices.models import Notice
from negostrategy.strategy.queries.acknowledgements import missing_readers, version_to_read
from negostrategy.strategy.queries.document import strategy_in_force
from negostrategy.strategy.schemas import DocumentDraft
from negostrategy.strategy.service.acknowledging import NotToBeRead, remind, remind_when_due
from negostrategy.strategy.service.document import acknowledge, edit_draft, start_draft
from negostrategy.strategy.service.publication import publish_strategy, retire_strategy
from negostrategy.strategy.service.staleness import remind_of_reviews
from tests.cast import Cast
from tests.clients import Browser
from tests.review import approved


def in_days(days: int) -> date:
    """Return the day in so many days."""
    return clock.today() + timedelta(days=days)


def publish_next(cast: Cast, effective_on: date, change: DocumentDraft | None = None) -> UUID:
    """Return the id of another version that Greta wrote and published, in the running transaction."""
    version = start_draft(cast.greta.actor)
    edit_draft(cast.greta.actor, version, 1, change or DocumentDraft())
    publish_strategy(cast.greta.actor, approved(cast, version), effective_on)
    return version


def retire(cast: Cast, version: UUID, day: date) -> None:
    """Let Greta retire a version, in the running transaction."""
    retire_strategy(cast.greta.actor, version, day, "We begin anew.")


def reminded_of_reviews(cast: Cast) -> set[UUID]:
    """Return of which versions somebody was told that they are to be reviewed."""
    with transaction(cast.organization_id):
        remind_of_reviews()
        return set(session.scalars(select(Notice.subject_id).where(Notice.kind == "strategy.review_due")))


def test_retiring_what_holds_brings_nothing_back(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        second = publish_next(cast, in_days(1))
        retire(cast, second, in_days(3))

        held = [strategy_in_force(in_days(days)) for days in (0, 2, 3)]

    assert held == [strategy, second, None]


def test_what_is_taken_back_before_it_began_leaves_the_one_before(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        second = publish_next(cast, in_days(5))
        retire(cast, second, in_days(1))

        assert strategy_in_force(in_days(6)) == strategy


def test_a_version_after_a_retirement_holds(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        retire(cast, strategy, in_days(1))
        second = publish_next(cast, in_days(2))

        assert [strategy_in_force(in_days(days)) for days in (1, 2)] == [None, second]


def test_nobody_is_reminded_to_read_what_was_retired(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        retire(cast, strategy, in_days(0))
        with clock.standing_still(clock.now() + timedelta(days=40)):
            assert (version_to_read(clock.today()), remind_when_due()) == (None, 0)


def test_what_was_retired_waits_in_no_inbox(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        retire(cast, strategy, in_days(0))
        waiting = session.scalars(
            select(Notice.id).where(Notice.subject_id == strategy).where(Notice.read_at.is_(None))
        ).all()

    assert waiting == []


def test_versions_count_as_read_in_the_order_in_which_they_hold(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        second, third = start_draft(cast.greta.actor), start_draft(cast.greta.actor)
        publish_strategy(cast.greta.actor, approved(cast, third), in_days(1))
        acknowledge(cast.noor.actor, third)
        publish_strategy(cast.greta.actor, approved(cast, second), in_days(2))

        assert cast.noor.id in {one.user_id for one in missing_readers(second)}


def test_a_minor_version_asks_nobody_who_read_the_major_one(
    cast: Cast, strategy: UUID, browser: Callable[..., Browser]
) -> None:
    with transaction(cast.organization_id):
        acknowledge(cast.noor.actor, strategy)
        second = publish_next(cast, in_days(1), DocumentDraft(change_size="minor"))

    page = browser(cast.noor).get(f"/strategy/versions/{second}").text

    assert "You confirmed version 1 on" in page
    assert "That counts for this version too." in page


def test_a_minor_version_still_asks_who_has_read_none(
    cast: Cast, strategy: UUID, browser: Callable[..., Browser]
) -> None:
    with transaction(cast.organization_id):
        second = publish_next(cast, in_days(1), DocumentDraft(change_size="minor"))

    assert "I have read and will act by" in browser(cast.noor).get(f"/strategy/versions/{second}").text


def test_the_status_of_a_minor_version_is_that_of_the_major_one(
    cast: Cast, strategy: UUID, browser: Callable[..., Browser]
) -> None:
    with transaction(cast.organization_id):
        acknowledge(cast.noor.actor, strategy)
        second = publish_next(cast, in_days(1), DocumentDraft(change_size="minor"))

    page = browser(cast.greta).get(f"/strategy/versions/{second}/acknowledgements").text

    assert "whoever has read version 1 has read it" in page
    assert "Noor Haddad" not in page.split('id="missing"')[1]


def test_nobody_is_reminded_of_what_another_version_has_followed(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        second = publish_next(cast, in_days(1))

    with (
        clock.standing_still(clock.now() + timedelta(days=3)),
        transaction(cast.organization_id),
        pytest.raises(NotToBeRead),
    ):
        remind(cast.greta.actor, strategy)
    with clock.standing_still(clock.now() + timedelta(days=5)), transaction(cast.organization_id):
        assert remind(cast.greta.actor, second) == 5


def test_who_was_told_today_does_not_keep_the_others_from_being_reminded(cast: Cast, strategy: UUID) -> None:
    with clock.standing_still(clock.now() + timedelta(days=3)), transaction(cast.organization_id):
        session.execute(update(Notice).where(Notice.user_id == cast.noor.id).values(told_at=clock.now()))

        assert remind(cast.greta.actor, strategy) == 4


def test_the_owner_of_what_holds_is_reminded_of_its_review(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        second = publish_next(cast, in_days(1), DocumentDraft(review_on=in_days(20)))
    before = reminded_of_reviews(cast)

    with clock.standing_still(clock.now() + timedelta(days=10)):
        after = reminded_of_reviews(cast)

    assert (before, after) == (set(), {second})


def test_a_version_to_come_does_not_hide_the_review_of_what_holds(cast: Cast) -> None:
    with transaction(cast.organization_id):
        first = publish_next(cast, in_days(0), DocumentDraft(review_on=in_days(5)))
        publish_next(cast, in_days(3))

    assert reminded_of_reviews(cast) == {first}


def test_nobody_reviews_what_was_retired(cast: Cast) -> None:
    with transaction(cast.organization_id):
        first = publish_next(cast, in_days(0), DocumentDraft(review_on=in_days(5)))
        retire(cast, first, in_days(0))

    assert reminded_of_reviews(cast) == set()
