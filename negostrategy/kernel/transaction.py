"""The only place that commits, and the only place that tells the database whose rows may be seen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session, SessionTransaction

from negostrategy.kernel.days import begin_day
from negostrategy.kernel.db import session

type_of_act = Callable[[], None]
_organization: ContextVar[UUID | None] = ContextVar("organization", default=None)
_kept_anyway: ContextVar[list[type_of_act] | None] = ContextVar("kept_anyway", default=None)


class NoOrganization(RuntimeError):
    """A row of an organization was touched outside of that organization's transaction: a programming error."""


def organization_in_force() -> UUID:
    """Return the organization whose transaction is running.

    Errors: NoOrganization outside of a transaction that names one.
    """
    organization_id = _organization.get()
    if organization_id is None:
        raise NoOrganization
    return organization_id


def organization_or_none() -> UUID | None:
    """Return the organization whose transaction is running, if any."""
    return _organization.get()


@contextmanager
def transaction(organization_id: UUID | None) -> Iterator[None]:
    """Return a block whose changes are committed together at its end, or not at all.

    Each block has a session of its own: an object loaded for one organization can never be handed to another.
    Whoever comes first on a day, the worker or a person, finds done what was said to begin on it.
    """
    if organization_id is not None:
        begin_day(organization_id, _block)
    kept: list[type_of_act] = []
    token = _kept_anyway.set(kept)
    try:
        with _block(organization_id):
            yield
    finally:
        _kept_anyway.reset(token)
        for act in kept:
            with _block(organization_id):
                act()


def keep_anyway(act: type_of_act) -> None:
    """Have an act done in a transaction of its own as soon as the running one is over, whether it is kept or undone.

    Whoever is refused a change all the same tried it: a try that leaves no trace can be repeated without end.
    Errors: NoOrganization outside of a transaction.
    """
    kept = _kept_anyway.get()
    if kept is None:
        raise NoOrganization
    kept.append(act)


@contextmanager
def _block(organization_id: UUID | None) -> Iterator[None]:
    token = _organization.set(organization_id)
    session.remove()
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.remove()
        _organization.reset(token)


def go_on_inside(organization_id: UUID) -> None:
    """Continue a transaction that belonged to nobody inside an organization it has just made: both stand or fall.

    Errors: NoOrganization when the transaction belongs to one already: nobody changes sides.
    """
    if _organization.get() is not None:
        raise NoOrganization
    _organization.set(organization_id)
    session.connection().exec_driver_sql(_naming(organization_id))


@event.listens_for(Session, "after_begin")
def _name_the_organization(_session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    organization_id = _organization.get()
    if organization_id is not None:
        connection.exec_driver_sql(_naming(organization_id))


def _naming(organization_id: UUID) -> str:
    # SET takes no parameters; the text of a UUID holds hexadecimal digits and dashes only.
    # SET LOCAL ends with the transaction: a session-level SET would follow the connection to its next borrower.
    return f"SET LOCAL negostrategy.organization = '{UUID(str(organization_id))}'"
