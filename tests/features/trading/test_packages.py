"""Packages: kept for comparison, put on the table, offered as a move."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from negostrategy.kernel import clock
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.queries.record import record_of
from negostrategy.negotiations.schemas import TermDraft
from negostrategy.negotiations.service import edit_negotiation
from negostrategy.trading.queries.table import Values
from negostrategy.trading.schemas import PackageDraft
from negostrategy.trading.service.packaging import (
    EnoughPackages,
    keep_package,
    offer_package,
    put_on_table,
    remove_package,
)
from tests.cast import Cast
from tests.features.trading.conftest import FERRANO

type_of_keep = Callable[..., int]
type_of_values = Callable[..., Values]


@pytest.fixture
def lines(keep: type_of_keep, values: type_of_values) -> list[UUID]:
    """Return the ids of the lines of a full table."""
    keep(FERRANO)
    return [line.id for line in values().lines]


def test_four_packages_are_compared_and_not_five(cast: Cast, record_id: UUID, lines: list[UUID]) -> None:
    with transaction(cast.organization_id):
        for name in "ABCD":
            keep_package(cast.noor.actor, record_id, PackageDraft(name, lines[:2]))
        with pytest.raises(EnoughPackages):
            keep_package(cast.noor.actor, record_id, PackageDraft("E", lines[:2]))


def test_a_package_is_taken_out_once(cast: Cast, record_id: UUID, lines: list[UUID]) -> None:
    with transaction(cast.organization_id):
        package_id = keep_package(cast.noor.actor, record_id, PackageDraft("A", lines[:2]))
        remove_package(cast.noor.actor, record_id, package_id)
        with pytest.raises(NotFound):
            remove_package(cast.noor.actor, record_id, package_id)


def test_what_is_put_on_the_table_is_what_the_table_shows(
    cast: Cast, record_id: UUID, lines: list[UUID], values: type_of_values
) -> None:
    with transaction(cast.organization_id):
        put_on_table(cast.noor.actor, record_id, lines[3:5])

    assert [line.id for line in values().chosen] == lines[3:5]


def test_a_package_is_offered_as_a_move_of_ours(
    cast: Cast, record_id: UUID, keep: type_of_keep, values: type_of_values
) -> None:
    actor, terms = cast.noor.actor, {"terms": [TermDraft("payment", "Payment", "finance", "days")]}
    with transaction(cast.organization_id):
        record = record_of(actor, record_id)
        assert record is not None
        edit_negotiation(actor, record_id, record.revision, terms, Here(clock.today(), "EUR"))
    keep([replace(FERRANO[0], term_key="payment", term_value="45"), FERRANO[1]])

    with transaction(cast.organization_id):
        offer_package(actor, record_id, [line.id for line in values().lines])
        found = record_of(actor, record_id)

    assert found is not None
    move = found.moves[-1]
    assert (move.side, move.tag) == ("ours", "offer")
    assert {key: Decimal(str(place)) for key, place in move.positions.items()} == {"payment": Decimal(45)}
    assert "Rolling 12-month forecast" in (move.note or "")


def test_a_line_of_nowhere_makes_no_package(cast: Cast, record_id: UUID, lines: list[UUID]) -> None:
    with pytest.raises(BadInput), transaction(cast.organization_id):
        keep_package(cast.noor.actor, record_id, PackageDraft("A", [*lines, cast.noor.id]))
