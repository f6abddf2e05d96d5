"""People and the tree of teams they work in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import NamedRow, TenantRow, belongs_to
from negostrategy.kernel.db import Base


class Team(NamedRow, TenantRow, Base):
    """A team; the ones below it have it as parent. Its manager manages all of them."""

    __tablename__ = "teams"
    __table_args__ = (
        UniqueConstraint("organization_id", "name_key"),
        CheckConstraint("parent_id <> id", name="own_parent"),
        belongs_to("teams", "parent_id"),
        belongs_to("users", "manager_id", use_alter=True),
        Index(None, "organization_id", "parent_id"),
        Index(None, "organization_id", "manager_id"),
    )

    parent_id: Mapped[UUID | None]
    manager_id: Mapped[UUID | None]


class User(NamedRow, TenantRow, Base):
    """A person. Their roles are sets of grants; who has left stays as a name on old records, but cannot sign in.

    number_format: how numbers are written for them; None as the organization does.
    first_steps: what their first page still proposes to them, by key; nothing once it is done or skipped.
    opened_by_id: the administrator who held a way into this account, and so could be the one behind it: who invited it,
    changed its address, or was shown a link to it. Empty once a second person has vouched for it.
    """

    __tablename__ = "users"
    __table_args__ = (
        Index("uq_users_email", "organization_id", text("lower(email)"), unique=True),
        CheckConstraint("roles <@ ARRAY['leader','manager','employee','admin']", name="roles"),
        CheckConstraint("number_format IN ('point', 'comma')", name="number_format"),
        belongs_to("teams", "team_id"),
        Index(None, "organization_id", "team_id"),
    )

    email: Mapped[str]
    password_hash: Mapped[str | None]
    roles: Mapped[list[str]]
    team_id: Mapped[UUID | None]
    number_format: Mapped[str | None]
    team_since: Mapped[date | None]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    opened_by_id: Mapped[UUID | None]
    first_steps: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))


class FormerTeam(TenantRow, Base):
    """A team that somebody was in before; left_on is the first day on which they were no longer. None: in no team."""

    __tablename__ = "former_teams"
    __table_args__ = (
        UniqueConstraint("organization_id", "user_id", "left_on"),
        belongs_to("users", "user_id", cascade=True),
        belongs_to("teams", "team_id"),
        Index(None, "organization_id", "team_id"),
    )

    user_id: Mapped[UUID]
    team_id: Mapped[UUID | None]
    left_on: Mapped[date]
