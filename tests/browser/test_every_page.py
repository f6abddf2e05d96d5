"""Every page, as each person sees it: a title, one heading, labelled fields, nothing that shuts people out."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask

from tests.browser.conftest import DESK, PHONE, Window
from tests.browser.world import World, make_world
from tests.cast import make_cast

type_of_window = Callable[..., Window]
AXE = Axe()
# Contrast of what a chart library draws is looked at by eye: it measures text on a canvas it cannot see.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def world(application: Flask) -> World:
    """Return a company that these tests only look at."""
    with application.app_context():
        return make_world(make_cast("every-page"))


def violations(window: Window) -> list[str]:
    """Return what accessibility rules find wrong on the page."""
    before = list(window.complaints)
    found = AXE.run(window.page, options=RULES).response["violations"]
    # What the checker itself does to the page is not the page's fault.
    window.complaints[:] = before
    return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("who", ["noor", "ines", "greta", "adam"])
def test_every_page_is_whole(world: World, window: type_of_window, who: str) -> None:
    opened = window(getattr(world.cast, who))
    wrong = []
    for path in world.pages()[who]:
        page = opened.go(path)
        headings, title = page.locator("h1").count(), page.title()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if headings != 1 or " · " not in title or wide > 0:
            wrong.append((path, headings, title, wide))
        wrong += [(path, problem) for problem in violations(opened)]

    assert wrong == []
    assert opened.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_a_phone(world: World, window: type_of_window, scheme: str) -> None:
    wrong = []
    for who, paths in world.pages().items():
        opened = window(getattr(world.cast, who), PHONE, scheme)
        for path in paths:
            page = opened.go(path)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                wrong.append((path, wide))
            if path in ("/", f"/negotiations/{world.record_id}", "/compliance", "/strategy", "/people"):
                wrong += [(path, problem) for problem in violations(opened)]

    assert wrong == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_component_is_fit_for_everybody(window: type_of_window, size: tuple[int, int], scheme: str) -> None:
    opened = window(None, size, scheme)
    page = opened.go("/ui-kit")

    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert violations(opened) == []


def test_everything_works_without_scripts(world: World, window: type_of_window) -> None:
    page = window(world.cast.noor, DESK, scripts=False).go("/")

    page.fill("#f-title", "Written without a script")
    page.click("form.capture button.button--primary")

    assert page.locator("h1").inner_text() == "Written without a script"


def test_one_logs_with_the_keyboard_alone(world: World, window: type_of_window) -> None:
    opened = window(world.cast.nils)
    page = opened.go("/")

    page.keyboard.press("c")
    page.keyboard.type("Ferrano Castings, 45 days for a forecast, phone today")
    page.keyboard.press("Enter")
    page.wait_for_url("**/negotiations/*")

    assert "Ferrano Castings" in page.locator("aside.record__side").inner_text()
    assert "Phone" in page.locator("aside.record__side").inner_text()


def test_a_lost_connection_loses_no_word(world: World, window: type_of_window) -> None:
    opened = window(world.cast.nils)
    page = opened.go("/")
    page.fill("#f-title", "Half a sentence")

    page.reload()

    assert page.input_value("#f-title") == "Half a sentence"


def test_a_point_of_a_chart_opens_its_records(world: World, window: type_of_window) -> None:
    page = window(world.cast.noor).go("/outcomes")
    page.wait_for_selector("#ends-plot .point path")

    page.locator("#ends-plot .point path").first.click(force=True)
    page.wait_for_url("**/records?**")

    assert "record" in page.locator(".head__lead").inner_text()


def test_a_definition_is_told_on_focus(world: World, window: type_of_window) -> None:
    page = window(world.cast.noor).go("/outcomes")

    page.locator(".define__open").first.focus()

    assert page.locator(".define__text").first.is_visible()
