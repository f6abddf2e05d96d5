"""The loop from the field: looked back on, proposed, decided, told; and who has to read what came of it."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import expect

from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.service import record_negotiation
from negostrategy.strategy.service.document import start_draft
from tests.browser.conftest import PHONE, Window
from tests.browser.world import RENEWAL
from tests.cast import Cast

type_of_window = Callable[..., Window]


@pytest.fixture
def record(cast: Cast) -> UUID:
    """Return the id of a running record of Noor's."""
    with transaction(cast.organization_id):
        return record_negotiation(cast.noor.actor, RENEWAL, Here(clock.today(), "EUR"))


def test_what_the_field_learned_reaches_who_leads_and_comes_back(
    cast: Cast, window: type_of_window, record: UUID
) -> None:
    noor = window(cast.noor, PHONE)
    page = noor.go(f"/negotiations/{record}/outcome")
    page.get_by_label("No deal").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Look back").click()
    page.get_by_label("What would we do otherwise?").fill("Ask for the cost driver a week before.")
    page.get_by_role("button", name="Keep").click()
    page.locator("#debrief ~ ul").get_by_role("link", name="Propose a change").click()
    page.get_by_label("What should change").fill("Ask for the cost driver first")
    page.get_by_role("button", name="Propose").click()
    page.wait_for_url("**/proposals/*")

    greta = window(cast.greta).go("/proposals")
    greta.get_by_role("link", name="Ask for the cost driver first").click()
    expect(greta.get_by_text("Ask for the cost driver a week before.")).to_be_visible()
    greta.get_by_label("Reason").fill("It costs one mail.")
    greta.get_by_role("button", name="Adopt").click()
    expect(greta.get_by_text("It costs one mail.")).to_be_visible()

    inbox = noor.go("/inbox")
    inbox.get_by_role("button", name="Open").first.click()
    expect(inbox.get_by_text("It costs one mail.")).to_be_visible()
    assert noor.complaints == []


def test_a_leader_says_who_has_to_read_a_draft(cast: Cast, window: type_of_window) -> None:
    with transaction(cast.organization_id):
        draft = start_draft(cast.greta.actor)
    page = window(cast.greta, PHONE, "dark").go(f"/strategy/drafts/{draft}")

    page.get_by_role("link", name="Who has to read it").click()
    page.get_by_role("checkbox", name="Sourcing").first.check()
    page.locator("summary", has_text="Walking away").click()
    page.locator("details", has_text="Walking away").get_by_role("checkbox", name="Managers").check()
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()

    expect(page.get_by_role("checkbox", name="Sourcing").first).to_be_checked()
    expect(page.locator("details", has_text="Walking away").get_by_role("checkbox", name="Managers")).to_be_checked()
