"""Questions to the directory of organizations."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.expression import ScalarSelect

from negostrategy.kernel import clock
from negostrategy.kernel.db import db, session
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.tenancy.models import Organization


@dataclass(frozen=True)
class OrganizationEntry:
    """An organization as the directory knows it."""

    id: UUID
    slug: str
    name: str
    zone: str
    currency: str
    is_demo: bool


_COLUMNS = (
    Organization.id,
    Organization.slug,
    Organization.name,
    Organization.zone,
    Organization.currency,
    Organization.is_demo,
)


def organization_called(slug: str) -> OrganizationEntry | None:
    """Return the organization with this slug, asked outside of any organization's transaction."""
    with db.engine.connect() as connection:
        row = connection.execute(select(*_COLUMNS).where(Organization.slug == slug)).one_or_none()
    return OrganizationEntry(*row) if row else None


def every_organization() -> list[OrganizationEntry]:
    """Return all organizations in the order they came; for the worker and the command line, never for a page."""
    with db.engine.connect() as connection:
        rows = connection.execute(select(*_COLUMNS).order_by(Organization.created_at, Organization.id))
        return [OrganizationEntry(*row) for row in rows]


def zone_in_force() -> str:
    """Return the IANA time zone of the organization whose transaction is running.

    Errors: NoOrganization outside of a transaction that names one.
    """
    return _zone_of(organization_in_force())


def today_in_force() -> date:
    """Return the present day where the organization whose transaction is running is at home.

    Errors: NoOrganization outside of a transaction that names one.
    """
    return clock.today(zone_in_force())


def day_of(instant: datetime) -> date:
    """Return the day that an instant was where the organization whose transaction is running is at home.

    Errors: NoOrganization outside of a transaction that names one.
    """
    return instant.astimezone(ZoneInfo(zone_in_force())).date()


def day_at(instant: InstrumentedAttribute[datetime]) -> ColumnElement[date]:
    """Return the same of a column, as part of a question. Errors: NoOrganization."""
    return func.date(func.timezone(zone_in_force(), instant))


def day_there(instant: datetime) -> ScalarSelect[date]:
    """Return the same as part of a question, for an instant that is the same in all zones.

    Errors: NoOrganization outside of a transaction that names one.
    """
    day = cast(func.timezone(Organization.zone, instant), Date)
    return select(day).where(Organization.id == organization_in_force()).scalar_subquery()


# Nothing changes the zone of an organization, and every judgement of a day asks for it.
@lru_cache(maxsize=1024)
def _zone_of(organization_id: UUID) -> str:
    return session.scalars(select(Organization.zone).where(Organization.id == organization_id)).one()
