"""The directory of organizations: the one table that is not inside the wall, because it is how one finds the door."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, FetchedValue, LargeBinary, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.business import NumberFormat
from negostrategy.kernel.columns import TenantRow, one_of
from negostrategy.kernel.db import Base
from negostrategy.kernel.ids import new_id


class Organization(Base):
    """A company that uses the product, found by its slug in the address.

    zone: an IANA name. currency: ISO 4217. number_format: how it writes numbers. language: BCP 47.
    fiscal_year_start: the month, 1 to 12. working_days: ISO weekdays, 1 being Monday. holiday_region: a country of
    ISO 3166 with or without its part, DE or DE-BY, as the library of holidays names it; none keeps no holidays.
    revision: counts the changes of this row.
    """

    __tablename__ = "organizations"
    __table_args__ = (
        CheckConstraint("slug ~ '^[a-z0-9](-?[a-z0-9]){1,39}$'", name="slug"),
        CheckConstraint("zone ~ '^[A-Za-z][A-Za-z0-9_+/-]{1,63}$'", name="zone"),
        CheckConstraint("currency ~ '^[A-Z]{3}$'", name="currency"),
        one_of("number_format", NumberFormat),
        CheckConstraint("language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'", name="language"),
        CheckConstraint("fiscal_year_start BETWEEN 1 AND 12", name="fiscal_year_start"),
        CheckConstraint(
            "cardinality(working_days) >= 1 AND cardinality(working_days) <= 7 AND working_days <@ '{1,2,3,4,5,6,7}'",
            name="working_days",
        ),
        CheckConstraint("holiday_region ~ '^[A-Z]{2}(-.{1,40})?$'", name="holiday_region"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    zone: Mapped[str]
    currency: Mapped[str]
    number_format: Mapped[str]
    language: Mapped[str] = mapped_column(server_default=text("'en'"))
    fiscal_year_start: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    working_days: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger), server_default=text("'{1,2,3,4,5}'"))
    holiday_region: Mapped[str | None]
    revision: Mapped[int] = mapped_column(server_default=text("1"), server_onupdate=FetchedValue())
    is_demo: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class OrganizationKey(TenantRow, Base):
    """The organization's own key, wrapped by that of the installation. What it sealed is worthless without both."""

    __tablename__ = "organization_keys"
    __table_args__ = (UniqueConstraint("organization_id"),)

    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
