"""Asking before one agrees: the answer while typing, the request, the decision on a phone, and what became of it."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Window
from tests.browser.world import World, make_world
from tests.cast import make_cast

type_of_window = Callable[..., Window]


@pytest.fixture(scope="module")
def world(application: Flask) -> World:
    """Return a company in which these tests ask, decide and propose."""
    with application.app_context():
        return make_world(make_cast("asking-company"))


@pytest.mark.parametrize(("price", "light"), [("3.5", "amber"), ("9", "red")])
def test_the_answer_follows_what_is_typed(world: World, window: type_of_window, price: str, light: str) -> None:
    opened = window(world.cast.noor, PHONE)
    page = opened.go(f"/negotiations/{world.running_id}/ask")

    page.get_by_label("Price change (%)").fill(price)

    expect(page.locator("[data-ask-answer] [data-light]")).to_have_attribute("data-light", light)
    expect(page.locator("[data-ask-answer]")).to_contain_text("Supplier price renewal, version 1")
    assert opened.complaints == []


def test_from_the_first_page_one_tap_and_one_number_lead_to_an_answer_in_sight(
    world: World, window: type_of_window
) -> None:
    page = window(world.cast.noor, PHONE).go("/")

    page.locator("li", has_text="Castings for the new press").get_by_role("link", name="May I agree?").click()
    page.get_by_label("Price change (%)").fill("9")

    expect(page.locator("[data-light=red] .guard__row").first).to_be_in_viewport()


def test_one_may_agree_once_what_only_people_know_is_told(world: World, window: type_of_window) -> None:
    page = window(world.cast.noor).go(f"/negotiations/{world.running_id}")

    for question, said in (("confidential prices", "No"), ("gift or hospitality", "none offered")):
        page.locator("li", has_text=question).get_by_role("button", name=said, exact=True).click()
        page.wait_for_load_state()
    page.get_by_label("Price change (%)").fill("-3")

    expect(page.locator("[data-ask-answer] [data-light]")).to_have_attribute("data-light", "green")


def test_one_asks_without_scripts(world: World, window: type_of_window) -> None:
    page = window(world.cast.noor, scripts=False).go(f"/negotiations/{world.running_id}/ask")

    page.get_by_label("Price change (%)").fill("9")
    page.get_by_role("button", name="May I agree to this?").click()

    assert page.locator("[data-light=red]").count() == 1


def test_a_request_is_made_decided_on_a_phone_and_told(world: World, window: type_of_window) -> None:
    noor = window(world.cast.noor).go(f"/negotiations/{world.record_id}/ask")
    noor.get_by_label("Price change (%)").fill("5")
    noor.get_by_role("link", name="Ask for approval").click()
    noor.get_by_label("Why").fill("Their furnace is down until May, and we need the castings.")
    noor.get_by_role("button", name="Ask", exact=True).click()
    expect(noor.get_by_role("main")).to_contain_text("Ines Carvalho")

    ines = window(world.cast.ines, PHONE).go("/approvals")
    ines.get_by_role("link", name="Price renewal 2027, Ferrano Castings").click()
    ines.get_by_label("Under these conditions").fill("Only until the end of May.")
    ines.get_by_role("button", name="Approve").click()
    expect(ines.locator("section", has_text="You decided").last).to_contain_text("Approved")

    noor = window(world.cast.noor, PHONE).go("/inbox")
    noor.locator("li", has_text="Your request is approved").first.get_by_role("button", name="Open").click()
    expect(noor.get_by_role("main")).to_contain_text("Only until the end of May.")


def test_a_request_is_decided_where_it_stands_in_the_queue(world: World, window: type_of_window) -> None:
    ines = window(world.cast.ines).go("/")
    title = "Castings for the new press"

    ines.get_by_role("link", name="All approvals").click()
    ines.locator("article", has_text=title).get_by_role("button", name="Approve").click()

    expect(ines.locator("li", has_text=title)).to_contain_text("Approved")


def test_a_change_is_proposed_from_a_record_and_answered(world: World, window: type_of_window) -> None:
    noor = window(world.cast.noor).go(f"/negotiations/{world.record_id}")
    noor.get_by_role("link", name="Propose a change").first.click()
    noor.get_by_label("What should change").fill("Ask for the energy price as well")
    noor.get_by_label("What should hold instead").fill("Energy is half of the cost of a casting.")
    noor.get_by_role("button", name="Propose").click()
    expect(noor.get_by_role("main")).to_contain_text("Price renewal 2027, Ferrano Castings")

    greta = window(world.cast.greta).go("/proposals")
    greta.get_by_role("link", name="Ask for the energy price as well").click()
    greta.get_by_label("Reason").fill("It is in the next version.")
    greta.get_by_role("button", name="Adopt").click()
    expect(greta.get_by_role("main")).to_contain_text("Adopted by Greta Holm")

    noor.goto(noor.url)
    expect(noor.get_by_role("main")).to_contain_text("It is in the next version.")


def test_authority_is_granted_used_and_ended(world: World, window: type_of_window) -> None:
    greta = window(world.cast.greta).go("/authority")
    greta.get_by_label("or one person").select_option(label="Nils Berg")
    greta.get_by_label("Measured by").select_option("value")
    greta.get_by_label("Limit").fill("75000")
    greta.get_by_role("button", name="Grant").click()
    line = greta.locator("tr", has_text="Nils Berg")
    expect(line).to_contain_text("75,000")

    nils = window(world.cast.nils).go("/authority")
    expect(nils.get_by_role("main")).to_contain_text("75,000")
    line.get_by_role("button", name="End now").click()
    nils.reload()

    expect(nils.get_by_role("main")).not_to_contain_text("75,000")
