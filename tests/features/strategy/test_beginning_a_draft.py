"""A new draft begins from what holds, or from what a person names; what nobody has approved is not handed on unsaid."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.schemas import DocumentDraft
from negostrategy.strategy.service.document import edit_draft, start_draft
from negostrategy.strategy.service.playbooks import start_playbook_draft
from tests.cast import Cast
from tests.clients import Browser, Program
from tests.features.negotiations.editions import at, draft_of, in_days, playbook_of, publish

type_of_program = Callable[..., Program]


@pytest.fixture
def published(cast: Cast) -> UUID:
    """Return version 1, in force with a walk-away of 100."""
    with at(in_days(0), 6):
        return publish(cast, draft_of(cast, ("96", "100")), in_days(0))


@pytest.fixture
def approved_only(cast: Cast, published: UUID) -> UUID:
    """Return version 2, approved but not published, with a walk-away of 97."""
    with at(in_days(0), 7):
        return draft_of(cast, ("96", "97"), playbook_of(cast, published))


@pytest.fixture
def unapproved(cast: Cast, published: UUID, program: type_of_program) -> UUID:
    """Return version 2, a draft that nobody has approved, with a walk-away of 98."""
    with at(in_days(0), 7):
        return draft_from(cast, published, program(cast.greta), walk_away="98")


def draft_from(cast: Cast, version: UUID, greta: Program, walk_away: str) -> UUID:
    """Return the id of a new draft with another walk-away."""
    made = greta.call("POST", f"/playbooks/{playbook_of(cast, version)}/versions")
    variable = {
        name: value
        for name, value in made.json["variables"][0].items()
        if name not in ("id", "sealed", "said", "ladder") and value is not None
    }
    body = {"variables": [variable | {"walk_away": walk_away}]}
    changed = greta.call("PATCH", f"/playbooks/versions/{made.json['id']}", body, If_Match=made.headers["ETag"])
    assert changed.status_code == 200, changed.json
    return UUID(made.json["id"])


def begun(cast: Cast, version: UUID, greta: Program, base: UUID | None = None) -> Any:
    """Return what a program is told of a draft that it begins."""
    path = f"/playbooks/{playbook_of(cast, version)}/versions"
    answer = greta.call("POST", f"{path}?from={base}" if base else path)
    assert answer.status_code == 201, answer.json
    return answer.json


def test_a_draft_begins_from_the_version_in_force(
    cast: Cast, published: UUID, unapproved: UUID, program: type_of_program
) -> None:
    with at(in_days(0)):
        made = begun(cast, published, program(cast.greta))

    said = (made["number"], made["variables"][0]["walk_away"], made["begun_from"]["number"], made["not_approved"])
    assert said == (3, "100", 1, [])


def test_what_begins_later_is_not_in_force(cast: Cast, published: UUID, program: type_of_program) -> None:
    with at(in_days(0)):
        publish(cast, draft_of(cast, ("92", "95"), playbook_of(cast, published)), in_days(30))

        assert begun(cast, published, program(cast.greta))["begun_from"]["number"] == 1


def test_a_draft_on_top_of_one_that_nobody_approved_says_what_is_not(
    cast: Cast, published: UUID, unapproved: UUID, program: type_of_program
) -> None:
    with at(in_days(0)):
        made = begun(cast, published, program(cast.greta), unapproved)

    assert (made["begun_from"]["state"], made["variables"][0]["walk_away"]) == ("draft", "98")
    assert [one for one in made["not_approved"] if "98 instead of 100" in one] != []


def test_a_draft_on_top_of_an_approved_one_has_nothing_unapproved(
    cast: Cast, published: UUID, approved_only: UUID, program: type_of_program
) -> None:
    with at(in_days(0)):
        made = begun(cast, published, program(cast.greta), approved_only)

    assert (made["begun_from"]["state"], made["not_approved"]) == ("approved", [])


def test_a_version_of_another_playbook_cannot_be_begun_from(
    cast: Cast, published: UUID, program: type_of_program
) -> None:
    with at(in_days(0)):
        other = draft_of(cast, ("92", "95"))
        path = f"/playbooks/{playbook_of(cast, published)}/versions?from={other}"

        assert program(cast.greta).call("POST", path).status_code == 404


def test_the_page_says_from_which_version_and_what_is_not_approved(
    cast: Cast, published: UUID, unapproved: UUID, browser: Callable[..., Browser]
) -> None:
    with at(in_days(0)):
        greta, playbook = browser(cast.greta), playbook_of(cast, published)
        offered = greta.get(f"/playbooks/{playbook}").text
        address = greta.post(f"/playbooks/{playbook}/drafts", {"from": str(unapproved)}).headers["Location"]
        page = greta.client.get(address).text

    assert "version 1, in force" in offered
    assert "version 2, a draft: nobody has approved it" in offered
    assert "This draft began from version 2, which is a draft: nobody has approved it." in page
    assert "98 instead of 100" in page


def test_a_draft_of_the_strategy_begins_from_what_is_published(
    cast: Cast, strategy: UUID, program: type_of_program
) -> None:
    with transaction(cast.organization_id):
        start_draft(cast.greta.actor)

    made = program(cast.greta).call("POST", "/strategy/versions").json

    assert (made["begun_from"]["version_id"], made["not_approved"]) == (str(strategy), [])


def test_a_draft_of_the_strategy_on_top_of_another_says_what_is_not_approved(
    cast: Cast, strategy: UUID, program: type_of_program
) -> None:
    with transaction(cast.organization_id):
        other = start_draft(cast.greta.actor)
        edit_draft(cast.greta.actor, other, 1, DocumentDraft(title="Rougher than before"))

    made = program(cast.greta).call("POST", f"/strategy/versions?from={other}").json

    assert any(one.startswith("Title: Rougher than before instead of") for one in made["not_approved"])


def test_where_nothing_is_published_the_newest_draft_is_said_to_be_unapproved(cast: Cast, book: UUID) -> None:
    with transaction(cast.organization_id):
        assert start_playbook_draft(cast.greta.actor, playbook_of(cast, book)) is not None
