"""Looking back: once it is over, each person of a record says in a minute what they take from it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from negostrategy.audit.models import AuditEntry
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.queries.debriefs import debriefed_in_time, debriefs_of, last_day_for
from negostrategy.negotiations.schemas.debrief import DebriefDraft
from negostrategy.negotiations.service.debriefing import LookBackKept, NotOverYet, write_debrief
from tests.cast import Cast

SAID = {"worked": "We asked first.", "surprised": "", "otherwise": "Bring the other site along."}
DRAFT = DebriefDraft(**SAID)
type_of_record = Callable[..., UUID]


@pytest.fixture
def ended(cast: Cast, record: type_of_record) -> UUID:
    """Return a record of Noor's that ended without a deal; Ines manages her."""
    return record(outcome="no_deal", held_on=date(2026, 11, 20), closed_on=date(2026, 11, 20))


def test_the_page_keeps_what_was_said(cast: Cast, ended: UUID, browser: Any) -> None:
    answer = browser(cast.noor).post(f"/negotiations/{ended}/debrief", SAID, follow_redirects=True)

    assert "Bring the other site along." in answer.text


def test_a_look_back_needs_one_sentence(cast: Cast, ended: UUID, browser: Any) -> None:
    answer = browser(cast.noor).post(f"/negotiations/{ended}/debrief", {"questions_asked": "4"})

    assert (answer.status_code, "Answer at least one of the three" in answer.text) == (422, True)


def test_a_refused_form_comes_back_as_it_was_typed(cast: Cast, ended: UUID, browser: Any) -> None:
    typed = {"worked": "We asked first.", "questions_asked": "many"}

    answer = browser(cast.noor).post(f"/negotiations/{ended}/debrief", typed)

    assert (answer.status_code, "We asked first." in answer.text, "many" in answer.text) == (422, True, True)


def test_a_running_negotiation_is_not_looked_back_on(cast: Cast, record: type_of_record) -> None:
    with pytest.raises(NotOverYet), transaction(cast.organization_id):
        write_debrief(cast.noor.actor, record(), DRAFT)


@pytest.mark.parametrize(("person", "status"), [("noor", 200), ("ines", 403), ("nils", 404), ("greta", 404)])
def test_only_who_took_part_looks_back(cast: Cast, ended: UUID, browser: Any, person: str, status: int) -> None:
    answer = browser(getattr(cast, person)).get(f"/negotiations/{ended}/debrief")

    assert answer.status_code == status


def test_another_organization_finds_nothing_to_look_back_on(
    next_door: Cast, ended: UUID, browser: Any, cast: Cast
) -> None:
    assert browser(next_door.noor).get(f"/negotiations/{ended}/debrief").status_code == 404


def test_whoever_may_read_the_record_reads_the_look_back(cast: Cast, ended: UUID, browser: Any) -> None:
    with transaction(cast.organization_id):
        write_debrief(cast.noor.actor, ended, DRAFT)

    assert "We asked first." in browser(cast.ines).get(f"/negotiations/{ended}").text


def test_each_person_looks_back_once_and_may_change_it(cast: Cast, ended: UUID) -> None:
    with transaction(cast.organization_id):
        write_debrief(cast.noor.actor, ended, DRAFT)
        write_debrief(cast.noor.actor, ended, DebriefDraft(worked="We listened."))

    with transaction(cast.organization_id):
        assert [one.worked for one in debriefs_of(ended)] == ["We listened."]


def test_after_two_weeks_it_stands(cast: Cast, ended: UUID) -> None:
    with transaction(cast.organization_id):
        write_debrief(cast.noor.actor, ended, DRAFT)

    later = clock.now() + timedelta(days=14)
    with clock.standing_still(later), pytest.raises(LookBackKept), transaction(cast.organization_id):
        write_debrief(cast.noor.actor, ended, DebriefDraft(worked="Other."))


def test_the_trail_tells_of_it_without_its_words(cast: Cast, ended: UUID) -> None:
    with transaction(cast.organization_id):
        write_debrief(cast.noor.actor, ended, DRAFT)

    with transaction(cast.organization_id):
        event = session.scalars(select(AuditEntry).where(AuditEntry.act == "debrief.written")).one()
    assert (event.subject_id, "asked" in str(event.details)) == (ended, False)


@pytest.mark.parametrize(("closed_on", "last_on"), [("2026-11-20", "2026-11-27"), ("2026-11-22", "2026-11-27")])
def test_five_working_days_leave_the_weekend_out(closed_on: str, last_on: str) -> None:
    assert last_day_for(date.fromisoformat(closed_on)) == date.fromisoformat(last_on)


@pytest.mark.parametrize(("days", "counted"), [(1, (1, 1)), (7, (1, 1)), (8, (1, 2))])
def test_the_share_in_time_waits_for_who_could_still_be_in_time(
    cast: Cast, ended: UUID, record: type_of_record, days: int, counted: tuple[int, int]
) -> None:
    record(outcome="no_deal", held_on=date(2026, 11, 20), closed_on=date(2026, 11, 20))
    friday = clock.now().replace(year=2026, month=11, day=20)
    with clock.standing_still(friday), transaction(cast.organization_id):
        write_debrief(cast.noor.actor, ended, DRAFT)

    with clock.standing_still(friday + timedelta(days=days)), transaction(cast.organization_id):
        assert debriefed_in_time(date(2026, 11, 1)) == counted


def test_the_last_evening_is_in_time_where_the_company_lives(
    cast: Cast, record: type_of_record, lives_in: Callable[[str], None]
) -> None:
    lives_in("America/Los_Angeles")
    ended = record(outcome="no_deal", held_on=date(2026, 11, 20), closed_on=date(2026, 11, 20))
    friday_evening = datetime.fromisoformat("2026-11-28T04:00:00+00:00")

    with clock.standing_still(friday_evening), transaction(cast.organization_id):
        write_debrief(cast.noor.actor, ended, DRAFT)
        assert debriefed_in_time(date(2026, 11, 1)) == (1, 1)


def test_programs_look_back_too(cast: Cast, ended: UUID, program: Any) -> None:
    noor = program(cast.noor)
    made = noor.call("POST", f"/negotiations/{ended}/debriefs", SAID | {"questions_asked": 4})

    listed = noor.call("GET", f"/negotiations/{ended}/debriefs").json["rows"]

    assert (made.status_code, [(one["otherwise"], one["questions_asked"]) for one in listed]) == (
        201,
        [("Bring the other site along.", 4)],
    )


@pytest.mark.parametrize(
    "body", [{}, {"worked": " "}, {"worked": "x", "mood": 1}, {"worked": "x", "arguments_used": -1}]
)
def test_programs_are_refused_what_is_no_look_back(cast: Cast, ended: UUID, program: Any, body: Any) -> None:
    assert program(cast.noor).call("POST", f"/negotiations/{ended}/debriefs", body).status_code == 422


def test_the_record_asks_gently_until_it_was_done(cast: Cast, ended: UUID, browser: Any) -> None:
    noor = browser(cast.noor)
    before = "a minute in all" in noor.get(f"/negotiations/{ended}").text
    noor.post(f"/negotiations/{ended}/debrief", SAID)

    assert (before, "a minute in all" in noor.get(f"/negotiations/{ended}").text) == (True, False)


def test_the_first_page_asks_for_a_few_days_what_one_takes_from_it(
    cast: Cast, record: type_of_record, browser: Any
) -> None:
    noor = browser(cast.noor)
    made = record(outcome="no_deal", held_on=clock.today(), closed_on=clock.today())
    before = f"/negotiations/{made}/debrief" in noor.get("/").text
    noor.post(f"/negotiations/{made}/debrief", SAID)

    assert (before, f"/negotiations/{made}/debrief" in noor.get("/").text) == (True, False)
