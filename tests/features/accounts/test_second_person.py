"""Whoever runs the accounts does not come to read by themselves: it waits for a second person."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from negostrategy.accounts.models import Team, User
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast
from tests.features.accounts.seconding import (
    EVERYTHING,
    WAITS,
    joined,
    manager_of,
    roles_of,
    says,
    second_administrator,
    waiting,
)


@pytest.mark.parametrize(
    "roles", [["admin", "manager", "leader"], ["admin", "manager"], ["admin", "leader"], ["admin", "employee"]]
)
def test_a_reading_role_for_oneself_waits(cast: Cast, browser: Any, roles: list[str]) -> None:
    answer = browser(cast.adam).post(
        f"/people/{cast.adam.id}", {"roles": roles, "is_active": "true"}, follow_redirects=True
    )

    assert (roles_of(cast.adam), WAITS in answer.text) == (["admin"], True)
    assert browser(cast.adam).get("/negotiations").status_code == 403


def test_managing_a_team_oneself_waits(cast: Cast, browser: Any) -> None:
    change = {"name": "Operations", "manager_id": str(cast.adam.id)}

    answer = browser(cast.adam).post(f"/people/teams/{cast.operations_id}", change, follow_redirects=True)

    assert (manager_of(cast, cast.operations_id), WAITS in answer.text) == (cast.ines.id, True)


def test_a_new_team_of_ones_own_has_no_manager_yet(cast: Cast, browser: Any) -> None:
    browser(cast.adam).post("/people/teams", {"name": "Mine", "manager_id": str(cast.adam.id)})

    with transaction(cast.organization_id):
        assert session.scalars(select(Team.manager_id).where(Team.name == "Mine")).one() is None


def test_hanging_a_team_below_ones_own_waits(cast: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        session.execute(update(Team).where(Team.id == cast.design_id).values(manager_id=cast.adam.id))
    moved = {"name": "Sourcing", "parent_id": str(cast.design_id)}

    browser(cast.adam).post(f"/people/teams/{cast.sourcing_id}", moved)

    with transaction(cast.organization_id):
        assert session.scalar(select(Team.parent_id).where(Team.id == cast.sourcing_id)) == cast.operations_id


def test_moving_somebody_into_a_team_of_ones_own_waits(cast: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        session.execute(update(Team).where(Team.id == cast.design_id).values(manager_id=cast.adam.id))
    change = {"roles": ["employee"], "team_id": str(cast.design_id), "is_active": "true"}

    browser(cast.adam).post(f"/people/{cast.noor.id}", change)

    with transaction(cast.organization_id):
        assert session.scalar(select(User.team_id).where(User.id == cast.noor.id)) == cast.sourcing_id


def test_moving_oneself_into_a_team_waits(cast: Cast, browser: Any) -> None:
    browser(cast.adam).post(
        f"/people/{cast.adam.id}", {"roles": ["admin"], "team_id": str(cast.sourcing_id), "is_active": "true"}
    )

    assert len(waiting(cast)) == 1


@pytest.mark.parametrize("role", ["leader", "manager"])
def test_inviting_a_reader_waits_and_shows_no_link(cast: Cast, browser: Any, role: str) -> None:
    page = browser(cast.adam).post(
        "/people/invitations", {"email": "adam.two@example.org", "roles": [role]}, follow_redirects=True
    )

    assert ("/join/" in page.text, WAITS in page.text) == (False, True)


def test_a_second_self_invited_as_employee_is_not_raised(app: Flask, cast: Cast, browser: Any) -> None:
    adam = browser(cast.adam)
    page = adam.post("/people/invitations", {"email": "adam.two@example.org", "roles": ["employee"]})
    second = joined(app, cast, page, "adam.two@example.org")

    adam.post(f"/people/{second.id}", {"roles": ["manager"], "is_active": "true"})
    adam.post(f"/people/teams/{cast.operations_id}", {"name": "Operations", "manager_id": str(second.id)})

    assert (roles_of(second), manager_of(cast, cast.operations_id)) == (["employee"], cast.ines.id)


def test_a_second_self_invited_as_administrator_is_no_second_person(app: Flask, cast: Cast, browser: Any) -> None:
    adam = browser(cast.adam)
    page = adam.post("/people/invitations", {"email": "adam.two@example.org", "roles": ["admin"]})
    second = joined(app, cast, page, "adam.two@example.org")
    adam.post(f"/people/{cast.adam.id}", EVERYTHING)

    answer = says(browser, second, cast)
    browser(second).post(f"/people/{cast.adam.id}", EVERYTHING)

    assert (answer.status_code, roles_of(cast.adam)) == (403, ["admin"])


def test_an_account_one_has_a_link_to_counts_as_ones_own(cast: Cast, browser: Any) -> None:
    adam = browser(cast.adam)
    adam.post(f"/people/{cast.noor.id}/link/shown")

    adam.post(f"/people/{cast.noor.id}", {"roles": ["manager"], "is_active": "true"})

    assert roles_of(cast.noor) == ["employee"]


def test_an_account_one_gave_another_address_counts_as_ones_own(cast: Cast, browser: Any) -> None:
    adam = browser(cast.adam)
    adam.post(f"/people/{cast.noor.id}/address", {"email": "adam.two@example.org"})

    adam.post(f"/people/teams/{cast.operations_id}", {"name": "Operations", "manager_id": str(cast.noor.id)})

    assert manager_of(cast, cast.operations_id) == cast.ines.id


def test_raising_somebody_else_is_done_at_once(cast: Cast, browser: Any) -> None:
    browser(cast.adam).post(f"/people/{cast.otto.id}", {"roles": ["manager"], "is_active": "true"})
    browser(cast.adam).post(f"/people/teams/{cast.design_id}", {"name": "Design", "manager_id": str(cast.otto.id)})

    assert (roles_of(cast.otto), manager_of(cast, cast.design_id)) == (["manager"], cast.otto.id)


def test_a_leader_who_also_administers_reads_already_and_waits_for_nobody(cast: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        session.execute(update(User).where(User.id == cast.greta.id).values(roles=["leader", "admin"]))

    browser(cast.greta).post(f"/people/{cast.greta.id}", EVERYTHING)

    assert roles_of(cast.greta) == ["admin", "leader", "manager"]


def test_giving_up_a_role_waits_for_nobody(cast: Cast, browser: Any) -> None:
    second_administrator(cast)
    with transaction(cast.organization_id):
        session.execute(update(User).where(User.id == cast.adam.id).values(roles=["manager", "admin"]))

    browser(cast.adam).post(f"/people/{cast.adam.id}", {"roles": ["admin"], "is_active": "true"})

    assert roles_of(cast.adam) == ["admin"]
