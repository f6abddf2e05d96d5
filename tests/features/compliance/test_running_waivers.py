"""Letting a floor pass without reading the record, and the page of what is let pass now."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from negostrategy.compliance.queries.findings import findings_of
from negostrategy.compliance.service.judging import judge
from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Negotiation, Term
from tests.cast import Cast
from tests.features.compliance.granting import grant

FORM = {"rule_key": "kept", "reason": "Until the merger.", "until_on": "2100-01-01"}


@pytest.fixture
def broken(cast: Cast, record: UUID) -> UUID:
    """Return a record of Noor's whose price lies beyond the floor. Greta cannot open it."""
    with transaction(cast.organization_id):
        session.execute(update(Term).where(Term.negotiation_id == record).values(theirs=101))
        refresh([record])
        judge([record])
    return record


def test_a_leader_sees_what_is_needed_and_not_the_record(cast: Cast, broken: UUID, browser: Any) -> None:
    greta = browser(cast.greta)

    page = greta.get(f"/negotiations/{broken}/waivers")

    assert (page.status_code, greta.get(f"/negotiations/{broken}").status_code) == (200, 404)
    assert all(said in page.text for said in ("The price stays above our walk-away.", "Price 101", "Price renewal"))


def test_a_leader_lets_a_floor_pass_on_a_record_they_cannot_open(cast: Cast, broken: UUID, browser: Any) -> None:
    answer = browser(cast.greta).post(f"/negotiations/{broken}/waivers", FORM)

    assert (answer.status_code, answer.location.endswith("/waivers")) == (303, True)
    with transaction(cast.organization_id):
        assert findings_of(broken)[0].waived_until == date(2100, 1, 1)


def test_a_program_of_a_leader_lets_it_pass_too(cast: Cast, broken: UUID, program: Any) -> None:
    assert program(cast.greta).call("POST", f"/negotiations/{broken}/waivers", FORM).status_code == 201


def test_whoever_has_authority_for_exceptions_lets_it_pass(cast: Cast, broken: UUID, browser: Any) -> None:
    grant(cast, user_id=cast.otto.id, basis="exception")

    assert browser(cast.otto).post(f"/negotiations/{broken}/waivers", FORM).status_code == 303


@pytest.mark.parametrize("who", ["otto", "adam"])
def test_others_find_nothing(cast: Cast, broken: UUID, browser: Any, who: str) -> None:
    assert browser(getattr(cast, who)).get(f"/negotiations/{broken}/waivers").status_code in (403, 404)


def test_a_leader_next_door_finds_nothing(broken: UUID, next_door: Cast, browser: Any) -> None:
    assert browser(next_door.greta).get(f"/negotiations/{broken}/waivers").status_code == 404


def test_a_private_record_is_shown_to_nobody_else(cast: Cast, broken: UUID, browser: Any) -> None:
    with transaction(cast.organization_id):
        session.execute(update(Negotiation).where(Negotiation.id == broken).values(privacy="private"))

    assert browser(cast.greta).get(f"/negotiations/{broken}/waivers").status_code == 404


def test_a_record_without_a_broken_rule_is_shown_to_nobody_else(cast: Cast, record: UUID, browser: Any) -> None:
    assert browser(cast.greta).get(f"/negotiations/{record}/waivers").status_code == 404


def test_a_manager_who_may_not_let_it_pass_is_told_who_may(cast: Cast, broken: UUID, browser: Any) -> None:
    page = browser(cast.ines).get(f"/negotiations/{broken}/waivers").text

    assert "Who may let it pass: Greta Holm." in page


def test_running_waivers_stand_on_a_page_with_their_end_and_who_gave_them(
    cast: Cast, broken: UUID, browser: Any
) -> None:
    greta = browser(cast.greta)
    greta.post(f"/negotiations/{broken}/waivers", FORM)

    page = greta.get("/waivers").text

    assert all(said in page for said in ("Until the merger.", "by Greta Holm", "2100", "on one record"))
    assert "/waivers" in greta.get("/approvals").text


def test_what_is_ended_from_the_page_is_not_on_it_any_more(cast: Cast, broken: UUID, browser: Any) -> None:
    greta = browser(cast.greta)
    greta.post(f"/negotiations/{broken}/waivers", FORM)
    waiver_id = greta.get("/waivers").text.split("/end")[0].rsplit("/", 1)[-1]

    greta.post(f"/waivers/{waiver_id}/end")

    assert "Until the merger." not in greta.get("/waivers").text


@pytest.mark.parametrize(("who", "status"), [("noor", 403), ("ines", 403), ("adam", 403), ("greta", 200)])
def test_running_waivers_are_for_whoever_may_let_floors_pass(cast: Cast, browser: Any, who: str, status: int) -> None:
    assert browser(getattr(cast, who)).get("/waivers").status_code == status


def test_authority_for_exceptions_opens_the_page_and_its_way(cast: Cast, browser: Any) -> None:
    grant(cast, user_id=cast.otto.id, basis="exception")
    otto = browser(cast.otto)

    assert (otto.get("/waivers").status_code, "Running waivers" in otto.get("/approvals").text) == (200, True)
