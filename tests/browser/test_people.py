"""Coming in and looking around, in a real browser."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE, Window
from tests.cast import Cast

type_of_window = Callable[..., Window]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sign_in_page_has_nothing_that_shuts_people_out(
    cast: Cast, window: type_of_window, size: tuple[int, int], scheme: str
) -> None:
    one = window(None, size, scheme)
    page = one.go(f"/o/{cast.slug}/sign-in")

    assert Axe().run(page).violations_count == 0


def test_the_browser_has_nothing_to_complain_about(cast: Cast, window: type_of_window) -> None:
    one = window(cast.adam)
    one.go("/people")

    assert one.complaints == []


def test_the_colours_are_kept_for_the_next_page(cast: Cast, window: type_of_window) -> None:
    page = window(cast.adam).go("/profile")
    page.get_by_role("button", name="Dark", exact=True).click()

    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_everything_on_the_people_page_can_be_reached_by_keyboard(cast: Cast, window: type_of_window) -> None:
    page = window(cast.adam).go("/people")
    page.keyboard.press("Tab")

    assert page.locator(":focus").inner_text() == "Skip to the content"
