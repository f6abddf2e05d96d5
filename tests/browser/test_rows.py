"""Rows of long forms are folded up until somebody opens them, and figures open as tables: with scripts and without."""

from collections.abc import Callable, Sequence
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from negostrategy.accounts.models import User
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.queries.document import Document, document
from negostrategy.strategy.queries.playbooks import PlaybookText, playbook_text
from negostrategy.strategy.service.document import start_draft
from negostrategy.strategy.service.playbooks import install_starter
from tests.browser.conftest import DESK, Window
from tests.browser.world import World, make_world
from tests.cast import Cast, make_cast

type_of_window = Callable[..., Window]


@pytest.fixture
def draft(cast: Cast) -> UUID:
    """Return the id of a draft of the strategy."""
    with transaction(cast.organization_id):
        return start_draft(cast.greta.actor)


@pytest.fixture
def book(cast: Cast) -> UUID:
    """Return the id of a playbook's first draft."""
    with transaction(cast.organization_id):
        return install_starter(cast.greta.actor, "supplier_price_renewal")


@pytest.fixture(scope="module")
def world(application: Flask) -> World:
    """Return a company that these tests only look at."""
    with application.app_context():
        return make_world(make_cast("rows-and-tables"))


def written(cast: Cast, draft: UUID) -> Document:
    """Return the draft of the strategy as it stands."""
    with transaction(cast.organization_id):
        found = document(draft)
    assert found is not None
    return found


def said_by(rows: Sequence[object]) -> list[dict[str, object]]:
    """Return what rows say; their ids are new whenever they are saved."""
    return [{name: value for name, value in vars(one).items() if name != "id"} for one in rows]


def text_of(cast: Cast, book: UUID) -> PlaybookText:
    """Return the draft of the playbook as it stands."""
    with transaction(cast.organization_id):
        found = playbook_text(book)
    assert found is not None
    return found


def save(page: Page) -> None:
    """Press the button that saves a draft, and wait until it is saved."""
    with page.expect_navigation():
        page.locator(".savebar button").click()
    expect(page.locator(".toast", has_text="Saved.")).to_be_visible()


def test_saving_with_every_row_folded_changes_nothing(cast: Cast, window: type_of_window, draft: UUID) -> None:
    before = written(cast, draft)

    save(window(cast.greta).go(f"/strategy/drafts/{draft}"))

    after = written(cast, draft)
    assert (after.sections, after.segments, after.owner_id) == (before.sections, before.segments, before.owner_id)
    assert said_by(after.objectives) == said_by(before.objectives)


def test_saving_with_every_row_opened_changes_nothing(cast: Cast, window: type_of_window, draft: UUID) -> None:
    before = written(cast, draft)
    opened = window(cast.greta)
    page = opened.go(f"/strategy/drafts/{draft}")

    for summary in page.locator("details summary").all():
        summary.click()
    save(page)

    after = written(cast, draft)
    assert after.segments == before.segments
    assert said_by(after.objectives) == said_by(before.objectives)
    assert opened.complaints == []


def test_an_opened_row_says_what_it_said_and_takes_what_is_typed(
    cast: Cast, window: type_of_window, draft: UUID
) -> None:
    page = window(cast.greta).go(f"/strategy/drafts/{draft}")
    page.locator("#segment-key-row summary").focus()

    page.keyboard.press("Enter")
    expect(page.get_by_label("Style to begin with")).to_have_value("cooperative")
    page.locator("#segment-key-row").get_by_label("Note").fill("We visit them twice a year.")
    save(page)

    said = next(one for one in written(cast, draft).segments if one.segment == "key")
    assert (said.default_style, said.note) == ("cooperative", "We visit them twice a year.")


def test_an_opened_objective_moves_down_and_the_first_one_not_up(
    cast: Cast, window: type_of_window, draft: UUID
) -> None:
    first = written(cast, draft).objectives[0].title
    page = window(cast.greta).go(f"/strategy/drafts/{draft}")
    page.locator("#objective-0-row summary").click()

    page.get_by_role("button", name=f"Save and move {first} down").click()

    expect(page.locator("#objective-1-row summary")).to_have_text(first)
    assert page.get_by_role("button", name=f"Save and move {first} up").count() == 0
    assert written(cast, draft).objectives[1].title == first


def test_a_new_objective_is_written_in_the_last_row(cast: Cast, window: type_of_window, draft: UUID) -> None:
    page = window(cast.greta).go(f"/strategy/drafts/{draft}")
    last = page.locator("details[data-spare]")
    last.locator("summary").click()

    last.get_by_label("Title").fill("We ask twice")
    last.get_by_label("Metric").fill("Questions asked")
    last.get_by_label("To", exact=True).fill("2")
    save(page)

    assert written(cast, draft).objectives[-1].title == "We ask twice"


def test_without_scripts_a_row_is_opened_by_its_button_and_nothing_is_lost(
    cast: Cast, window: type_of_window, draft: UUID
) -> None:
    page = window(cast.greta, DESK, scripts=False).go(f"/strategy/drafts/{draft}")
    page.locator("textarea[name=section-trust]").fill("Typed before the row was opened.")
    page.locator("#objective-2-row summary").click()

    page.locator("#objective-2-row button").click()
    page.locator("#objective-2-row").get_by_label("Note").fill("Counted by hand.")
    save(page)

    after = written(cast, draft)
    assert after.objectives[2].note == "Counted by hand."
    assert {one["key"]: one["body"] for one in after.sections}["trust"] == "Typed before the row was opened."


def test_a_lost_connection_loses_no_word_in_a_row(cast: Cast, window: type_of_window, draft: UUID) -> None:
    page = window(cast.greta).go(f"/strategy/drafts/{draft}")
    page.locator("details[data-spare] summary").click()
    page.locator("details[data-spare]").get_by_label("Title").fill("Half an objective")

    page.reload()

    page.locator("details[data-spare] summary").click()
    expect(page.locator("details[data-spare]").get_by_label("Title")).to_have_value("Half an objective")


@pytest.mark.parametrize("scripts", [True, False])
def test_an_owner_is_found_by_name_in_a_company_of_many(
    cast: Cast, window: type_of_window, draft: UUID, scripts: bool
) -> None:
    with transaction(cast.organization_id):
        names = [f"{first} {last}" for first in ("Ada", "Cleo") for last in range(101, 130)]
        crowd = [User(id=new_id(), name=name, email=f"{name[-6:]}@many.example".replace(" ", "."), roles=["leader"])
                 for name in names]  # fmt: skip
        session.add_all(crowd)
        cleo = next(one.id for one in crowd if one.name == "Cleo 117")
    page = window(cast.greta, DESK, scripts=scripts).go(f"/strategy/drafts/{draft}")

    page.get_by_label("Find: Owner").fill("117 cleo")
    if scripts:
        expect(page.get_by_label("Owner", exact=True)).to_have_value(str(cleo))
    else:
        page.get_by_role("button", name="Save, then find").click()
        page.get_by_label("Owner", exact=True).select_option(label="Cleo 117")
    page.locator(".savebar button").click()
    page.wait_for_load_state()

    assert written(cast, draft).owner_id == cleo


def test_saving_a_playbook_with_everything_opened_changes_nothing(
    cast: Cast, window: type_of_window, book: UUID
) -> None:
    before = text_of(cast, book)
    opened = window(cast.greta)
    page = opened.go(f"/playbooks/versions/{book}/edit")

    for summary in page.locator("details summary").all():
        summary.click()
    page.get_by_label("Purpose").wait_for()
    save(page)

    after = text_of(cast, book)
    for name in ("name", "purpose", "kind", "after", "privacy_default", "questions"):
        assert getattr(after, name) == getattr(before, name), name
    assert said_by(after.variables) == said_by(before.variables)
    assert (set(after.topics), set(after.segments)) == (set(before.topics), set(before.segments))
    assert opened.complaints == []


def test_a_playbook_says_what_was_typed_in_what_is_folded_when_it_is_refused(
    cast: Cast, window: type_of_window, book: UUID
) -> None:
    page = window(cast.greta).go(f"/playbooks/versions/{book}/edit")
    page.locator("#scope-row summary").click()
    page.get_by_label("Purpose").fill("For every talk about a price.")
    page.locator("#variable-0-row summary").click()
    page.locator("#variable-0-row").get_by_label("Note").fill("Ask for the index first.")
    page.locator("[name=variable-0-weight]").fill("-3")

    page.locator(".savebar button").click()

    expect(page.locator(".summary")).to_be_visible()
    page.locator("#scope-row summary").click()
    expect(page.get_by_label("Purpose")).to_have_value("For every talk about a price.")
    page.locator("#variable-0-row summary").click()
    expect(page.locator("#variable-0-row").get_by_label("Note")).to_have_value("Ask for the index first.")


def test_without_scripts_a_variable_is_opened_by_its_button(cast: Cast, window: type_of_window, book: UUID) -> None:
    page = window(cast.greta, DESK, scripts=False).go(f"/playbooks/versions/{book}/edit")
    page.locator("#variable-1-row summary").click()

    page.locator("#variable-1-row button").click()
    page.locator("#variable-1-row").get_by_label("Unit").fill("pallets")
    save(page)

    assert text_of(cast, book).variables[1].unit == "pallets"


def test_a_figure_opens_as_a_table_in_its_place(world: World, window: type_of_window) -> None:
    opened = window(world.cast.ines)
    page = opened.go("/compliance")
    figure = page.locator("#rules")

    figure.get_by_text("The same as a table").click()

    expect(figure.locator("table caption")).to_have_text("Which rules are kept least?")
    assert opened.complaints == []


def test_without_scripts_the_table_of_a_figure_is_a_page(world: World, window: type_of_window) -> None:
    page = window(world.cast.ines, DESK, scripts=False).go("/outcomes")

    page.locator("#ends").get_by_text("The same as a table").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("How do negotiations end?")
    expect(page.locator("main table tbody tr").first).to_be_visible()
