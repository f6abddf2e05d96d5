"""Waivers: only of what is broken, with a reason, a scope, an end and a name; over with their day, or ended before."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from negostrategy.compliance.queries.findings import findings_of
from negostrategy.compliance.requesting import WaiverDraft
from negostrategy.compliance.service.judging import judge
from negostrategy.compliance.service.waiving import NotYoursToWaive, end_waiver, waive
from negostrategy.facts.service import refresh
from negostrategy.kernel.clock import standing_still
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Term
from tests.cast import Cast, Person
from tests.features.compliance.approvals import TODAY
from tests.features.facts.records import add_person

END = date(2100, 1, 1)
NOON = datetime.fromisoformat("2026-11-23T12:00:00+00:00")


@pytest.fixture
def broken(cast: Cast, record: UUID) -> UUID:
    """Return the record, readable by Greta, once the other side stands beyond the floor."""
    with transaction(cast.organization_id):
        add_person(record, cast.greta)
        session.execute(update(Term).where(Term.negotiation_id == record).values(theirs=101))
        refresh([record])
        judge([record])
    return record


def let_pass(person: Person, record: UUID, *, until: date = END, for_all: bool = False) -> UUID:
    """Return the id of somebody's waiver of the floor."""
    with standing_still(NOON), transaction(person.organization_id):
        return waive(person.actor, record, WaiverDraft("kept", "The owner knows.", until, for_all), TODAY)


def test_a_waiver_lets_a_rule_pass_until_its_day(cast: Cast, broken: UUID) -> None:
    let_pass(cast.greta, broken)

    with transaction(cast.organization_id):
        assert findings_of(broken)[0].waived_until == END


def test_an_expired_waiver_opens_the_finding_again(cast: Cast, broken: UUID) -> None:
    let_pass(cast.greta, broken, until=TODAY)

    with standing_still(NOON + timedelta(days=1)), transaction(cast.organization_id):
        assert findings_of(broken)[0].waived_until is None


def test_nobody_waives_what_they_negotiate(cast: Cast, broken: UUID) -> None:
    with pytest.raises(NotYoursToWaive):
        let_pass(cast.noor, broken, until=TODAY)


def test_only_a_broken_rule_is_let_pass(cast: Cast, record: UUID) -> None:
    with transaction(cast.organization_id):
        add_person(record, cast.greta)

    with pytest.raises(BadInput):
        let_pass(cast.greta, record, until=TODAY)


def test_reason_scope_end_and_name_stand_beside_the_finding(cast: Cast, broken: UUID, browser: Any) -> None:
    let_pass(cast.greta, broken)

    page = browser(cast.noor).get(f"/negotiations/{broken}").text

    said = f"by {cast.greta.name}, on this record: The owner knows."
    assert (said in page, "1 January 2100" in page or "2100" in page) == (True, True)


def test_a_leader_lets_a_rule_pass_everywhere_from_the_page(cast: Cast, broken: UUID, browser: Any) -> None:
    form = {"rule_key": "kept", "reason": "Until the merger.", "until_on": "2100-01-01", "for_all": "yes"}

    browser(cast.greta).post(f"/negotiations/{broken}/waivers", form)

    with transaction(cast.organization_id):
        waiver = findings_of(broken)[0].waiver
    assert getattr(waiver, "is_for_all", False)


def test_an_ended_waiver_opens_the_finding_again(cast: Cast, broken: UUID, browser: Any) -> None:
    waiver_id = let_pass(cast.greta, broken)

    browser(cast.greta).post(f"/waivers/{waiver_id}/end", {"negotiation_id": str(broken)})

    with transaction(cast.organization_id):
        assert findings_of(broken)[0].waiver is None


def test_a_program_ends_a_waiver(cast: Cast, broken: UUID, program: Any) -> None:
    waiver_id = let_pass(cast.greta, broken)

    assert program(cast.greta).call("POST", f"/waivers/{waiver_id}/end").status_code == 200


def test_whoever_is_bound_by_a_waiver_does_not_end_it(cast: Cast, broken: UUID) -> None:
    waiver_id = let_pass(cast.greta, broken)

    with pytest.raises(NotYoursToWaive), transaction(cast.organization_id):
        end_waiver(cast.noor.actor, waiver_id)


def test_another_organization_finds_no_waiver(cast: Cast, next_door: Cast, broken: UUID, browser: Any) -> None:
    waiver_id = let_pass(cast.greta, broken)

    answer = browser(next_door.greta).post(f"/waivers/{waiver_id}/end", {"negotiation_id": str(broken)})

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"until_on": "2000-01-01"}, "until_on", "This day is over."),
        ({"until_on": ""}, "until_on", "Say until when this is let pass."),
        ({"rule_key": "other"}, "rule_key", "This rule is not broken here"),
        ({"reason": "x" * 2001}, "reason", "Use 1 to 2000 characters."),
    ],
)
def test_a_refused_waiver_comes_back_as_it_was_typed(
    cast: Cast, broken: UUID, browser: Any, change: dict[str, str], field: str, sentence: str
) -> None:
    form = {"rule_key": "kept", "reason": "Until the merger.", "until_on": "2100-01-01", "for_all": "yes"} | change

    answer = browser(cast.greta).post(f"/negotiations/{broken}/waivers", form)

    said = answer.text.split(f'id="f-{field}-error"')[1].split("</span>")[0]
    assert (answer.status_code, sentence in said) == (422, True)
    assert "<title>Error: Let a rule pass" in answer.text
    assert f'href="#f-{field}"' in answer.text
    assert 'name="for_all" value="yes" checked' in answer.text
    assert form["reason"] in answer.text


def test_a_waiver_refused_for_the_reason_says_so_at_the_reason(cast: Cast, broken: UUID, browser: Any) -> None:
    form = {"rule_key": "kept", "reason": "", "until_on": "2100-01-01"}

    page = browser(cast.greta).post(f"/negotiations/{broken}/waivers", form).text

    assert "Say why this is let pass." in page.split('id="f-reason-error"')[1].split("</span>")[0]
    assert 'value="2100-01-01"' in page
    assert '<option value="kept" selected>' in page


def test_whoever_may_not_let_it_pass_keeps_what_they_typed(cast: Cast, broken: UUID, browser: Any) -> None:
    form = {"rule_key": "kept", "reason": "My own manager agrees.", "until_on": "2100-01-01"}

    answer = browser(cast.ines).post(f"/negotiations/{broken}/waivers", form)

    assert (answer.status_code, "My own manager agrees." in answer.text) == (403, True)
    assert "Only somebody with authority above this record can let a rule pass" in answer.text


def test_a_waiver_ended_twice_says_so_on_its_own_page(cast: Cast, broken: UUID, browser: Any) -> None:
    waiver_id = let_pass(cast.greta, broken)
    greta, shown = browser(cast.greta), {"negotiation_id": str(broken)}
    greta.post(f"/waivers/{waiver_id}/end", shown)

    answer = greta.post(f"/waivers/{waiver_id}/end", shown)

    assert (answer.status_code, "Somebody ended this waiver already." in answer.text) == (409, True)
    assert "<title>Error: Let a rule pass" in answer.text


def test_the_page_of_waivers_names_those_in_force_and_is_closed_to_others(
    cast: Cast, next_door: Cast, broken: UUID, browser: Any
) -> None:
    let_pass(cast.greta, broken)
    path = f"/negotiations/{broken}/waivers"

    codes = [browser(person).get(path).status_code for person in (cast.otto, next_door.greta)]

    assert "The owner knows." in browser(cast.greta).get(path).text
    assert codes == [404, 404]


@pytest.mark.parametrize(("hour", "is_in_force"), [("07:59", True), ("08:01", False)])
def test_a_waiver_ends_with_the_day_where_the_company_lives(
    cast: Cast, broken: UUID, lives_in: Callable[[str], None], hour: str, is_in_force: bool
) -> None:
    lives_in("America/Los_Angeles")
    with transaction(cast.organization_id):
        waive(cast.greta.actor, broken, WaiverDraft("kept", "The owner knows.", TODAY, False), TODAY)

    # In Los Angeles the 23rd ends at eight in the morning of the 24th, UTC.
    with standing_still(datetime.fromisoformat(f"2026-11-24T{hour}:00+00:00")), transaction(cast.organization_id):
        waiver = findings_of(broken)[0].waiver

    assert (waiver is not None) == is_in_force
