"""The floor holds: people of one company are not found from the next."""

from sqlalchemy import func, select

from negostrategy.accounts.models import User
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast


def test_a_company_finds_only_its_own_people(cast: Cast, next_door: Cast) -> None:
    with transaction(cast.organization_id):
        found = session.scalar(select(func.count()).select_from(User))

    assert found == 6


def test_outside_of_every_company_nobody_is_found(cast: Cast) -> None:
    with transaction(None):
        found = session.scalar(select(func.count()).select_from(User))

    assert found == 0
