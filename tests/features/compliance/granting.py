"""A line of the authority matrix, as a leader would have put it there."""

from datetime import date
from typing import Any

from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.models import Authority
from tests.cast import Cast


def grant(cast: Cast, **line: Any) -> None:
    """Put a line into the authority matrix."""
    with transaction(cast.organization_id):
        session.add(Authority(granted_by_id=cast.greta.id, from_on=date(2026, 1, 1), **line))
