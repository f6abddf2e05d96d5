"""Pages of reviews: who sees them, what was said, what changes, and when publishing is offered."""

from typing import Any
from uuid import UUID

from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.reviewing import ReviewDraft, StepDraft
from negostrategy.strategy.schemas import DocumentDraft
from negostrategy.strategy.service.document import edit_draft, start_draft
from negostrategy.strategy.service.publication import publish_strategy
from negostrategy.strategy.service.reviewing import ask_review
from tests.cast import Cast
from tests.features.strategy.reviews import ask, say
from tests.review import approved


def test_only_who_is_asked_sees_the_page(cast: Cast, draft: UUID, browser: Any) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id], 1))

    codes = [browser(person).get(f"/reviews/{review}").status_code for person in (cast.ines, cast.greta, cast.noor)]

    assert codes == [200, 200, 404]


def test_the_page_shows_who_said_what(cast: Cast, draft: UUID, browser: Any) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id], 1))

    browser(cast.ines).post(f"/reviews/{review}/decision", {"revision": "1", "approves": "yes", "reason": "Clear."})

    assert "“Clear.”" in browser(cast.greta).get(f"/reviews/{review}").text


def test_whoever_is_asked_reads_what_changes_beside_the_decision(cast: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        publish_strategy(cast.greta.actor, approved(cast, start_draft(cast.greta.actor)), clock.today())
        second = start_draft(cast.greta.actor)
        revision = edit_draft(
            cast.greta.actor, second, 1, DocumentDraft(title="How we now negotiate", given=frozenset({"title"}))
        )
        draft = ReviewDraft(revision, [StepDraft([cast.ines.id], 1)])
        review = ask_review(cast.greta.actor, "strategy", second, draft, clock.today())

    page = browser(cast.ines).get(f"/reviews/{review}").text

    assert "What changes against version 1" in page
    assert '<ins class="change__new">' in page


def test_publishing_is_offered_while_it_is_approved_only(cast: Cast, draft: UUID, browser: Any) -> None:
    review = ask(cast, draft, StepDraft([cast.ines.id], 1))
    say(cast.ines, review)
    pages = [browser(cast.greta).get(f"/reviews/{review}").text]
    with transaction(cast.organization_id):
        publish_strategy(cast.greta.actor, draft, clock.today())
    pages.append(browser(cast.greta).get(f"/reviews/{review}").text)

    assert [">Publish<" in page or "Publish</" in page for page in pages] == [True, False]
