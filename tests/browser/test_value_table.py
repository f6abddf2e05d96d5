"""The value table on a phone and on a desk: nothing is named that is not there, and words keep apart."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.browser.conftest import DESK, PHONE, Window
from tests.browser.world import World, make_world
from tests.cast import make_cast

type_of_window = Callable[..., Window]
LABEL = "one => getComputedStyle(one, '::before').content"
# What two texts of a drawing share, and what lies outside of the window.
TOUCHING = """svg => {
  const boxes = [...svg.querySelectorAll("text")].map((one) => [one.textContent, one.getBoundingClientRect()]);
  const out = boxes.filter(([, one]) => one.left < 0 || one.right > document.documentElement.clientWidth);
  const pairs = boxes.flatMap(([said, one], place) => boxes.slice(place + 1)
    .filter(([, other]) => Math.min(one.right, other.right) > Math.max(one.left, other.left)
      && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 2)
    .map(([other]) => `${said} and ${other}`));
  return [...out.map(([said]) => said), ...pairs];
}"""


@pytest.fixture(scope="module")
def world(application: Flask) -> World:
    """Return a company that these tests only look at."""
    with application.app_context():
        return make_world(make_cast("value-table"))


def test_a_row_without_a_gain_does_not_name_one_on_a_phone(world: World, window: type_of_window) -> None:
    page = window(world.cast.noor, PHONE).go(f"/negotiations/{world.running_id}/values")

    cells = page.locator(".table__cell--gain")

    assert "Joint gain" in cells.first.evaluate(LABEL)
    assert cells.last.evaluate(LABEL) == "none"


def test_a_gain_is_named_as_soon_as_it_is_known(world: World, window: type_of_window) -> None:
    page = window(world.cast.noor, PHONE).go(f"/negotiations/{world.running_id}/values")
    place = page.locator(".table--value tbody tr").count() - 1

    for name, said in (("what", "Full pallets only"), ("cost", "100"), ("worth", "400")):
        page.locator(f"#f-line-{place}-{name}").fill(said)
    page.locator(f"#line-{place} .table__cell--gain strong").wait_for()

    assert "Joint gain" in page.locator(f"#line-{place} .table__cell--gain").evaluate(LABEL)


@pytest.mark.parametrize("size", [DESK, (1366, 900), PHONE, (320, 700)])
def test_words_in_both_pictures_keep_apart(world: World, window: type_of_window, size: tuple[int, int]) -> None:
    opened = window(world.cast.noor, size)

    offers = opened.go(f"/negotiations/{world.record_id}").locator("svg.plot--mid").evaluate(TOUCHING)
    deal = opened.go(f"/negotiations/{world.running_id}/values").locator("svg.plot--tall").evaluate(TOUCHING)

    assert (offers, deal) == ([], [])


def test_a_change_can_be_read_whole_on_a_desk(world: World, window: type_of_window) -> None:
    page = window(world.cast.noor, (1366, 900)).go(f"/negotiations/{world.running_id}/values")

    cut = page.locator(".table__cell--what > .input").evaluate_all(
        "all => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.value)"
    )

    assert cut == []
