"""A review in a real browser: asked for, read on a phone, decided, and seen by whoever asked."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.service.document import start_draft
from tests.browser.conftest import DESK, PHONE, Window
from tests.cast import Cast

type_of_window = Callable[..., Window]


@pytest.fixture
def asking(cast: Cast) -> str:
    """Return where a review of a draft of Greta's is asked for."""
    with transaction(cast.organization_id):
        return f"/strategy/drafts/{start_draft(cast.greta.actor)}/review"


def test_a_draft_is_asked_for_read_on_a_phone_and_approved(cast: Cast, window: type_of_window, asking: str) -> None:
    greta = window(cast.greta).go(asking)
    greta.get_by_role("checkbox", name="Ines Carvalho").first.check()
    greta.get_by_label("A word to them").fill("Only the rules of the game are new.")
    greta.get_by_role("button", name="Ask for the review").click()
    greta.wait_for_load_state()
    review = greta.url.split(f"/o/{cast.slug}")[1]

    ines = window(cast.ines, PHONE).go(review)
    hindrances = Axe().run(ines).violations_count
    ines.get_by_label("Why").fill("Clear to everybody.")
    ines.get_by_role("button", name="Approve").click()
    ines.wait_for_load_state()
    greta.reload()

    assert hindrances == 0
    assert "“Clear to everybody.”" in greta.get_by_role("main").inner_text()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_asking_has_nothing_that_shuts_people_out(
    cast: Cast, window: type_of_window, asking: str, size: tuple[int, int], scheme: str
) -> None:
    page = window(cast.greta, size, scheme).go(asking)

    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
