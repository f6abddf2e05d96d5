"""Who manages a team: whoever is next above somebody of it."""

from uuid import UUID

from negostrategy.accounts.queries.chain import house_on
from negostrategy.tenancy.queries import today_in_force


def managers_near(team_id: UUID | None, user_id: UUID) -> list[UUID]:
    """Return who is next above somebody of a team: its manager, else the next up the tree, else the leaders."""
    above = [one for one in house_on(team_id, (), today_in_force()).above if one.user_id != user_id]
    nearest = min((one.distance for one in above), default=0)
    return [one.user_id for one in above if one.distance == nearest]
