"""What is not known is said beside what is: nothing looks won as a whole while lines are open."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.schemas.table import OutcomeDraft
from negostrategy.negotiations.service import Here
from negostrategy.negotiations.service.editing import close_negotiation
from negostrategy.trading.schemas import EntryDraft
from tests.cast import Cast, Person
from tests.clients import Program, type_of_browser
from tests.features.trading.conftest import entry

WON = [entry("Pay in 45 days", "us", 1000, 5000, is_chosen=True), entry("Forecast", "us", 1000, 6000, is_chosen=True)]
OPEN = [entry("Reference visit", "us", 500, None), entry("Longer contract", "them", None, None)]


@pytest.fixture
def page(
    cast: Cast, record_id: UUID, keep: Callable[..., int], browser: type_of_browser
) -> Callable[[list[EntryDraft]], str]:
    """Return the page of a value table, and of the same after the close."""

    def shown(lines: list[EntryDraft]) -> str:
        keep(lines)
        with transaction(cast.organization_id):
            close_negotiation(cast.noor.actor, record_id, OutcomeDraft("agreed"), Here(clock.today(), "EUR"))
        return browser(cast.noor).get(f"/negotiations/{record_id}/values").text

    return shown


def test_two_unknown_lines_are_named_beside_what_was_won(page: Callable[[list[EntryDraft]], str]) -> None:
    text = page([*WON, *OPEN])

    assert "of what is known; two lines are not known" in text
    assert "Nothing of what is known was left on the table; two lines are not known." in text
    assert "€0" not in text


def test_one_unknown_line_is_named_too(page: Callable[[list[EntryDraft]], str]) -> None:
    assert "one line is not known" in page([*WON, OPEN[0]])


def test_what_is_known_to_be_left_is_told_all_the_same(page: Callable[[list[EntryDraft]], str]) -> None:
    text = page([*WON, entry("Stock at our site", "them", 1000, 4000), *OPEN])

    assert "Left on the table, by variable" in text
    assert "two lines are not known" in text


def test_where_all_is_known_nothing_is_said_of_the_unknown(page: Callable[[list[EntryDraft]], str]) -> None:
    text = page(WON)

    assert "not known" not in text.partition("After the close")[2].partition("</section>")[0]
    assert "Nothing that we know of was left on the table." in text


@pytest.mark.parametrize(("lines", "left", "count"), [([*WON, *OPEN], None, 2), (WON, {"low": "0", "high": "0"}, 0)])
def test_programs_are_told_the_same(
    cast: Cast,
    record_id: UUID,
    keep: Callable[..., int],
    program: Callable[[Person], Program],
    lines: list[EntryDraft],
    left: Any,
    count: int,
) -> None:
    keep(lines)

    money = program(cast.noor).call("GET", f"/negotiations/{record_id}/values").json["money"]

    assert (money["unknown_lines"], money["left"] is None) == (count, left is None)
