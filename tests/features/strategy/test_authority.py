"""Authority: granted to a role or a person, ended, never edited, and seen by whom it concerns."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.granting import AuthorityDraft
from negostrategy.strategy.queries.authority import authority_rows, matrix_on
from negostrategy.strategy.service.authority import EndedAlready, NotToOneself, end_authority, grant_authority
from tests.cast import Cast

TODAY = date(2026, 11, 23)
POINTS: dict[str, Any] = {"basis": "points", "role": "employee", "limit": "70"}


def grant(cast: Cast, **line: Any) -> UUID:
    """Return the id of a line that Greta grants."""
    with transaction(cast.organization_id):
        return grant_authority(cast.greta.actor, AuthorityDraft(**line), TODAY)


def test_a_granted_line_holds_from_today(cast: Cast) -> None:
    line = grant(cast, **POINTS)

    with transaction(cast.organization_id):
        assert [one.id for one in matrix_on(TODAY)] == [line]


def test_a_line_that_begins_later_does_not_hold_yet(cast: Cast) -> None:
    grant(cast, **POINTS, from_on=date(2026, 12, 1))

    with transaction(cast.organization_id):
        assert matrix_on(TODAY) == []


def test_an_ended_line_holds_no_longer(cast: Cast) -> None:
    line = grant(cast, **POINTS)

    with transaction(cast.organization_id):
        end_authority(cast.greta.actor, line)

    with transaction(cast.organization_id):
        assert matrix_on(TODAY) == []


def test_a_line_ends_once(cast: Cast) -> None:
    line = grant(cast, **POINTS)
    with transaction(cast.organization_id):
        end_authority(cast.greta.actor, line)

    with pytest.raises(EndedAlready), transaction(cast.organization_id):
        end_authority(cast.greta.actor, line)


def test_nobody_grants_authority_to_themselves(cast: Cast) -> None:
    with pytest.raises(NotToOneself):
        grant(cast, basis="exception", user_id=cast.greta.id)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"basis": "points", "limit": "70"}, "/role"),
        ({"basis": "points", "role": "employee", "limit": "170"}, "/limit"),
        ({"basis": "points", "role": "employee", "limit": "many"}, "/limit"),
        ({"basis": "value", "role": "employee", "limit": "70"}, "/currency"),
        ({"basis": "variable", "role": "employee", "limit": "70"}, "/variable"),
        ({"basis": "variable", "role": "employee", "limit": "70", "variable": "colour"}, "/variable"),
        ({**POINTS, "until_on": date(2026, 11, 1)}, "/until_on"),
    ],
)
def test_a_line_that_contradicts_itself_is_refused(cast: Cast, line: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        grant(cast, **line)

    assert field in refusal.value.errors


def test_a_person_sees_their_own_lines_only(cast: Cast) -> None:
    grant(cast, **POINTS)
    grant(cast, basis="exception", role="leader")

    with transaction(cast.organization_id):
        assert [row.role for row in authority_rows(cast.noor.actor, TODAY)] == ["employee"]


def test_another_organization_cannot_end_a_line(cast: Cast, next_door: Cast) -> None:
    line = grant(cast, **POINTS)

    with pytest.raises(NotFound), transaction(next_door.organization_id):
        end_authority(next_door.greta.actor, line)


def test_the_page_grants_and_ends(cast: Cast, browser: Any) -> None:
    greta = browser(cast.greta)

    greta.post("/authority", POINTS)

    assert "70 points, no floor broken" in greta.get("/authority").text


def test_a_refused_form_comes_back_as_it_was_typed(cast: Cast, browser: Any) -> None:
    page = browser(cast.greta).post("/authority", {"basis": "points", "role": "employee", "limit": "plenty"})

    assert (page.status_code, 'value="plenty"' in page.text) == (422, True)


def test_employees_cannot_grant(cast: Cast, browser: Any) -> None:
    assert browser(cast.noor).post("/authority", POINTS).status_code == 403


def test_a_program_grants_and_lists(cast: Cast, program: Any) -> None:
    greta = program(cast.greta)

    made = greta.call("POST", "/authority", POINTS)

    assert (made.status_code, greta.call("GET", "/authority").json["rows"]) == (201, [made.json])
