"""A leader's first day: the strategy from its outline to publication, then one limit changed, previewed, published."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from negostrategy.accounts.models import User
from negostrategy.accounts.secrets import hash_of
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.service import record_negotiation
from negostrategy.strategy.queries.playbooks import playbook_text
from negostrategy.strategy.service.document import start_draft
from negostrategy.strategy.service.playbooks import install_starter
from negostrategy.strategy.service.publication import publish_playbook, publish_strategy
from tests.browser.conftest import PHONE, Window
from tests.browser.world import RENEWAL
from tests.cast import PASSWORD, Cast
from tests.review import approved

type_of_window = Callable[..., Window]
LAST_MONTH = clock.today() - timedelta(days=30)
WORDS = "We say early what we need. **No threats.**\n\n- Ask twice\n- Answer within two days"


@pytest.fixture
def book(cast: Cast) -> UUID:
    """Return the id of a playbook in force, with one running negotiation under it."""
    with transaction(cast.organization_id):
        version = install_starter(cast.greta.actor, "supplier_price_renewal")
        with clock.standing_still(clock.now() - timedelta(days=30)):
            publish_playbook(cast.greta.actor, approved(cast, version), LAST_MONTH)
        text = playbook_text(version)
        assert text is not None
    with transaction(cast.organization_id):
        record_negotiation(cast.noor.actor, RENEWAL, Here(clock.today(), "EUR"))
    return text.playbook_id


@pytest.fixture
def strategy(cast: Cast) -> UUID:
    """Return the id of the strategy in force."""
    with transaction(cast.organization_id):
        version = start_draft(cast.greta.actor)
        publish_strategy(cast.greta.actor, approved(cast, version), clock.today())
    return version


def ask_for_a_review(greta: Page, name: str) -> None:
    """Ask somebody for a review, from the page that offers it."""
    greta.get_by_role("link", name="Ask for a review").click()
    greta.get_by_role("checkbox", name=name).first.check()
    greta.get_by_role("button", name="Ask for the review").click()
    greta.wait_for_url("**/reviews/*")


def approve(window: Window, cast: Cast, address: str, why: str) -> None:
    """Approve what a review asks, on the page of the address."""
    page = window.go(address.split(f"/o/{cast.slug}")[1])
    page.get_by_label("Why").fill(why)
    page.get_by_role("button", name="Approve").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_first_strategy_goes_from_the_outline_into_force(cast: Cast, window: type_of_window, scripts: bool) -> None:
    greta = window(cast.greta, scripts=scripts).go("/strategy")

    greta.get_by_role("button", name="Start from the outline").click()
    greta.get_by_label("4 ", exact=False).first.fill(WORDS)
    greta.get_by_role("button", name="Save the draft").click()
    draft = greta.url
    ask_for_a_review(greta, "Ines Carvalho")
    approve(window(cast.ines, PHONE), cast, greta.url, "Clear, and short.")
    greta.goto(draft)
    greta.get_by_role("button", name="Publish", exact=True).click()
    greta.wait_for_load_state()

    noor = window(cast.noor).go("/strategy")
    assert "In force since" in noor.locator(".head__lead").inner_text()
    assert "No threats." in noor.locator("article.prose").inner_text()


def test_one_limit_is_changed_previewed_and_published(cast: Cast, window: type_of_window, book: UUID) -> None:
    greta = window(cast.greta).go(f"/playbooks/{book}")

    greta.get_by_role("button", name="Start a new version").click()
    greta.get_by_label("Price change, walk-away").fill("3")
    greta.get_by_role("button", name="Save the draft").last.click()
    greta.get_by_role("link", name="Check and publish").click()
    publication = greta.url
    greta.get_by_role("link", name="See what it would do").click()
    expect(greta.get_by_role("main")).to_contain_text("Of 0 closed and 1 running")
    greta.goto(publication)
    ask_for_a_review(greta, "Ines Carvalho")
    approve(window(cast.ines), cast, greta.url, "Energy has come down.")
    greta.goto(publication)
    greta.get_by_label("Move to this version").check()
    greta.get_by_role("button", name="Publish", exact=True).click()
    expect(greta).not_to_have_url(publication)

    noor = window(cast.noor).go("/negotiations")
    noor.get_by_role("link", name="Price renewal 2027, Ferrano Castings").first.click()
    expect(noor.get_by_role("main")).to_contain_text("version 2")


def test_two_who_publish_at_once_do_not_both_win(cast: Cast, window: type_of_window) -> None:
    with transaction(cast.organization_id):
        draft = approved(cast, start_draft(cast.greta.actor))
    first, second = (window(cast.greta).go(f"/strategy/drafts/{draft}") for _ in range(2))

    first.get_by_role("button", name="Publish", exact=True).click()
    first.wait_for_load_state()
    second.get_by_role("button", name="Publish", exact=True).click()

    second.wait_for_load_state()

    assert second.locator("h1").inner_text() == "Already published"


def test_a_version_is_read_confirmed_and_counted(cast: Cast, window: type_of_window, strategy: UUID) -> None:
    noor = window(cast.noor, PHONE).go(f"/strategy/versions/{strategy}")

    for box in noor.locator('input[name="parts"]').all():
        box.check()
    noor.get_by_role("button", name="Confirm").click()
    expect(noor.get_by_role("main")).to_contain_text("You confirmed it on")

    greta = window(cast.greta).go("/strategy")
    greta.get_by_role("link", name="Who has not?").click()
    expect(greta.get_by_role("main")).to_contain_text("Have read it")
    assert "Noor Haddad" not in greta.get_by_role("table", name="People who have not read").inner_text()


def test_a_comment_on_a_part_is_written_and_settled(cast: Cast, window: type_of_window) -> None:
    with transaction(cast.organization_id):
        draft = start_draft(cast.greta.actor)
    page = window(cast.greta).go(f"/versions/{draft}/comments")

    page.locator("textarea").fill("Say what a good result is for us both.")
    page.get_by_role("button", name="Comment").click()
    expect(page.get_by_role("main")).to_contain_text("Say what a good result is for us both.")
    page.get_by_role("button", name="Settle").click()

    expect(page.get_by_role("main")).to_contain_text("settled by Greta Holm")
    assert page.get_by_role("button", name="Settle").count() == 0


def test_what_changes_is_told_word_by_word(cast: Cast, window: type_of_window, strategy: UUID) -> None:
    greta = window(cast.greta).go("/strategy")
    greta.get_by_role("button", name="Start a new version").click()
    part = greta.locator("textarea[name^=section-]").first
    part.fill(part.input_value() + " We answer within two days.")
    greta.get_by_role("button", name="Save the draft").click()

    page = window(cast.greta).go("/strategy/versions")
    page.get_by_role("link", name="What changes").first.click()

    expect(page.locator("ins").first).to_contain_text("We answer within two days.")


def test_a_sealed_walk_away_opens_only_with_the_password(cast: Cast, window: type_of_window) -> None:
    with transaction(cast.organization_id):
        session.execute(update(User).where(User.id == cast.greta.id).values(password_hash=hash_of(PASSWORD)))
        draft = install_starter(cast.greta.actor, "supplier_price_renewal")
    greta = window(cast.greta).go(f"/playbooks/versions/{draft}/edit")

    greta.locator("#variable-0-row summary").click()
    greta.locator('input[name="variable-0-seal"][value=sealed]').check()
    greta.get_by_role("button", name="Save the draft").last.click()
    greta.get_by_role("link", name="Sealed walk-aways").click()
    greta.get_by_label("New walk-away").fill("4.25")
    greta.get_by_role("button", name="Seal", exact=True).click()
    greta.get_by_label("Your password, to look").fill("not the password")
    greta.get_by_role("button", name="Show for 30 seconds").click()
    refused = greta.get_by_role("main").inner_text()
    # After a wrong word everybody waits a second.
    greta.wait_for_timeout(1100)
    greta.get_by_label("Your password, to look").fill(PASSWORD)
    greta.get_by_role("button", name="Show for 30 seconds").click()

    expect(greta.locator(".sealed--open")).to_have_text("4.25 %")
    assert "4.25" not in refused
