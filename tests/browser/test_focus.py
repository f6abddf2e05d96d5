"""By keyboard on a phone: what has the focus is seen, not hidden by the bar at the end of the page."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.browser.conftest import PHONE, Window
from tests.browser.world import World, make_world
from tests.cast import make_cast

MOST_STEPS = 60
# How far the element with the focus reaches under the bar; the bar's own links and fixed things lie above it.
HIDDEN = """() => {
  const one = document.activeElement, bar = document.querySelector(".tabbar");
  if (!one || one === document.body || one.closest(".tabbar") || !bar) return 0;
  const seen = one.getBoundingClientRect(), edge = bar.getBoundingClientRect().top;
  return seen.top < edge - 1 && seen.bottom > 0 ? 0 : Math.round(seen.top - edge) + 1;
}"""
NAME = "() => (document.activeElement.outerHTML || '').slice(0, 120)"


@pytest.fixture(scope="module")
def world(application: Flask) -> World:
    """Return a company that these tests only look at."""
    with application.app_context():
        return make_world(make_cast("focused"))


@pytest.mark.parametrize("path", ["/", "/negotiations", "/negotiations/{record}", "/negotiations/new", "/strategy"])
def test_whatever_has_the_focus_is_in_sight(world: World, window: Callable[..., Window], path: str) -> None:
    page = window(world.cast.noor, PHONE).go(path.format(record=world.record_id))

    hidden = []
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate(HIDDEN):
            hidden.append(page.evaluate(NAME))

    assert hidden == []
