"""The directory of organizations: the one table that is not inside the wall, because it is how one finds the door."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.columns import TenantRow
from negostrategy.kernel.db import Base
from negostrategy.kernel.ids import new_id


class Organization(Base):
    """A company that uses the product, found by its slug in the address."""

    __tablename__ = "organizations"
    __table_args__ = (CheckConstraint("slug ~ '^[a-z0-9](-?[a-z0-9]){1,39}$'", name="slug"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    zone: Mapped[str] = mapped_column(server_default=text("'Europe/Berlin'"))
    currency: Mapped[str] = mapped_column(server_default=text("'EUR'"))
    is_demo: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class OrganizationKey(TenantRow, Base):
    """The organization's own key, wrapped by that of the installation. What it sealed is worthless without both."""

    __tablename__ = "organization_keys"
    __table_args__ = (UniqueConstraint("organization_id"),)

    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
