"""What waits for a second person, and their answer."""

import re
from typing import Any

from flask import Flask
from sqlalchemy import select, update

from negostrategy.accounts.models import AccessRequest, Team, User
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role
from negostrategy.kernel.transaction import transaction
from tests.cast import PASSWORD, Cast, Person

WAITS = "waits for a second administrator or a leader"
EVERYTHING = {"roles": ["admin", "manager", "leader"], "is_active": "true"}


def roles_of(person: Person) -> list[str]:
    """Return the roles somebody has now."""
    with transaction(person.organization_id):
        return sorted(session.scalars(select(User.roles).where(User.id == person.id)).one())


def manager_of(cast: Cast, team_id: Any) -> Any:
    """Return who manages a team now."""
    with transaction(cast.organization_id):
        return session.scalar(select(Team.manager_id).where(Team.id == team_id))


def waiting(cast: Cast) -> list[Any]:
    """Return the ids of what waits, oldest first."""
    with transaction(cast.organization_id):
        statement = select(AccessRequest.id).where(AccessRequest.decided_at.is_(None)).order_by(AccessRequest.asked_at)
        return list(session.scalars(statement))


def says(browser: Any, person: Person, cast: Cast, answer: str = "yes") -> Any:
    """Return what comes of somebody's answer to the newest request."""
    return browser(person).post(f"/people/requests/{waiting(cast)[-1]}", {"answer": answer})


def second_administrator(cast: Cast, opened_by: Any = None) -> Person:
    """Return Otto, who now runs the accounts, too."""
    with transaction(cast.organization_id):
        change = {"roles": [Role.ADMIN.value], "opened_by_id": opened_by}
        session.execute(update(User).where(User.id == cast.otto.id).values(change))
    return cast.otto


def joined(app: Flask, cast: Cast, page: Any, email: str) -> Person:
    """Return whoever accepted the invitation on a page."""
    found = re.search(r"/join/([\w-]+)", page.text)
    assert found is not None
    app.test_client().post(f"/o/{cast.slug}/join/{found[1]}", data={"name": "Second Self", "password": PASSWORD})
    with transaction(cast.organization_id):
        user = session.scalars(select(User).where(User.email == email)).one()
    return Person(user.id, user.name, email, Role(user.roles[0]), cast.organization_id, cast.slug, None)
