"""Pages of the playbooks: starters, publication, retirement, and who may write and read them."""

from uuid import UUID

import pytest

from negostrategy.kernel import clock
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.service.publication import publish_playbook
from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.strategy.drafts import read
from tests.review import approved


def test_a_starter_is_installed_with_one_click(cast: Cast, browser: type_of_browser) -> None:
    chrome = browser(cast.greta)

    answer = chrome.post("/playbooks/starters/staff_allocation", follow_redirects=True)

    assert answer.status_code == 200
    assert "To confirm" in answer.text
    assert "Install" in chrome.get("/playbooks").text


def test_a_checked_draft_is_published_and_read(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    chrome = browser(cast.greta)
    chrome.post(f"/playbooks/versions/{book}/confirmation")
    with transaction(cast.organization_id):
        approved(cast, book)

    answer = chrome.post(
        f"/playbooks/versions/{book}/publication",
        {"effective_on": clock.today().isoformat()},
        follow_redirects=True,
    )

    assert "Published." in answer.text
    playbook_id = read(cast, book).playbook_id
    assert "Walk" in browser(cast.noor).get(f"/playbooks/{playbook_id}").text


def test_a_first_version_in_review_stands_in_the_list(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    with transaction(cast.organization_id):
        approved(cast, book)

    assert "Approved" in browser(cast.greta).get("/playbooks").text


def test_a_retired_playbook_is_not_called_in_force(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    with transaction(cast.organization_id):
        publish_playbook(cast.greta.actor, approved(cast, book), clock.today())
    playbook_id = read(cast, book).playbook_id
    greta = browser(cast.greta)

    greta.post(f"/playbooks/{playbook_id}/retirement", {"retired_on": clock.today().isoformat(), "reason": "Merged."})

    page = greta.get("/playbooks").text
    assert ("Retired" in page, "Version 1 in force" in page) == (True, False)


def test_what_a_version_would_do_stands_beside_the_button_that_publishes_it(
    cast: Cast, browser: type_of_browser, book: UUID
) -> None:
    with transaction(cast.organization_id):
        approved(cast, book)

    page = browser(cast.greta).get(f"/playbooks/versions/{book}/publication").text

    assert page.index("What it would do") < page.index(">Publish<")


def test_the_past_is_refused(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    with transaction(cast.organization_id):
        approved(cast, book)

    answer = browser(cast.greta).post(f"/playbooks/versions/{book}/publication", {"effective_on": "2020-01-01"})

    assert answer.status_code == 422
    assert "This day is over" in answer.text


@pytest.mark.parametrize("path", ["/edit", "/rules/new", "/publication"])
def test_only_leaders_write(cast: Cast, next_door: Cast, browser: type_of_browser, book: UUID, path: str) -> None:
    address = f"/playbooks/versions/{book}{path}"

    assert browser(cast.noor).get(address).status_code == 403
    assert browser(next_door.greta).get(address).status_code == 404
    assert browser(cast.greta).get(f"/playbooks/versions/{new_id()}{path}").status_code == 404


def test_the_neighbour_sees_no_playbook(cast: Cast, next_door: Cast, browser: type_of_browser, book: UUID) -> None:
    with transaction(cast.organization_id):
        publish_playbook(cast.greta.actor, approved(cast, book), clock.today())
    playbook_id = read(cast, book).playbook_id

    chrome = browser(next_door.greta)

    assert chrome.get(f"/playbooks/{playbook_id}").status_code == 404
