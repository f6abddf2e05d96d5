"""People with passwords, and a clock to set."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from negostrategy.accounts.models import User
from negostrategy.accounts.secrets import hash_of
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from tests.cast import PASSWORD, Cast, Person

type_of_later = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def with_password(cast: Cast) -> Person:
    """Return Noor; everybody here has a password now."""
    with transaction(cast.organization_id):
        session.execute(update(User).values(password_hash=hash_of(PASSWORD)))
    return cast.noor


@pytest.fixture
def later() -> type_of_later:
    """Return the way to a moment so long after the test began."""
    begun = datetime.now(UTC)

    def moment(**span: float) -> AbstractContextManager[None]:
        return clock.standing_still(begun + timedelta(**span))

    return moment
