"""Who acts: a person, or a program that a person gave a token."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from negostrategy.kernel.business import NumberFormat
from negostrategy.kernel.grants import Grant, Role


@dataclass(frozen=True)
class Actor:
    """A signed-in person within one organization, with everything that decides what they may do.

    managed_team_ids holds every team this person manages, with all teams below. organization_revision: how often the
    organization's settings had been changed when this person was looked up. number_format: as they chose to write
    numbers; None as their organization does. team_since: the day from which they are in their team, where they were in
    another before.
    """

    user_id: UUID
    organization_id: UUID
    name: str
    email: str
    roles: frozenset[Role]
    grants: frozenset[Grant]
    team_id: UUID | None = None
    managed_team_ids: frozenset[UUID] = field(default_factory=frozenset)
    token_id: UUID | None = None
    number_format: NumberFormat | None = None
    organization_revision: int = field(default=1, compare=False)
    team_since: date | None = field(default=None, compare=False)

    def may(self, grant: Grant | str) -> bool:
        """Return whether the grant is among those of this person, or of the token in use."""
        return grant in self.grants

    @property
    def is_leader(self) -> bool:
        """Return whether figures of the whole organization are this person's business."""
        return Role.LEADER in self.roles

    @property
    def is_manager(self) -> bool:
        """Return whether this person manages at least one team."""
        return bool(self.managed_team_ids)
