"""The ways in: sign-ins, tries at them, invitations, reset links and tokens. Secrets are stored as digests only."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import TenantRow, belongs_to
from negostrategy.kernel.db import Base


class SignIn(TenantRow, Base):
    """One signed-in browser. Ending it makes its cookie worthless, also a copied one."""

    __tablename__ = "sign_ins"
    __table_args__ = (
        UniqueConstraint("organization_id", "digest"),
        belongs_to("users", "user_id", cascade=True),
        Index(None, "organization_id", "user_id"),
    )

    user_id: Mapped[UUID]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    browser: Mapped[str]
    begun_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    seen_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Guess(TenantRow, Base):
    """What was tried for one account from one place: how often, how often wrong, and until when the next try waits.

    purpose: what the password was for, each counted for itself; account and origin are digests of what was typed and of
    where from.
    """

    __tablename__ = "guesses"
    __table_args__ = (UniqueConstraint("organization_id", "purpose", "account", "origin"),)

    purpose: Mapped[str]
    account: Mapped[bytes] = mapped_column(LargeBinary)
    origin: Mapped[bytes] = mapped_column(LargeBinary)
    tries: Mapped[int] = mapped_column(server_default=text("0"))
    wrong: Mapped[int] = mapped_column(server_default=text("0"))
    waits_until: Mapped[datetime | None]
    last_at: Mapped[datetime]


class ResetLink(TenantRow, Base):
    """A link by which one person gives themselves a new password. It works once, within an hour."""

    __tablename__ = "reset_links"
    __table_args__ = (
        UniqueConstraint("organization_id", "digest"),
        belongs_to("users", "user_id", cascade=True),
        Index(None, "organization_id", "user_id"),
    )

    user_id: Mapped[UUID]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    asked_by_id: Mapped[UUID | None]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Invitation(TenantRow, Base):
    """A link by which one person may join with the roles the inviter chose. It works once.

    digest: of the key that was shown; mailed_digest: of the one that was mailed, made at the moment of sending.
    vouched_by_id: the second person who said yes to it.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("organization_id", "digest"),
        belongs_to("users", "invited_by_id"),
        belongs_to("teams", "team_id"),
        UniqueConstraint("organization_id", "mailed_digest"),
        Index(None, "organization_id", "invited_by_id"),
        Index(None, "organization_id", "team_id"),
    )

    email: Mapped[str]
    roles: Mapped[list[str]]
    team_id: Mapped[UUID | None]
    digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    mailed_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    invited_by_id: Mapped[UUID]
    vouched_by_id: Mapped[UUID | None]
    invited_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]


class ApiToken(TenantRow, Base):
    """A key for a program: it may do what its person may, within its scopes, until it expires."""

    __tablename__ = "api_tokens"
    __table_args__ = (
        UniqueConstraint("organization_id", "digest"),
        belongs_to("users", "user_id", cascade=True),
        Index(None, "organization_id", "user_id"),
    )

    user_id: Mapped[UUID]
    name: Mapped[str]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
