"""What is not every day: a waiver, an absence, a file that comes back, a value table filled by keyboard on a desk."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect

from negostrategy.kernel import clock
from tests.browser.conftest import PHONE, Window
from tests.browser.world import World, make_world
from tests.cast import make_cast

type_of_window = Callable[..., Window]
NEXT_MONTH = (clock.today() + timedelta(days=30)).isoformat()


@pytest.fixture(scope="module")
def world(application: Flask) -> World:
    """Return a company in which these tests make exceptions."""
    with application.app_context():
        return make_world(make_cast("exceptions"))


def test_a_broken_rule_is_let_pass_for_a_time(world: World, window: type_of_window) -> None:
    ines = window(world.cast.ines).go(f"/negotiations/{world.record_id}")

    ines.get_by_text("Let it pass for a time").first.click()
    waiver = ines.locator("form", has=ines.get_by_role("button", name="Let it pass")).first
    waiver.get_by_label("Why").fill("The foundry burnt down; nobody else can cast these.")
    waiver.get_by_label("Until").fill(NEXT_MONTH)
    waiver.get_by_role("button", name="Let it pass").click()

    expect(ines.get_by_role("main")).to_contain_text("Let pass until")


def test_whoever_goes_away_names_a_stand_in(world: World, window: type_of_window) -> None:
    ines = window(world.cast.ines, PHONE).go("/profile")

    ines.get_by_label("Who decides instead").select_option(label="Greta Holm")
    ines.get_by_label("From", exact=True).fill(clock.today().isoformat())
    ines.get_by_label("Until", exact=True).fill(NEXT_MONTH)
    ines.locator("form", has=ines.get_by_label("Who decides instead")).get_by_role("button").click()

    expect(ines.get_by_role("main")).to_contain_text("Greta Holm")
    expect(ines.get_by_role("button", name="End now")).to_be_visible()


def test_a_strategy_goes_out_as_a_file_and_comes_in_again(world: World, window: type_of_window, tmp_path: Path) -> None:
    greta = window(world.cast.greta).go(f"/strategy/versions/{world.leading.strategy_id}")
    with greta.expect_download() as sent:
        greta.get_by_role("link", name="YAML").click()
    file = tmp_path / "strategy.yaml"
    sent.value.save_as(file)

    greta.goto(greta.url.split("/strategy/")[0] + "/strategy/files")
    greta.get_by_label("File").set_input_files(file)
    greta.get_by_role("button", name="Bring it in").click()

    expect(greta.locator("h1")).to_contain_text("Draft of version")


def test_what_had_no_playbook_has_a_page(world: World, window: type_of_window) -> None:
    greta = window(world.cast.greta).go("/coverage")

    assert greta.get_by_role("main").inner_text().startswith("Playbooks")
    assert greta.locator("h1").inner_text() == "Without a playbook"


def test_a_value_table_is_filled_and_a_trade_taken(world: World, window: type_of_window) -> None:
    opened = window(world.cast.noor)
    page = opened.go(f"/negotiations/{world.record_id}/values")

    for row, (what, giver, cost, worth) in enumerate(
        [("Pay 15 days sooner", "us", "3100", "7100"), ("Warranty 24 months", "them", "3500", "8000 to 9000")]
    ):
        page.locator(f"#f-line-{row}-what").fill(what)
        page.locator(f"[name=line-{row}-giver]").select_option(giver)
        page.locator(f"#f-line-{row}-cost").fill(cost)
        page.locator(f"#f-line-{row}-worth").fill(worth)
    page.locator("[name=line-0-chosen]").check()
    expect(page.locator("[data-live=totals]")).to_contain_text("4,000")
    page.get_by_role("button", name="Keep the table").click()
    expect(page.locator("#dp")).to_be_visible()

    assert opened.complaints == []
    assert "9,000" not in page.locator("[data-live=totals]").inner_text()
