"""A record that is opened and closed again keeps its day where the agreement is the same."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.cast import Cast
from tests.clients import Browser, Program
from tests.features.negotiations.editions import at

type_of_program = Callable[..., Program]
FORMER, NOW = date(2026, 10, 1), date(2026, 11, 23)
PRICE = {"key": "price", "name": "Price", "kind": "money", "currency": "EUR", "direction": "less", "agreed": "95"}


def change(noor: Program, record: str, **body: Any) -> Any:
    """Return what a record says after a program's change."""
    etag = noor.call("GET", f"/negotiations/{record}").headers["ETag"]
    answer = noor.call("PATCH", f"/negotiations/{record}", body, If_Match=etag)
    assert answer.status_code == 200, answer.json
    return answer.json


@pytest.fixture
def noor(cast: Cast, program: type_of_program) -> Program:
    """Return Noor's program."""
    with at(NOW):
        return program(cast.noor)


@pytest.fixture
def record(noor: Program) -> str:
    """Return a record that was agreed on 1 October, and opened again today."""
    with at(NOW):
        body = {"title": "Renewal", "kind": "external", "counterpart": "Ferrano", "held_on": "2026-09-20"}
        body |= {"outcome": "agreed", "closed_on": FORMER.isoformat(), "value": "1000", "terms": [PRICE]}
        made: str = noor.call("POST", "/negotiations", body).json["id"]
        change(noor, made, outcome="open")
        return made


def test_closed_again_without_a_day_it_keeps_the_former(noor: Program, record: str) -> None:
    with at(NOW):
        assert change(noor, record, outcome="agreed")["closed_on"] == FORMER.isoformat()


@pytest.mark.parametrize(
    "body",
    [
        {"outcome": "no_deal"},
        {"outcome": "agreed", "value": "1200"},
        {"outcome": "agreed", "terms": [PRICE | {"agreed": "94"}]},
        {"outcome": "agreed", "terms": []},
    ],
)
def test_another_agreement_has_another_day(noor: Program, record: str, body: dict[str, Any]) -> None:
    with at(NOW):
        assert change(noor, record, **body)["closed_on"] == NOW.isoformat()


def test_a_day_that_is_said_holds(noor: Program, record: str) -> None:
    with at(NOW):
        assert change(noor, record, outcome="agreed", closed_on="2026-11-02")["closed_on"] == "2026-11-02"


def test_what_changed_beside_the_agreement_does_not_matter(noor: Program, record: str) -> None:
    with at(NOW):
        change(noor, record, note="They called.")

        assert change(noor, record, outcome="agreed", outcome_reason="As before.")["closed_on"] == FORMER.isoformat()


def test_a_program_that_says_the_outcome_alone_keeps_the_day(noor: Program, record: str) -> None:
    with at(NOW):
        answer = noor.call("POST", f"/negotiations/{record}/outcome", {"outcome": "agreed"})

        assert answer.json["closed_on"] == FORMER.isoformat()


def test_the_first_closing_is_today(noor: Program) -> None:
    with at(NOW):
        made = noor.call("POST", "/negotiations", {"title": "Renewal", "held_on": "2026-09-20"}).json["id"]

        assert change(noor, made, outcome="agreed")["closed_on"] == NOW.isoformat()


def test_the_page_proposes_the_former_day_and_asks(
    cast: Cast, noor: Program, record: str, browser: Callable[..., Browser]
) -> None:
    with at(NOW):
        page = " ".join(browser(cast.noor).get(f"/negotiations/{record}/outcome").text.split())

    assert f'value="{FORMER.isoformat()}"' in page
    assert "before it was opened again. Did it end on that day?" in page
