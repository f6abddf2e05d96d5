"""A second person says yes or no to what an administrator may not do alone."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from negostrategy.accounts.models import User
from negostrategy.audit.models import AuditEntry
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast
from tests.features.accounts.seconding import (
    EVERYTHING,
    joined,
    manager_of,
    roles_of,
    says,
    second_administrator,
    waiting,
)


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
