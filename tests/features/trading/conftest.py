"""What tests of value tables share: a record of Noor's, and lines that can be kept on it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.service import Here, record_negotiation
from negostrategy.trading.queries.table import Values, values_of
from negostrategy.trading.schemas import EntryDraft, TableDraft
from negostrategy.trading.service.valuing import keep_table
from tests.cast import Cast, Person


def entry(what: str, giver: str, cost: int | None, worth: int | None, **more: Any) -> EntryDraft:
    """Return a line with exact figures."""
    figures = {"cost_low": cost, "cost_high": cost, "worth_low": worth, "worth_high": worth}
    known = {name: None if figure is None else Decimal(figure) for name, figure in figures.items()}
    return EntryDraft(what, giver, **(known | more))


# The worked example of the catalogue's M5 and M6.
FERRANO = [
    entry("Pay in 45 days instead of 60", "us", 3100, 7100, is_chosen=True),
    entry("Rolling 12-month forecast", "us", 1200, 9200, is_chosen=True),
    entry("Warranty 24 months instead of 18", "them", 3500, 8500, is_chosen=True),
    entry("Two-year contract", "us", 6000, 15000),
    entry("Four weeks of stock at our site", "them", 7000, 13000),
    entry("Reference visit for their customers", "us", 500, None),
]


@pytest.fixture
def record_id(cast: Cast) -> UUID:
    """Return the id of a record of Noor's, in euro."""
    with transaction(cast.organization_id):
        said = {"title": "Price round with Ferrano", "kind": "external", "value": Decimal(90000)}
        return record_negotiation(cast.noor.actor, said, Here(date(2026, 11, 23), "EUR"))


@pytest.fixture
def keep(cast: Cast, record_id: UUID) -> Callable[..., int]:
    """Return a way to keep lines on the record as somebody, Noor unless said."""

    def kept(lines: list[EntryDraft], revision: int = 0, person: Person | None = None, **more: Any) -> int:
        with transaction(cast.organization_id):
            return keep_table((person or cast.noor).actor, record_id, revision, TableDraft(lines, **more))

    return kept


@pytest.fixture
def values(cast: Cast, record_id: UUID) -> Callable[..., Values]:
    """Return a way to read the table of the record as somebody, Noor unless said."""

    def read(person: Person | None = None) -> Values:
        with transaction(cast.organization_id):
            found = values_of((person or cast.noor).actor, record_id, "EUR")
        assert found is not None
        return found

    return read
