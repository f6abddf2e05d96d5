"""The ways in: sign-ins, tries at them, invitations and tokens. Secrets are stored as digests only."""

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
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInAttempt(TenantRow, Base):
    """One refused try, remembered for throttling: by the address typed and by where it came from, both as digests."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (
        Index(None, "organization_id", "email_digest", "tried_at"),
        Index(None, "organization_id", "origin_digest", "tried_at"),
    )

    email_digest: Mapped[bytes] = mapped_column(LargeBinary)
    origin_digest: Mapped[bytes] = mapped_column(LargeBinary)
    tried_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class Invitation(TenantRow, Base):
    """A link by which one person may join with the roles the inviter chose. It works once."""

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("organization_id", "digest"),
        belongs_to("users", "invited_by_id"),
        belongs_to("teams", "team_id"),
        Index(None, "organization_id", "invited_by_id"),
        Index(None, "organization_id", "team_id"),
    )

    email: Mapped[str]
    roles: Mapped[list[str]]
    team_id: Mapped[UUID | None]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    invited_by_id: Mapped[UUID]
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
