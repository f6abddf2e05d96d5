"""Somebody who is alone may publish, visibly approved by nobody else; once there are two, nobody approves alone."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from negostrategy.accounts.models import User
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role, grants_of
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.service.document import start_draft
from negostrategy.strategy.service.playbooks import install_starter
from tests.cast import Cast, Person, make_organization
from tests.clients import Browser, Program
from tests.review import approved

MARK = "Approved by nobody else"
KINDS = ["strategy", "playbook"]
type_of_browser = Callable[[Person], Browser]
type_of_program = Callable[[Person], Program]
_numbers = count(1)


@dataclass(frozen=True)
class Founder(Person):
    """Somebody who leads and administers."""

    @property
    def actor(self) -> Any:
        """Return the person as an actor of both roles."""
        both = [Role.LEADER, Role.ADMIN]
        return replace(super().actor, roles=frozenset(both), grants=grants_of(both))


@pytest.fixture
def founder(app: Flask) -> Founder:
    """Return the only person of a company."""
    slug = f"alone-{os.getpid()}-{next(_numbers)}"
    organization_id = make_organization(slug)
    person = Founder(new_id(), "Freya Lund", f"freya@{slug}.example", Role.LEADER, organization_id, slug, None)
    with transaction(organization_id):
        session.add(User(id=person.id, name=person.name, email=person.email, roles=["leader", "admin"]))
    return person


def _second(founder: Person, role: Role = Role.LEADER, *, is_active: bool = True) -> Person:
    second = replace(founder, id=new_id(), name="Sigrid Moe", email=f"sigrid@{founder.slug}.example", role=role)
    with transaction(founder.organization_id):
        session.add(User(id=second.id, name=second.name, email=second.email, roles=[role.value], is_active=is_active))
    return second


def _draft(founder: Person, kind: str) -> UUID:
    with transaction(founder.organization_id):
        return start_draft(founder.actor) if kind == "strategy" else install_starter(founder.actor, "budget")


def _publishing(kind: str, version_id: UUID) -> str:
    if kind == "strategy":
        return f"/strategy/drafts/{version_id}/publication"
    return f"/playbooks/versions/{version_id}/publication"


def _publish(chrome: Browser, kind: str, version_id: UUID) -> Any:
    return chrome.post(_publishing(kind, version_id), {"effective_on": clock.today().isoformat(), "running": "pin"})


def _version(program: Program, kind: str, version_id: UUID) -> dict[str, Any]:
    place = "strategy" if kind == "strategy" else "playbooks"
    answer = program.call("GET", f"/{place}/versions/{version_id}")
    assert answer.status_code == 200
    return dict(answer.json or {})


def _read(chrome: Browser, kind: str, version: dict[str, Any]) -> str:
    return chrome.get("/strategy" if kind == "strategy" else f"/playbooks/{version['playbook_id']}").text


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_alone_publishes_and_everybody_sees_that_nobody_else_approved(
    founder: Founder, browser: type_of_browser, program: type_of_program, kind: str
) -> None:
    draft = _draft(founder, kind)

    answer = _publish(browser(founder), kind, draft)

    version = _version(program(founder), kind, draft)
    assert (answer.status_code, version["state"], version["approved_by_nobody_else"]) == (303, "published", True)
    assert MARK in _read(browser(_second(founder, Role.EMPLOYEE)), kind, version)


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_alone_publishes_by_a_program_too(founder: Founder, program: type_of_program, kind: str) -> None:
    draft = _draft(founder, kind)
    place = "strategy" if kind == "strategy" else "playbooks"

    answer = program(founder).call(
        "POST", f"/{place}/versions/{draft}/publication", {"effective_on": clock.today().isoformat()}
    )

    assert answer.status_code == 200
    assert _version(program(founder), kind, draft)["approved_by_nobody_else"] is True


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_active", [True, False])
def test_once_somebody_else_has_joined_nobody_publishes_what_nobody_else_approved(
    founder: Founder, browser: type_of_browser, program: type_of_program, kind: str, is_active: bool
) -> None:
    draft = _draft(founder, kind)
    _second(founder, is_active=is_active)

    _publish(browser(founder), kind, draft)

    version = _version(program(founder), kind, draft)
    assert (version["state"], version["approved_by_nobody_else"]) == ("draft", False)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", [Role.LEADER, Role.MANAGER, Role.EMPLOYEE])
def test_the_mark_goes_when_a_second_person_approves(
    founder: Founder, browser: type_of_browser, program: type_of_program, kind: str, role: Role
) -> None:
    draft = _draft(founder, kind)
    _publish(browser(founder), kind, draft)
    second = _second(founder, role)
    place = "strategy" if kind == "strategy" else "playbooks"
    said = {"revision": _version(program(founder), kind, draft)["revision"], "reason": "Read it.", "approves": "yes"}

    answer = browser(second).post(f"/{place}/versions/{draft}/late-review", said)

    version = _version(program(founder), kind, draft)
    assert (answer.status_code, version["approved_by_nobody_else"]) == (303, False)
    assert MARK not in _read(browser(founder), kind, version)
    assert browser(founder).get("/inbox").text.count("approves what you published") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_no_of_the_second_person_is_kept_and_the_mark_stays(
    founder: Founder, browser: type_of_browser, program: type_of_program, kind: str
) -> None:
    draft = _draft(founder, kind)
    _publish(browser(founder), kind, draft)
    place = "strategy" if kind == "strategy" else "playbooks"
    said = {"revision": 1, "reason": "The floor is too low.", "approves": False}

    answer = program(_second(founder)).call("POST", f"/{place}/versions/{draft}/late-review", said)

    assert (answer.status_code, (answer.json or {})["ended_how"]) == (201, "refused")
    assert _version(program(founder), kind, draft)["approved_by_nobody_else"] is True


@pytest.mark.parametrize("kind", KINDS)
def test_who_published_is_no_second_person(
    founder: Founder, browser: type_of_browser, program: type_of_program, kind: str
) -> None:
    draft = _draft(founder, kind)
    _publish(browser(founder), kind, draft)
    _second(founder)
    place = "strategy" if kind == "strategy" else "playbooks"

    answer = program(founder).call(
        "POST", f"/{place}/versions/{draft}/late-review", {"revision": 1, "reason": "Mine.", "approves": True}
    )

    assert answer.status_code == 403
    assert "What do you think of it?" not in _read(browser(founder), kind, _version(program(founder), kind, draft))


def test_a_version_that_others_approved_takes_no_late_review(cast: Cast, program: type_of_program) -> None:
    with transaction(cast.organization_id):
        draft = approved(cast, start_draft(cast.greta.actor))

    answer = program(cast.nils).call(
        "POST", f"/strategy/versions/{draft}/late-review", {"revision": 1, "reason": "Good.", "approves": True}
    )

    assert answer.status_code == 404


def test_next_door_never_learns_of_it(
    founder: Founder, next_door: Cast, browser: type_of_browser, program: type_of_program
) -> None:
    draft = _draft(founder, "strategy")
    _publish(browser(founder), "strategy", draft)

    answer = program(next_door.greta).call(
        "POST", f"/strategy/versions/{draft}/late-review", {"revision": 1, "reason": "Good.", "approves": True}
    )

    assert answer.status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_that_asks_for_another_person_invites_them(
    founder: Founder, browser: type_of_browser, kind: str
) -> None:
    draft = _draft(founder, kind)
    place = f"/strategy/drafts/{draft}" if kind == "strategy" else f"/playbooks/versions/{draft}"

    page = browser(founder).get(f"{place}/review").text
    invited = browser(founder).post("/people/invitations", {"email": "sigrid@lund.example", "roles": "leader"})

    assert 'action="/o/' in page
    assert "/people/invitations" in page
    assert "Publish it myself" in page
    assert invited.status_code == 200


def test_whoever_cannot_invite_is_told_who_can(founder: Founder, browser: type_of_browser) -> None:
    with transaction(founder.organization_id):
        session.get_one(User, (founder.organization_id, founder.id)).roles = ["leader"]
        session.add(User(id=new_id(), name="Adam Wirth", email="adam@lund.example", roles=["admin"]))
    draft = _draft(founder, "strategy")

    page = browser(founder).get(f"/strategy/drafts/{draft}/review").text

    assert ("Adam Wirth can" in page, "/people/invitations" in page, "Publish it myself" in page) == (
        True,
        False,
        False,
    )


def test_what_is_approved_is_offered_to_be_published(cast: Cast, browser: type_of_browser) -> None:
    with transaction(cast.organization_id):
        draft = approved(cast, start_draft(cast.greta.actor))
        book = approved(cast, install_starter(cast.greta.actor, "budget"))
    greta = browser(cast.greta)

    home, strategy = greta.get("/").text, greta.get("/strategy").text

    assert home.count("It is approved and not published yet.") == 2
    assert f"/strategy/drafts/{draft}#publish" in home
    assert f"/playbooks/versions/{book}/publication" in home
    assert "No review, request or proposal waits" not in home
    assert ("is approved and not published yet" in strategy, "Publish it" in strategy) == (True, True)
    assert "No strategy is in force yet" not in strategy


def test_beside_a_strategy_in_force_the_next_one_that_is_approved_is_offered(
    cast: Cast, browser: type_of_browser
) -> None:
    greta = browser(cast.greta)
    with transaction(cast.organization_id):
        first = approved(cast, start_draft(cast.greta.actor))
    _publish(greta, "strategy", first)
    with transaction(cast.organization_id):
        second = approved(cast, start_draft(cast.greta.actor))

    page = greta.get("/strategy").text

    assert f"/strategy/drafts/{second}#publish" in page


@pytest.mark.parametrize("name", ["noor", "ines", "adam"])
def test_who_cannot_publish_is_not_asked_to(cast: Cast, browser: type_of_browser, name: str) -> None:
    with transaction(cast.organization_id):
        approved(cast, start_draft(cast.greta.actor))
    chrome = browser(getattr(cast, name))

    pages = [chrome.get("/").text, chrome.get("/strategy").text]

    assert ["approved and not published" in page for page in pages] == [False, False]


def test_after_publishing_nothing_is_offered_any_more(cast: Cast, browser: type_of_browser) -> None:
    greta = browser(cast.greta)
    with transaction(cast.organization_id):
        draft = approved(cast, start_draft(cast.greta.actor))

    _publish(greta, "strategy", draft)

    assert "approved and not published" not in greta.get("/").text
