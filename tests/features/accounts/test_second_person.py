"""Whoever runs the accounts does not come to read by themselves: a second person says yes."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from negostrategy.accounts.models import AccessRequest, Team, User
from negostrategy.audit.models import AuditEntry
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role
from negostrategy.kernel.ids import new_id
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


def test_all_leaders_are_told(cast: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        session.execute(update(User).where(User.id == cast.nils.id).values(roles=[Role.LEADER.value]))

    browser(cast.adam).post(f"/people/{cast.adam.id}", EVERYTHING)

    told = [browser(one).get("/inbox").text for one in (cast.greta, cast.nils)]
    assert ["Adam Wirth asks for a second person" in page for page in told] == [True, True]


def test_a_leader_says_yes_and_it_is_done(cast: Cast, browser: Any) -> None:
    browser(cast.adam).post(f"/people/{cast.adam.id}", EVERYTHING)

    page = browser(cast.greta).get("/people/requests").text
    says(browser, cast.greta, cast)

    assert ("Adam Wirth becomes administrator, manager, leader" in page, roles_of(cast.adam)) == (
        True,
        ["admin", "leader", "manager"],
    )


def test_a_second_administrator_says_yes_and_it_is_done(cast: Cast, browser: Any) -> None:
    otto = second_administrator(cast)
    browser(cast.adam).post(f"/people/teams/{cast.design_id}", {"name": "Design", "manager_id": str(cast.adam.id)})

    says(browser, otto, cast)

    assert manager_of(cast, cast.design_id) == cast.adam.id


def test_nobody_says_yes_to_their_own_request(cast: Cast, browser: Any) -> None:
    browser(cast.adam).post(f"/people/{cast.adam.id}", EVERYTHING)

    answer = says(browser, cast.adam, cast)

    assert (answer.status_code, roles_of(cast.adam)) == (403, ["admin"])


@pytest.mark.parametrize("who", ["noor", "ines"])
def test_who_neither_leads_nor_administers_says_nothing(cast: Cast, browser: Any, who: str) -> None:
    browser(cast.adam).post(f"/people/{cast.adam.id}", EVERYTHING)
    person = getattr(cast, who)

    assert (browser(person).get("/people/requests").status_code, says(browser, person, cast).status_code) == (403, 403)


def test_next_door_never_learns_of_it(cast: Cast, next_door: Cast, browser: Any) -> None:
    browser(cast.adam).post(f"/people/{cast.adam.id}", EVERYTHING)
    request = waiting(cast)[-1]

    statuses = [
        browser(next_door.greta).post(f"/people/requests/{one}", {"answer": "yes"}).status_code
        for one in (request, new_id())
    ]

    assert statuses == [404, 404]


def test_a_no_changes_nothing_and_ends_it(cast: Cast, browser: Any) -> None:
    browser(cast.adam).post(f"/people/{cast.adam.id}", EVERYTHING)

    says(browser, cast.greta, cast, "no")

    assert (roles_of(cast.adam), waiting(cast)) == (["admin"], [])


def test_an_answer_that_is_neither_is_refused(cast: Cast, browser: Any) -> None:
    browser(cast.adam).post(f"/people/{cast.adam.id}", EVERYTHING)

    assert (says(browser, cast.greta, cast, "perhaps").status_code, len(waiting(cast))) == (422, 1)


def test_both_steps_are_on_the_trail(cast: Cast, browser: Any) -> None:
    browser(cast.adam).post(f"/people/{cast.adam.id}", EVERYTHING)
    says(browser, cast.greta, cast)

    with transaction(cast.organization_id):
        acts = list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.at, AuditEntry.id)))
    assert [act for act in acts if act.startswith(("access.", "person."))] == [
        "access.asked",
        "person.changed",
        "access.decided",
    ]


def test_a_confirmed_invitation_is_a_link_for_the_second_person_to_hand_over(
    app: Flask, cast: Cast, browser: Any
) -> None:
    browser(cast.adam).post("/people/invitations", {"email": "lea@example.org", "roles": ["leader"]})

    lea = joined(app, cast, says(browser, cast.greta, cast), "lea@example.org")

    assert roles_of(lea) == ["leader"]


def test_whoever_a_second_person_vouched_for_is_a_second_person(app: Flask, cast: Cast, browser: Any) -> None:
    browser(cast.adam).post("/people/invitations", {"email": "lea@example.org", "roles": ["leader"]})
    lea = joined(app, cast, says(browser, cast.greta, cast), "lea@example.org")
    browser(cast.adam).post(f"/people/{cast.adam.id}", EVERYTHING)

    says(browser, lea, cast)

    assert "leader" in roles_of(cast.adam)


def test_a_link_to_a_manager_is_shown_once_a_second_person_said_yes(app: Flask, cast: Cast, browser: Any) -> None:
    browser(cast.adam).post(f"/people/{cast.ines.id}/link/shown")

    page = says(browser, cast.greta, cast).text

    found = re.search(r"/reset/[\w-]+", page)
    assert found is not None
    assert app.test_client().get(f"/o/{cast.slug}{found[0]}").status_code == 200


def test_the_address_of_a_manager_changes_once_a_second_person_said_yes(cast: Cast, browser: Any) -> None:
    browser(cast.adam).post(f"/people/{cast.ines.id}/address", {"email": "ines.new@example.org"})

    says(browser, cast.greta, cast)

    with transaction(cast.organization_id):
        assert session.scalar(select(User.email).where(User.id == cast.ines.id)) == "ines.new@example.org"


def test_a_request_of_somebody_who_runs_the_accounts_no_more_is_not_followed(cast: Cast, browser: Any) -> None:
    browser(cast.adam).post(f"/people/{cast.adam.id}", EVERYTHING)
    with transaction(cast.organization_id):
        session.execute(update(User).where(User.id == cast.adam.id).values(roles=[Role.EMPLOYEE.value]))

    answer = says(browser, cast.greta, cast)

    assert (answer.status_code, roles_of(cast.adam)) == (409, ["employee"])


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
