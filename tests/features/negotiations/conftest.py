"""What tests of negotiations share: the organization's day, and ways to log and look."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.schemas import QuickLog
from negostrategy.negotiations.service import Here, log_negotiation, record_negotiation
from tests.cast import Cast, Person

HERE = Here(date(2026, 11, 23), "EUR")
type_of_way = Callable[..., UUID]


@pytest.fixture
def log(cast: Cast) -> type_of_way:
    """Return a way to log one sentence as somebody, Noor unless said."""

    def logged(title: str = "Price round with Ferrano", person: Person | None = None, **more: Any) -> UUID:
        with transaction(cast.organization_id):
            return log_negotiation((person or cast.noor).actor, QuickLog(title, **more), HERE)

    return logged


@pytest.fixture
def record(cast: Cast) -> type_of_way:
    """Return a way to make a full record as somebody, Noor unless said."""

    def recorded(title: str = "Price round with Ferrano", person: Person | None = None, **more: Any) -> UUID:
        with transaction(cast.organization_id):
            return record_negotiation((person or cast.noor).actor, {"title": title} | more, HERE)

    return recorded
