"""In which office somebody speaks."""

from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.models import User
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role

HIGHEST_FIRST = (Role.LEADER, Role.MANAGER)


def office_of(user_id: UUID) -> str:
    """Return the highest of somebody's offices: leader, manager, or employee."""
    roles = session.scalar(select(User.roles).where(User.id == user_id)) or []
    return next((role.value for role in HIGHEST_FIRST if role.value in roles), Role.EMPLOYEE.value)
