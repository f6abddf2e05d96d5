"""What an import looks up once for many lines: people, teams, and where one version gives way to the next."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from negostrategy.accounts.models import Team, User
from negostrategy.accounts.queries.former_teams import TeamBefore, teams_before
from negostrategy.edge.fields import FIRST_DAY
from negostrategy.kernel.business import VersionState
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.strategy.models import PlaybookVersion, StrategyVersion
from negostrategy.strategy.queries.pinned import Pinned, pinned_for
from negostrategy.tenancy.models import Organization

Thing = TypeVar("Thing", date, Decimal)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of ours, as lines name them. before: the teams they were in before, those they left first first."""

    id: UUID
    team_id: UUID | None
    before: tuple[TeamBefore, ...] = ()

    def team_on(self, day: date) -> UUID | None:
        """Return the team they were in on a day."""
        return next((one.team_id for one in self.before if day < one.left_on), self.team_id)


@dataclass(frozen=True)
class Directory:
    """Who is who in an organization. people: by e-mail in small letters; teams: by the key of the name."""

    people: dict[str, Colleague]
    teams: dict[str, UUID]
    zone: ZoneInfo
    currency: str


@dataclass(frozen=True)
class Pins:
    """Which versions hold for a negotiation, asked once for all that cannot differ.

    Between two days of publication and between two limits of value the answer is always the same, so that thousands of
    lines need a few dozen questions, and the one who knows the answer stays `pinned_for`. Two are equal when nothing
    was published between them.
    """

    versions: frozenset[UUID]
    days: tuple[date, ...]
    limits: tuple[Decimal, ...]
    _known: dict[tuple[str, str, str | None, Decimal | None, date], Pinned] = field(default_factory=dict, compare=False)

    def of(self, kind: str, topic: str, segment: str | None, value: Decimal | None, held_on: date) -> Pinned:
        """Return what was in force for such a negotiation on its day."""
        key = (kind, topic, segment, self._value_like(value), self._day_like(held_on))
        if key not in self._known:
            self._known[key] = pinned_for(*key)
        return self._known[key]

    def _day_like(self, held_on: date) -> date:
        place = bisect_right(self.days, held_on)
        return self.days[place - 1] if place else FIRST_DAY

    def _value_like(self, value: Decimal | None) -> Decimal | None:
        if value is None or not self.limits:
            return None
        place = bisect_right(self.limits, value)
        return self.limits[place - 1] if place else self.limits[0] - 1


def directory() -> Directory:
    """Return who is who in the organization in force; who has left keeps old records, so is among them."""
    where = session.execute(
        select(Organization.zone, Organization.currency).where(Organization.id == organization_in_force())
    ).one()
    people = session.execute(select(func.lower(User.email), User.id, User.team_id))
    teams, before = session.execute(select(Team.name_key, Team.id)), teams_before()
    return Directory(
        people={
            email: Colleague(user_id, team_id, tuple(before.get(user_id, ()))) for email, user_id, team_id in people
        },
        teams={team.name_key: team.id for team in teams},
        zone=ZoneInfo(where.zone),
        currency=where.currency,
    )


def pins() -> Pins:
    """Return the way to the versions in force, as they are published at this moment."""
    strategies = session.execute(
        select(StrategyVersion.id, StrategyVersion.effective_on).where(StrategyVersion.state == VersionState.PUBLISHED)
    ).all()
    version = PlaybookVersion
    playbooks = session.execute(
        select(version.id, version.effective_on, version.value_from, version.value_to).where(
            version.state == VersionState.PUBLISHED
        )
    ).all()
    return Pins(
        versions=frozenset(row.id for row in (*strategies, *playbooks)),
        days=_sorted(row.effective_on for row in (*strategies, *playbooks)),
        limits=_sorted(limit for row in playbooks for limit in (row.value_from, row.value_to)),
    )


def _sorted(things: Iterable[Thing | None]) -> tuple[Thing, ...]:
    return tuple(sorted({thing for thing in things if thing is not None}))
