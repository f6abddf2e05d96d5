"""Writing the strategy: two at once, parts that move, and pages without a script."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import expect

from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.service.document import start_draft
from tests.browser.conftest import Window
from tests.cast import Cast

type_of_window = Callable[..., Window]


@pytest.fixture
def draft(cast: Cast) -> UUID:
    """Return the id of a draft of the strategy."""
    with transaction(cast.organization_id):
        return start_draft(cast.greta.actor)


def test_two_who_write_at_once_see_both_and_decide(cast: Cast, window: type_of_window, draft: UUID) -> None:
    address = f"/strategy/drafts/{draft}"
    first, second = window(cast.greta).go(address), window(cast.greta).go(address)
    for page, words in ((first, "Theirs."), (second, "Mine.")):
        page.locator("textarea[name=section-scope]").fill(words)
    first.get_by_role("button", name="Save the draft").click()

    second.get_by_role("button", name="Save the draft").click()
    expect(second.get_by_role("heading", name="You both changed")).to_be_visible()
    expect(second.locator("del").first).to_have_text("Theirs.")
    second.get_by_role("button", name="Save it with my words").click()

    expect(second.locator("textarea[name=section-scope]")).to_have_value("Mine.")
    expect(second.get_by_role("heading", name="You both changed")).to_have_count(0)


def test_a_part_moves_and_keeps_what_was_typed(cast: Cast, window: type_of_window, draft: UUID) -> None:
    page = window(cast.greta).go(f"/strategy/drafts/{draft}")
    page.locator("textarea[name=section-trust]").fill("Typed before the move.")

    page.get_by_role("button", name="Save and move Which negotiations count up").click()

    expect(page.locator("textarea[name^=section-]").first).to_have_attribute("name", "section-scope")
    expect(page.locator("textarea[name=section-trust]")).to_have_value("Typed before the move.")


def test_enter_in_the_title_saves_and_moves_nothing(cast: Cast, window: type_of_window, draft: UUID) -> None:
    page = window(cast.greta).go(f"/strategy/drafts/{draft}")
    page.get_by_label("Title", exact=True).first.fill("Ours")

    page.get_by_label("Title", exact=True).first.press("Enter")

    expect(page.locator("textarea[name^=section-]").first).to_have_attribute("name", "section-ambition")
    expect(page.get_by_label("Title", exact=True).first).to_have_value("Ours")
