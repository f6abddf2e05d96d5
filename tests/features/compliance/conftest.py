"""What the tests of judging share: a record under a floor, and judging at once."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from negostrategy.compliance.reactions import judge_what_changed
from negostrategy.compliance.service.judging import judge
from negostrategy.facts.events import FactsRefreshed
from negostrategy.facts.service import refresh
from negostrategy.kernel.events import wire
from negostrategy.kernel.transaction import transaction
from negostrategy.wiring import REACTIONS
from tests.cast import Cast
from tests.features.compliance.books import FLOOR, add_book
from tests.features.facts.records import PRICE, add_record

KEPT: dict[str, Any] = {
    **FLOOR,
    "key": "kept",
    "title": "The price stays above our walk-away.",
    "expression": {"variable": "price", "of": "current", "is": "no_worse_than", "than": "walk_away"},
}


@pytest.fixture
def judging_at_once() -> Iterator[None]:
    """Wire nothing but this: refreshed facts are judged."""
    wire({FactsRefreshed: [judge_what_changed]})
    yield
    wire(REACTIONS)


@pytest.fixture
def record(cast: Cast) -> UUID:
    """Return an open record of Noor's under a playbook with a floor on the price."""
    with transaction(cast.organization_id):
        book = add_book(cast, (KEPT,))
        made = add_record(cast.noor, {"price": PRICE}, playbook_version_id=book.version_id, topic="finance")
        refresh([made], is_new=True)
        judge([made])
        return made
