"""A version published for a later day takes its running negotiations along on that day, and not before."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.service.publication import retire_playbook
from negostrategy.worker import SCHEDULE, take
from tests.cast import Cast
from tests.clients import Browser, Program
from tests.features.negotiations.editions import (
    NEW,
    OLD,
    at,
    draft_of,
    in_days,
    log_price,
    playbook_of,
    publish,
    version_of,
)

type_of_program = Callable[..., Program]
type_of_browser = Callable[..., Browser]


@pytest.fixture
def first(cast: Cast) -> UUID:
    """Return version 1, in force from the first day."""
    with at(in_days(0), 6):
        return publish(cast, draft_of(cast, OLD), in_days(0))


@pytest.fixture
def record(cast: Cast, first: UUID, program: type_of_program) -> str:
    """Return a running record of Noor's under version 1."""
    with at(in_days(0), 7):
        return log_price(program(cast.noor))


def follow(cast: Cast, first: UUID, limits: tuple[str, str], day: date, running: str = "migrate") -> UUID:
    """Return the next version, published from a day."""
    return publish(cast, draft_of(cast, limits, playbook_of(cast, first)), day, running)


def asked_about(noor: Program, record: str, price: str) -> str:
    """Return the band of a price, as a program asks it."""
    answer = noor.call("POST", f"/negotiations/{record}/offer-checks", {"offer": {"price": price}})
    band: str = answer.json["terms"][0]["band"]
    return band


def test_until_the_day_the_record_stays_and_the_old_limit_holds(
    cast: Cast, first: UUID, record: str, program: type_of_program
) -> None:
    with at(in_days(0)):
        follow(cast, first, NEW, in_days(30))
        noor = program(cast.noor)

        assert (version_of(noor, record), asked_about(noor, record, "96")) == (first, "within")


def test_a_record_of_the_same_day_is_under_the_same_version(
    cast: Cast, first: UUID, record: str, program: type_of_program
) -> None:
    with at(in_days(0)):
        follow(cast, first, NEW, in_days(30))
        noor = program(cast.noor)

        assert version_of(noor, log_price(noor)) == version_of(noor, record)


def test_whoever_reads_first_on_the_day_reads_the_new_version(
    cast: Cast, first: UUID, record: str, program: type_of_program
) -> None:
    with at(in_days(0)):
        second = follow(cast, first, NEW, in_days(30))
    with at(in_days(29), 23):
        eve = version_of(program(cast.noor), record)

    with at(in_days(30), 0):
        assert (eve, version_of(program(cast.noor), record)) == (first, second)


def test_the_first_question_of_the_day_is_answered_by_the_new_limit(
    cast: Cast, first: UUID, record: str, program: type_of_program
) -> None:
    with at(in_days(0)):
        follow(cast, first, NEW, in_days(30))

    with at(in_days(30)):
        assert asked_about(program(cast.noor), record, "96") == "stop"


def test_the_page_says_when_and_why(cast: Cast, first: UUID, record: str, browser: type_of_browser, app: Flask) -> None:
    with at(in_days(0)):
        follow(cast, first, NEW, in_days(30))

    with at(in_days(30)):
        page = browser(cast.noor).get(f"/negotiations/{record}").text

    assert "changed the version of its playbook" in page
    assert f"in force from {in_days(30)}: running negotiations move to it, as its publisher chose." in page


def test_the_worker_moves_them_when_nobody_else_came(
    cast: Cast, first: UUID, record: str, program: type_of_program
) -> None:
    with at(in_days(0)):
        second = follow(cast, first, NEW, in_days(30))
    with at(in_days(30)):
        take(next(turn for turn in SCHEDULE if turn.name == "begin the day"))
        with transaction(cast.organization_id):
            pass

    with at(in_days(31)):
        page = program(cast.noor).call("GET", f"/negotiations/{record}").json

    assert (page["playbook_version_id"], page["changed_at"][:10]) == (str(second), in_days(30).isoformat())


def test_of_several_each_begins_on_its_own_day(cast: Cast, first: UUID, record: str, program: type_of_program) -> None:
    with at(in_days(0)):
        second = follow(cast, first, NEW, in_days(30))
    with at(in_days(1)):
        third = follow(cast, first, ("94", "97"), in_days(1))
        today = version_of(program(cast.noor), record)

    with at(in_days(30)):
        assert (today, version_of(program(cast.noor), record)) == (third, second)


def test_the_page_that_publishes_names_what_is_still_to_come(
    cast: Cast, first: UUID, record: str, browser: type_of_browser
) -> None:
    with at(in_days(0)):
        follow(cast, first, NEW, in_days(30))
        draft = draft_of(cast, ("94", "97"), playbook_of(cast, first))
        page = browser(cast.greta).get(f"/playbooks/versions/{draft}/publication").text

    assert "Version 2 is published already and begins on" in page
    assert "running negotiations move to it then" in page


def test_days_that_nobody_saw_are_caught_up_in_their_order(
    cast: Cast, first: UUID, record: str, program: type_of_program
) -> None:
    with at(in_days(0)):
        follow(cast, first, ("94", "97"), in_days(30))
        last = follow(cast, first, NEW, in_days(31))

    with at(in_days(40)):
        assert version_of(program(cast.noor), record) == last


def test_what_ended_in_between_stays_where_it_was(
    cast: Cast, first: UUID, record: str, program: type_of_program
) -> None:
    with at(in_days(0)):
        follow(cast, first, NEW, in_days(30))
    with at(in_days(10)):
        noor = program(cast.noor)
        etag = noor.call("GET", f"/negotiations/{record}").headers["ETag"]
        noor.call("PATCH", f"/negotiations/{record}", {"outcome": "no_deal"}, If_Match=etag)

    with at(in_days(30)):
        assert version_of(program(cast.noor), record) == first


def test_what_was_opened_again_before_the_day_moves(
    cast: Cast, first: UUID, record: str, program: type_of_program
) -> None:
    with at(in_days(0)):
        second = follow(cast, first, NEW, in_days(30))
    for day, outcome in ((10, "no_deal"), (20, "open")):
        with at(in_days(day)):
            noor = program(cast.noor)
            etag = noor.call("GET", f"/negotiations/{record}").headers["ETag"]
            noor.call("PATCH", f"/negotiations/{record}", {"outcome": outcome}, If_Match=etag)

    with at(in_days(30)):
        assert version_of(program(cast.noor), record) == second


def test_what_was_logged_in_between_moves_too(cast: Cast, first: UUID, program: type_of_program) -> None:
    with at(in_days(0)):
        second = follow(cast, first, NEW, in_days(30))
    with at(in_days(12)):
        later = log_price(program(cast.noor))

    with at(in_days(30)):
        assert version_of(program(cast.noor), later) == second


def test_pinned_ones_stay_on_the_day(cast: Cast, first: UUID, record: str, program: type_of_program) -> None:
    with at(in_days(0)):
        follow(cast, first, NEW, in_days(30), running="pin")

    with at(in_days(30)):
        assert version_of(program(cast.noor), record) == first


@pytest.mark.parametrize(("retired", "moves"), [(20, True), (30, False)])
def test_a_version_that_does_not_begin_moves_nothing(
    cast: Cast, first: UUID, record: str, program: type_of_program, retired: int, *, moves: bool
) -> None:
    with at(in_days(0)):
        second = follow(cast, first, NEW, in_days(30))
        with transaction(cast.organization_id):
            retire_playbook(cast.greta.actor, playbook_of(cast, first), in_days(retired), "We begin anew.")

    with at(in_days(30)):
        assert version_of(program(cast.noor), record) == (second if moves else first)


def test_the_day_is_the_companys_own(
    cast: Cast, lives_in: Callable[[str], None], first: UUID, record: str, program: type_of_program
) -> None:
    with at(in_days(0)):
        second = follow(cast, first, NEW, in_days(30))
    lives_in("Pacific/Auckland")

    with at(in_days(29), 10):
        before = version_of(program(cast.noor), record)
    with at(in_days(29), 12):
        assert (before, version_of(program(cast.noor), record)) == (first, second)


def test_two_who_come_at_once_find_it_moved_once(
    cast: Cast, first: UUID, record: str, app: Flask, program: type_of_program
) -> None:
    with at(in_days(0)):
        second = follow(cast, first, NEW, in_days(30))
    with at(in_days(30)):
        programs = [program(cast.noor) for _ in range(1)] * 4

    def read(one: Program) -> Any:
        with app.app_context(), at(in_days(30), 1):
            return one.call("GET", f"/negotiations/{record}").json

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(read, programs))

    assert {(one["playbook_version_id"], one["revision"]) for one in answers} == {(str(second), 2)}


def test_another_company_is_left_alone(
    cast: Cast, next_door: Cast, first: UUID, record: str, program: type_of_program
) -> None:
    with at(in_days(0), 6):
        other = publish(next_door, draft_of(next_door, OLD), in_days(0))
    with at(in_days(0)):
        theirs = log_price(program(next_door.noor))
        follow(cast, first, NEW, in_days(30))

    with at(in_days(30)):
        version_of(program(cast.noor), record)
        assert version_of(program(next_door.noor), theirs) == other
