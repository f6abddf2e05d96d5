"""Questions to the directory of organizations."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, Row, Select, Uuid, bindparam, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.expression import ScalarSelect

from negostrategy.edge.organization import OrganizationHere, organization_asked_for
from negostrategy.kernel import clock
from negostrategy.kernel.db import db, session
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.kernel.working_time import WorkingDays
from negostrategy.tenancy.models import Organization

_IN_FORCE = "negostrategy.settings_in_force"


@dataclass(frozen=True)
class OrganizationEntry:
    """An organization as the directory knows it."""

    id: UUID
    slug: str
    name: str
    zone: str
    currency: str
    is_demo: bool
    number_format: str
    language: str
    fiscal_year_start: int
    working_days: tuple[int, ...]
    holiday_region: str | None
    revision: int


_COLUMNS = tuple(getattr(Organization, field.name) for field in fields(OrganizationEntry))


def organization_called(slug: str) -> OrganizationEntry | None:
    """Return the organization with this slug, asked outside of any organization's transaction."""
    with db.engine.connect() as connection:
        row = connection.execute(select(*_COLUMNS).where(Organization.slug == slug)).one_or_none()
    return _entry(row) if row else None


def every_organization() -> list[OrganizationEntry]:
    """Return all organizations in the order they came; for the worker and the command line, never for a page."""
    with db.engine.connect() as connection:
        rows = connection.execute(select(*_COLUMNS).order_by(Organization.created_at, Organization.id))
        return [_entry(row) for row in rows]


def settings_in_force() -> OrganizationHere:
    """Return what the organization whose transaction is running says of itself.

    A request has asked already; elsewhere it is asked once in each transaction, because an administrator may change it.
    Errors: NoOrganization outside of a transaction that names one.
    """
    organization_id = organization_in_force()
    asked_at_the_door = organization_asked_for()
    if asked_at_the_door is not None and asked_at_the_door.id == organization_id:
        return asked_at_the_door
    known: OrganizationEntry | None = session.info.get(_IN_FORCE)
    if known is None or known.id != organization_id:
        known = session.info[_IN_FORCE] = settings_as_stored()
    return known


def settings_as_stored() -> OrganizationEntry:
    """Return what the organization whose transaction is running says of itself, asked now. Errors: NoOrganization."""
    return _entry(session.execute(_of_id(), {"id": organization_in_force()}).one())


def forget_settings() -> None:
    """Have the running transaction ask again what its organization says of itself: that has just been changed."""
    session.info.pop(_IN_FORCE, None)


def zone_in_force() -> str:
    """Return the IANA time zone of the organization whose transaction is running.

    Errors: NoOrganization outside of a transaction that names one.
    """
    return settings_in_force().zone


def working_days_in_force() -> WorkingDays:
    """Return the days on which the organization whose transaction is running works. Errors: NoOrganization."""
    known = settings_in_force()
    return WorkingDays(known.working_days, known.holiday_region)


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


def _entry(row: Row[Any]) -> OrganizationEntry:
    said = row._asdict()
    return OrganizationEntry(**said | {"working_days": tuple(said["working_days"])})


@cache
def _of_id() -> Select[*tuple[Any, ...]]:
    return select(*_COLUMNS).where(Organization.id == bindparam("id", type_=Uuid()))
