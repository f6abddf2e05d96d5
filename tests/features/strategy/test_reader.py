"""Reading a playbook: what binds how, what is sealed, and what is new."""

import re
from uuid import UUID

from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.novelty import novelties
from negostrategy.strategy.queries.playbooks import PlaybookText, playbook_text
from negostrategy.strategy.schemas import PlaybookDraft, RuleDraft, VariableDraft
from negostrategy.strategy.service.playbooks import edit_playbook, new_playbook, start_playbook_draft
from negostrategy.strategy.service.publication import publish_playbook
from negostrategy.strategy.service.sealing import close_seal
from tests.cast import Cast
from tests.clients import type_of_browser
from tests.review import approved

PRICE = VariableDraft(
    key="price",
    name="Price",
    direction="less",
    target=90,  # type: ignore[arg-type]  # a whole number is exact
    seal="sealed",
    reference="list price",
    ladder=[{"value": 94, "note": "for two years"}],
    traders=["manager"],
)
WITH_REASON = RuleDraft("reason", "Write why.", "posture", 3, None, None, {"fact": "has_reason", "is": "yes"})
AT_LEAST_TWO = RuleDraft(
    "two", "Two of us.", "floor", 5, None, None, {"fact": "party_count", "is": "at_least", "value": 2}
)


def text_of(version_id: UUID) -> PlaybookText:
    text = playbook_text(version_id)
    assert text is not None
    return text


def written(cast: Cast, rules: list[RuleDraft], version_id: UUID | None = None) -> UUID:
    """Return the id of a draft with a sealed price and these rules."""
    greta = cast.greta.actor
    book = version_id or new_playbook(greta, "Sealed prices")
    given = frozenset({"purpose", "variables", "rules"})
    change = PlaybookDraft(purpose="Buy well.", variables=[PRICE], rules=rules, given=given)
    edit_playbook(greta, book, text_of(book).revision, change)
    close_seal(greta, book, "price", "113.7")
    return book


def test_everybody_reads_that_a_limit_is_sealed_and_nobody_reads_the_limit(
    cast: Cast, browser: type_of_browser
) -> None:
    with transaction(cast.organization_id):
        book = written(cast, [WITH_REASON])
        publish_playbook(cast.greta.actor, approved(cast, book), clock.today())
        playbook_id = text_of(book).playbook_id

    for person in (cast.noor, cast.greta):
        page = browser(person).get(f"/playbooks/{playbook_id}").text
        assert 'class="sealed"' in page
        assert re.search(r"\b113\b", page) is None
        assert "% of list price" in page
        assert "for two years" in page
        assert "Traded by managers only" in page


def test_the_editor_never_holds_a_sealed_limit(cast: Cast, browser: type_of_browser) -> None:
    with transaction(cast.organization_id):
        book = written(cast, [WITH_REASON])

    page = browser(cast.greta).get(f"/playbooks/versions/{book}/edit").text.split("<main")[1]
    # By itself: an address or a token may hold these digits among others.
    assert re.search(r"\b113\b", page) is None


def test_a_reader_sees_what_is_new_in_this_version(cast: Cast, browser: type_of_browser) -> None:
    with transaction(cast.organization_id):
        first = written(cast, [WITH_REASON])
        publish_playbook(cast.greta.actor, approved(cast, first), clock.today())
        playbook_id = text_of(first).playbook_id
        later = written(cast, [WITH_REASON, AT_LEAST_TWO], start_playbook_draft(cast.greta.actor, playbook_id))
        assert novelties(text_of(first), text_of(later)) == {"rule:two": "new"}

    page = browser(cast.greta).get(f"/playbooks/{playbook_id}?version=2").text

    assert page.count("New in version 2") == 1


def test_the_first_version_marks_nothing(cast: Cast, book: UUID) -> None:
    with transaction(cast.organization_id):
        assert novelties(None, text_of(book)) == {}


def test_rules_stand_under_how_they_bind(cast: Cast, browser: type_of_browser) -> None:
    with transaction(cast.organization_id):
        book = written(cast, [WITH_REASON, AT_LEAST_TWO])
        playbook_id = text_of(book).playbook_id

    page = browser(cast.greta).get(f"/playbooks/{playbook_id}").text

    assert page.index("Not to be crossed") < page.index("Two of us.") < page.index("Write why.")
