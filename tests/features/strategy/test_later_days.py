"""What is to begin or end later changes nothing today: no inbox, no reminder, no figure."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

import pytest

from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.queries.acknowledgements import missing_readers
from negostrategy.strategy.service.acknowledging import NotYetToBeRead, remind, remind_when_due
from negostrategy.strategy.service.document import acknowledge
from tests.cast import Cast
from tests.clients import Browser, Program
from tests.features.strategy.test_acknowledging import unread
from tests.features.strategy.test_successions import in_days, publish_next, retire

type_of_browser = Callable[..., Browser]


def later(days: int) -> AbstractContextManager[None]:
    """Return a block in which it is so many days later."""
    return clock.standing_still(clock.now() + timedelta(days=days))


def second_from(cast: Cast, days: int) -> UUID:
    """Return version 2, a major one, published today from a later day."""
    with transaction(cast.organization_id):
        return publish_next(cast, in_days(days))


def test_until_a_later_version_begins_the_inbox_asks_for_the_one_that_holds(cast: Cast, strategy: UUID) -> None:
    second = second_from(cast, 30)

    today = unread(cast, cast.noor)
    with later(29):
        eve = unread(cast, cast.noor)
    with later(30):
        assert (today, eve, unread(cast, cast.noor)) == ({strategy}, {strategy}, {second})


def test_until_a_retirement_the_inbox_asks_for_what_is_retired_then(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        retire(cast, strategy, in_days(20))

    today = unread(cast, cast.noor)
    with later(19):
        eve = unread(cast, cast.noor)
    with later(20):
        assert (today, eve, unread(cast, cast.noor)) == ({strategy}, {strategy}, set())


def test_until_the_day_the_inbox_and_the_page_say_the_same(
    cast: Cast, strategy: UUID, browser: type_of_browser
) -> None:
    second_from(cast, 30)
    noor = browser(cast.noor)

    inbox, page = noor.get("/inbox").text, noor.get("/strategy").text

    assert (">New<" in inbox or "New</span>" in inbox, "You confirmed" in page) == (True, False)


def test_reminders_of_what_holds_go_on_until_the_day(cast: Cast, strategy: UUID) -> None:
    second_from(cast, 40)

    with later(31), transaction(cast.organization_id):
        assert remind_when_due() == 5


def test_nobody_is_reminded_of_what_begins_later(cast: Cast, strategy: UUID, program: Callable[..., Program]) -> None:
    second = second_from(cast, 30)
    with pytest.raises(NotYetToBeRead), transaction(cast.organization_id):
        remind(cast.greta.actor, second)

    answer = program(cast.greta).call("POST", f"/strategy/versions/{second}/reminders")

    assert (answer.status_code, "does not hold yet" in answer.json["detail"]) == (409, True)


def test_the_days_to_read_it_count_from_the_day_it_holds(cast: Cast, strategy: UUID) -> None:
    second = second_from(cast, 30)

    with transaction(cast.organization_id):
        assert {one.published_on for one in missing_readers(second)} == {in_days(30)}


def test_a_version_taken_back_before_it_began_is_asked_of_nobody(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        second = publish_next(cast, in_days(30))
        retire(cast, second, in_days(10))

    with later(30):
        assert unread(cast, cast.noor) == {strategy}


def test_who_read_in_advance_has_still_to_read_what_holds(cast: Cast, strategy: UUID) -> None:
    second = second_from(cast, 30)
    with transaction(cast.organization_id):
        acknowledge(cast.noor.actor, second)
        today = {one.user_id for one in missing_readers(strategy)}
    inbox = unread(cast, cast.noor)

    with later(30), transaction(cast.organization_id):
        then = {one.user_id for one in missing_readers(second)}

    assert (cast.noor.id in today, inbox, cast.noor.id in then) == (True, {strategy}, False)
