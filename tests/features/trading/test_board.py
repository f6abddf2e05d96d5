"""The trade board: suggestions by joint gain, a package put together, what may be agreed, and packages compared."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from negostrategy.edge.display import NO_BREAK
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.queries.askable import askable
from negostrategy.negotiations.queries.record import record_of
from negostrategy.negotiations.schemas import TermDraft
from negostrategy.negotiations.service import edit_negotiation
from negostrategy.trading.queries.board import Board, board_of
from negostrategy.trading.queries.table import Values
from tests.cast import Cast, Person
from tests.clients import type_of_browser
from tests.features.trading.conftest import FERRANO

TODAY = date(2026, 11, 23)
type_of_keep = Callable[..., int]
type_of_values = Callable[..., Values]


@pytest.fixture
def board(cast: Cast, record_id: UUID, values: type_of_values) -> Callable[..., Board]:
    """Return a way to look at the board as somebody, Noor unless said, with some lines taken."""

    def looked(taken: list[UUID], person: Person | None = None) -> Board:
        actor, found = (person or cast.noor).actor, values(person)
        with transaction(cast.organization_id):
            return board_of(actor, found, askable(actor, record_id), taken, TODAY)

    return looked


def test_changes_come_by_joint_gain_and_what_is_not_known_comes_last(
    keep: type_of_keep, board: Callable[..., Board]
) -> None:
    keep(FERRANO)

    changes = board([]).changes

    gains = [line.gain.middle for line in changes if line.gain]
    assert gains == sorted(gains, reverse=True)
    assert changes[-1].gain is None


def test_a_package_has_its_worth_for_both_at_once(
    keep: type_of_keep, values: type_of_values, board: Callable[..., Board]
) -> None:
    keep(FERRANO)
    taken = [line.id for line in values().lines[3:5]]

    package = board(taken).package

    money = package.values.money
    assert money is not None
    assert [figure.middle for figure in (money.chosen.ours, money.chosen.theirs, money.chosen.joint)] == [
        7000,
        8000,
        15000,
    ]


def test_a_package_is_asked_about_by_its_terms(
    cast: Cast, record_id: UUID, keep: type_of_keep, values: type_of_values, board: Callable[..., Board]
) -> None:
    _with_payment(cast, record_id)
    keep([replace(FERRANO[0], term_key="payment", term_value="45"), FERRANO[1]])
    lines = values().lines

    asked, bare = board([lines[0].id]).package, board([lines[1].id]).package

    assert asked.answer is not None
    assert [term.said for term in asked.answer.terms] == [f"45{NO_BREAK}days"]
    assert bare.answer is not None
    assert bare.answer.terms == ()


def test_a_package_that_touches_a_sealed_limit_is_not_answered_unasked(
    cast: Cast, record_id: UUID, keep: type_of_keep, values: type_of_values
) -> None:
    _with_payment(cast, record_id)
    keep([replace(FERRANO[0], term_key="payment", term_value="45")])
    found = values()

    with transaction(cast.organization_id):
        asked = askable(cast.noor.actor, record_id)
        assert asked is not None
        sealed = {key: replace(term, is_sealed=True) for key, term in asked.terms.items()}
        package = board_of(cast.noor.actor, found, replace(asked, terms=sealed), [found.lines[0].id], TODAY).package

    assert package.answer is None
    assert "sealed limit" in package.why_no_answer


@pytest.mark.parametrize("path", ["board/packages", "values/package", "values/lines", "values"])
def test_only_who_negotiates_changes_anything(
    cast: Cast,
    next_door: Cast,
    browser: type_of_browser,
    record_id: UUID,
    keep: type_of_keep,
    values: type_of_values,
    path: str,
) -> None:
    keep(FERRANO)
    chosen = {"entry_ids": [str(values().lines[0].id)]}
    sent: dict[str, Any] = {
        "board/packages": chosen | {"name": "A"},
        "values/package": chosen,
        "values/lines": {"what": "Pay later", "giver": "us"},
        "values": {"line-0-what": "Pay later", "line-0-giver": "us", "revision": "1"},
    }

    answers = [
        browser(person).post(f"/negotiations/{record_id}/{path}", data=sent[path]).status_code
        for person in (cast.ines, cast.otto, next_door.noor)
    ]

    assert answers == [403, 404, 404]


def test_whoever_only_reads_is_not_answered(cast: Cast, keep: type_of_keep, board: Callable[..., Board]) -> None:
    keep(FERRANO)

    assert "Only who negotiates" in board([], cast.ines).package.why_no_answer


def test_the_board_opens_with_what_is_on_the_table_and_follows_its_address(
    cast: Cast, browser: type_of_browser, record_id: UUID, keep: type_of_keep, values: type_of_values
) -> None:
    keep(FERRANO)
    last = values().lines[4]

    opened = browser(cast.noor).get(f"/negotiations/{record_id}/board").text
    taken = browser(cast.noor).get(f"/negotiations/{record_id}/board?composed=yes&take={last.id}").text

    assert "17,000" in opened.split('id="package"')[1]
    assert "6,000" in taken.split('id="package"')[1]


def test_packages_are_kept_compared_and_taken_out(
    cast: Cast, browser: type_of_browser, record_id: UUID, keep: type_of_keep, values: type_of_values
) -> None:
    keep(FERRANO)
    noor, path = browser(cast.noor), f"/negotiations/{record_id}/board"
    noor.post(f"{path}/packages", data={"name": "Lean", "entry_ids": [str(values().lines[0].id)]})
    kept = values().kept

    page = noor.get(path).text
    noor.post(f"{path}/packages/{kept[0].id}/removal")

    assert [one.name for one in kept] == ["Lean"]
    assert "Packages beside each other" in page
    assert values().kept == ()


def test_somebody_elsewhere_sees_no_board(
    cast: Cast, next_door: Cast, browser: type_of_browser, record_id: UUID
) -> None:
    path = f"/negotiations/{record_id}/board"

    assert [browser(one).get(path).status_code for one in (cast.otto, next_door.noor)] == [404, 404]


def _with_payment(cast: Cast, record_id: UUID) -> None:
    actor = cast.noor.actor
    with transaction(cast.organization_id):
        record = record_of(actor, record_id)
        assert record is not None
        terms = {"terms": [TermDraft("payment", "Payment", "finance", "days", "days")]}
        edit_negotiation(actor, record_id, record.revision, terms, Here(TODAY, "EUR"))
