"""The list of negotiations on small and large desks: no column is cut, the day least of all."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.browser.conftest import Window
from tests.browser.world import World, make_world
from tests.cast import make_cast

# What is written in a cell of figures or days, and does not fit into it or into the window.
CUT = """() => [...document.querySelectorAll("table td.num, table th.num")].filter(
  (cell) => cell.offsetParent && (cell.scrollWidth > cell.clientWidth + 1
    || cell.getBoundingClientRect().right > cell.closest(".scroll").getBoundingClientRect().right + 1)
).map((cell) => cell.textContent.trim())"""


@pytest.fixture(scope="module")
def world(application: Flask) -> World:
    """Return a company that these tests only look at."""
    with application.app_context():
        return make_world(make_cast("listed"))


@pytest.mark.parametrize("width", [1024, 1280, 1366, 1440])
def test_every_figure_and_every_day_is_whole(world: World, window: Callable[..., Window], width: int) -> None:
    page = window(world.cast.ines, (width, 900)).go("/negotiations")

    assert page.locator("table tbody tr").count() > 1
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_search_filter_and_order_share_a_line(world: World, window: Callable[..., Window]) -> None:
    page = window(world.cast.ines, (1280, 900)).go("/negotiations")

    ends = [
        page.locator(selector).bounding_box()
        for selector in (".search-line button", ".listline__filter summary", ".listline .filters__say")
    ]
    middles = [box["y"] + box["height"] / 2 for box in ends if box]

    assert len(middles) == 3
    assert max(middles) - min(middles) < 24
