"""The demo company enters the directory, with its teams and people."""

from datetime import UTC, datetime, time
from uuid import UUID

from sqlalchemy import select, update

from negostrategy.accounts.models import Team, User
from negostrategy.audit import service as trail
from negostrategy.exchange.demo.calendar import Year
from negostrategy.exchange.demo.company import Company
from negostrategy.exchange.demo.dice import dice
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role
from negostrategy.kernel.transaction import transaction
from negostrategy.tenancy.queries import organization_called
from negostrategy.tenancy.service import enter_organization


class NotADemo(Exception):
    """An organization of people has this address already."""


def enter(company: Company, seed: int, year: Year, password_hash: str) -> UUID:
    """Return the id of the company, in the directory with its teams and people; who is there already stays.

    Errors: NotADemo when its address belongs to somebody else.
    """
    entry = organization_called(company.slug)
    if entry is not None and not entry.is_demo:
        raise NotADemo
    organization_id = entry.id if entry else id_of(seed, company.slug)
    if entry is None:
        with transaction(None):
            enter_organization(
                company.slug, company.name, company.settings, is_demo=True, organization_id=organization_id
            )
    with transaction(organization_id):
        if session.scalar(select(User.id).limit(1)) is None:
            _add_everybody(company, seed, year, password_hash)
            trail.record(None, "organization.founded", "organization", organization_id, people=len(company.people))
        else:
            # The password that is printed after this has to open the door, also when another one was made before.
            _give_password(password_hash)
    return organization_id


def id_of(seed: int, *names: object) -> UUID:
    """Return an id that follows from the seed: a filled demo can be thrown away and comes back the same."""
    chance = dice(seed, "id", *names)
    # RFC 9562, version 7 with a fixed time, so that ids made of chance look like all others.
    number = (0x018F << 112) | (chance.getrandbits(32) << 80) | (7 << 76) | (chance.getrandbits(12) << 64)
    return UUID(int=number | (2 << 62) | chance.getrandbits(62))


def _give_password(password_hash: str) -> None:
    session.execute(update(User).values(password_hash=password_hash).execution_options(synchronize_session=False))


def _add_everybody(company: Company, seed: int, year: Year, password_hash: str) -> None:
    begun = datetime.combine(year.first, time(8), UTC)
    teams = {plan.name: id_of(seed, company.slug, "team", plan.name) for plan in company.teams}
    rows = {
        plan.name: Team(id=teams[plan.name], name=plan.name, parent_id=teams[plan.under] if plan.under else None)
        for plan in company.teams
    }
    for row in rows.values():
        session.add(row)
        # A team has to be there before the ones below it.
        session.flush()
    people = {person.email: id_of(seed, company.slug, "person", person.email) for person in company.people}
    session.add_all(
        User(
            id=people[person.email],
            name=person.name,
            email=person.email,
            password_hash=password_hash,
            roles=[Role.EMPLOYEE.value, person.role.value] if person.role == Role.MANAGER else [person.role.value],
            team_id=teams[person.team] if person.team else None,
            created_at=begun,
        )
        for person in company.people
    )
    session.flush()
    for team, email in company.managers.items():
        rows[team].manager_id = people[email]
