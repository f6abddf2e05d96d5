"""Composing a playbook in a browser: rows narrow, words follow, weights add up."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import expect

from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.schemas import QuickLog
from negostrategy.negotiations.service import log_negotiation
from negostrategy.strategy.service.playbooks import install_starter
from tests.browser.conftest import Window
from tests.cast import Cast


@pytest.fixture
def book(cast: Cast) -> UUID:
    """Return the id of a playbook's first draft."""
    with transaction(cast.organization_id):
        return install_starter(cast.greta.actor, "supplier_price_renewal")


def test_a_row_narrows_to_its_fact_and_the_rule_is_told_in_plain_words(
    cast: Cast, window: Callable[..., Window], book: UUID
) -> None:
    greta = window(cast.greta)
    page = greta.go(f"/playbooks/versions/{book}/rules/new")

    page.locator("#expression-0-what").select_option("fact:channel")
    page.locator("#expression-0-is").select_option("equals")
    page.locator("select#expression-0-value").select_option("video")

    expect(page.locator("[data-rule-said]")).to_have_text("Always: the channel is video.")
    expect(page.locator("#f-expression [data-row-help]").first).to_contain_text("How people talked")
    assert page.locator("#expression-0-is option").all_inner_texts() == ["is", "is one of", "is none of", "is known"]
    assert greta.complaints == []


def test_a_composed_rule_is_saved(cast: Cast, window: Callable[..., Window], book: UUID) -> None:
    page = window(cast.greta).go(f"/playbooks/versions/{book}/rules/new")

    page.get_by_label("The rule in one sentence").fill("We are two.")
    page.locator("#expression-0-what").select_option("fact:party_count")
    page.locator("#expression-0-value").fill("2")
    page.get_by_role("button", name="Save the rule").last.click()

    expect(page.locator("#rules ~ ol, section:has(#rules) ol").first).to_contain_text("We are two.")


def test_the_sum_of_the_weights_follows_what_is_typed(cast: Cast, window: Callable[..., Window], book: UUID) -> None:
    page = window(cast.greta).go(f"/playbooks/versions/{book}/edit")
    before = float(page.locator("[data-weight-sum]").inner_text())
    first = page.locator("[data-weight]").first
    weight = float(first.input_value())

    first.fill(str(weight + 7))

    expect(page.locator("[data-weight-sum]")).to_have_text(f"{before + 7:g}")


def test_the_rule_is_tried_on_a_record_while_it_is_composed(
    cast: Cast, window: Callable[..., Window], book: UUID
) -> None:
    with transaction(cast.organization_id):
        log = QuickLog(title="Steel for 2027", counterpart="Ferrano", kind="external", topic="finance", channel="phone")
        log_negotiation(cast.greta.actor, log, Here(clock.today(), "EUR"))
    greta = window(cast.greta)
    page = greta.go(f"/playbooks/versions/{book}/rules/new")

    page.get_by_label("Check against an example").select_option(label="Steel for 2027")
    page.locator("#expression-0-what").select_option("fact:channel")
    page.locator("#expression-0-is").select_option("equals")
    page.locator("select#expression-0-value").select_option("video")

    expect(page.locator("[data-rule-checked]")).to_contain_text("Broken.")
    assert greta.complaints == []


def test_a_fact_is_found_by_a_word_of_its_explanation(cast: Cast, window: Callable[..., Window], book: UUID) -> None:
    page = window(cast.greta).go(f"/playbooks/versions/{book}/rules/new")

    page.get_by_text("Find a fact").click()
    page.get_by_label("Find", exact=True).fill("in return")

    expect(page.locator("[data-fact]:visible dt")).to_have_text(
        ["number of concessions of ours without something in return"]
    )
