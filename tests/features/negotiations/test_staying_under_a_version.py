"""A moved record stays under its version until a person changes its kind, topic, segment or day, and is told then."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

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
def versions(cast: Cast) -> tuple[UUID, UUID]:
    """Return version 1, in force from the first day, and version 2, in force from day 20 with all that runs."""
    with at(in_days(0), 6):
        first = publish(cast, draft_of(cast, OLD), in_days(0))
    with at(in_days(1), 6):
        second = publish(cast, draft_of(cast, NEW, playbook_of(cast, first)), in_days(20))
    return first, second


@pytest.fixture
def record(cast: Cast, versions: tuple[UUID, UUID], program: type_of_program) -> str:
    """Return a record that was held under version 1 and moved to version 2."""
    with at(in_days(0), 7):
        return log_price(program(cast.noor), value="1000")


def change(noor: Program, record: str, **body: Any) -> TestResponse:
    """Return the answer to a program's change of a record."""
    etag = noor.call("GET", f"/negotiations/{record}").headers["ETag"]
    answer = noor.call("PATCH", f"/negotiations/{record}", body, If_Match=etag)
    assert answer.status_code == 200, answer.json
    return answer


def acceptable(answer: Any) -> str:
    """Return the acceptable price that a record's terms say."""
    said: str = answer.json["terms"][0]["acceptable"]
    return said


@pytest.mark.parametrize(
    "body", [{"value": "1100"}, {"value": None}, {"note": "They called."}, {"title": "Renewal"}, {"channel": "phone"}]
)
def test_what_does_not_decide_the_version_leaves_it(
    cast: Cast, versions: tuple[UUID, UUID], record: str, program: type_of_program, body: dict[str, Any]
) -> None:
    with at(in_days(20)):
        answer = change(program(cast.noor), record, **body)

    said = (UUID(answer.json["playbook_version_id"]), answer.json["version_change"], acceptable(answer))
    assert said == (versions[1], None, "92")


def test_another_day_brings_it_under_the_version_of_that_day_with_its_terms(
    cast: Cast, versions: tuple[UUID, UUID], record: str, program: type_of_program
) -> None:
    with at(in_days(20)):
        answer = change(program(cast.noor), record, held_on=in_days(5).isoformat())

    moved = answer.json["version_change"]
    assert (moved["from"]["number"], moved["to"]["number"], acceptable(answer)) == (2, 1, "96")


def test_another_topic_leaves_the_playbook(
    cast: Cast, versions: tuple[UUID, UUID], record: str, program: type_of_program
) -> None:
    with at(in_days(20)):
        answer = change(program(cast.noor), record, topic="timetable")

    assert (answer.json["version_change"]["from"]["number"], answer.json["version_change"]["to"]) == (2, None)


def test_a_position_changed_by_hand_stays_through_a_change_of_the_day(
    cast: Cast, versions: tuple[UUID, UUID], record: str, program: type_of_program
) -> None:
    with at(in_days(20)):
        noor = program(cast.noor)
        terms = noor.call("GET", f"/negotiations/{record}/terms").json
        own = {name: value for name, value in terms[0].items() if name != "band"} | {"acceptable": "93"}
        change(noor, record, terms=[own])

        answer = change(noor, record, held_on=in_days(5).isoformat())

    assert (acceptable(answer), answer.json["terms"][0]["walk_away"]) == ("93", "100")


def test_a_value_decides_where_playbooks_are_told_apart_by_it(
    cast: Cast, versions: tuple[UUID, UUID], record: str, program: type_of_program
) -> None:
    with at(in_days(20), 6):
        large = publish(cast, draft_of(cast, ("91", "93"), value_from=Decimal(5000)), in_days(20))
    with at(in_days(21)):
        noor = program(cast.noor)
        fresh = log_price(noor, value="1000")

        answer = change(noor, fresh, value="6000")

    assert (UUID(answer.json["playbook_version_id"]), acceptable(answer)) == (large, "91")


def test_a_value_within_the_same_range_leaves_it(
    cast: Cast, versions: tuple[UUID, UUID], record: str, program: type_of_program
) -> None:
    with at(in_days(20)):
        publish(cast, draft_of(cast, ("91", "93"), value_from=Decimal(5000)), in_days(20))
        answer = change(program(cast.noor), record, value="4999")

    assert UUID(answer.json["playbook_version_id"]) == versions[1]


def form(noor: Browser, record: str, **typed: str) -> TestResponse:
    """Return the answer to the form of a record's facts."""
    said = {
        "title": "Price with Ferrano",
        "kind": "external",
        "topic": "finance",
        "counterpart": "Ferrano",
        "held_on": in_days(0).isoformat(),
        "value": "1000",
        "currency": "EUR",
        "revision": "2",
    }
    return noor.post(f"/negotiations/{record}/edit", said | typed)


def test_the_page_says_from_which_version_to_which_before_it_saves(
    cast: Cast, versions: tuple[UUID, UUID], record: str, browser: type_of_browser, program: type_of_program
) -> None:
    with at(in_days(20)):
        page = form(browser(cast.noor), record, held_on=in_days(5).isoformat(), note="They called.")

        said = " ".join(page.text.split())
        assert "The record is under version 2 of" in said
        assert "With this change it comes under version 1 of" in said
        assert "They called." in page.text
        assert version_of(program(cast.noor), record) == versions[1]


def test_who_has_seen_it_saves(
    cast: Cast, versions: tuple[UUID, UUID], record: str, browser: type_of_browser, program: type_of_program
) -> None:
    with at(in_days(20)):
        saved = form(browser(cast.noor), record, held_on=in_days(5).isoformat(), version_seen=str(versions[0]))
        history = browser(cast.noor).get(f"/negotiations/{record}").text

        assert (saved.status_code, version_of(program(cast.noor), record)) == (303, versions[0])
        assert "It came from version 2 of" in history


def test_the_page_asks_nothing_where_the_version_stays(
    cast: Cast, versions: tuple[UUID, UUID], record: str, browser: type_of_browser
) -> None:
    with at(in_days(20)):
        assert form(browser(cast.noor), record, value="1,100").status_code == 303
