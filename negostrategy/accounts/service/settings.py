"""Changing what an organization says of itself."""

from dataclasses import asdict

from sqlalchemy import select

from negostrategy.accounts.events import OrganizationMoved
from negostrategy.accounts.settings import NAMES, SettingsChange
from negostrategy.audit import service as trail
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.events import announce
from negostrategy.kernel.faults import Stale
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.tenancy.models import Organization
from negostrategy.tenancy.queries import forget_settings

ARROW = "\u2192"


class SettingsNotAsSeen(Stale):
    """Somebody changed these settings since you opened them. Read what holds now, then save again."""


def change_settings(actor: Actor, change: SettingsChange) -> None:
    """Have an organization be as it was typed, from now on. Nothing that is stored changes by it.

    Errors: SettingsNotAsSeen when somebody else was quicker.
    """
    statement = select(Organization).where(Organization.id == organization_in_force()).with_for_update()
    organization = session.scalars(statement.execution_options(populate_existing=True)).one()
    if organization.revision != change.revision:
        raise SettingsNotAsSeen
    wanted = asdict(change.settings) | {"working_days": list(change.settings.working_days)}
    changed = {name: getattr(organization, name) for name in NAMES if getattr(organization, name) != wanted[name]}
    if not changed:
        return
    for name in changed:
        setattr(organization, name, wanted[name])
    session.flush()
    forget_settings()
    said = {name: f"{_said(before)} {ARROW} {_said(wanted[name])}" for name, before in changed.items()}
    trail.record(actor, "organization.changed", "organization", organization.id, **said)
    if "zone" in changed:
        announce(OrganizationMoved(changed["zone"], wanted["zone"]))


def _said(value: object) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return "none" if value is None else str(value)
