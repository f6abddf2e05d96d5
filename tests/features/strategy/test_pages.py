"""Pages of the strategy and the playbooks, for those who write and those who read."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel import clock
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy import starters
from negostrategy.strategy.queries.document import document
from negostrategy.strategy.queries.playbooks import PlaybookText, playbook_text
from negostrategy.strategy.service.document import publish_strategy, start_draft
from negostrategy.strategy.service.playbooks import install_starter
from negostrategy.strategy.service.publication import publish_playbook
from tests.cast import Cast, Person
from tests.clients import Browser
from tests.features.strategy.forms import FormParser

type_of_browser = Callable[[Person], Browser]


@pytest.fixture
def draft(cast: Cast) -> UUID:
    """Return the id of a draft of the strategy."""
    with transaction(cast.organization_id):
        return start_draft(cast.greta.actor)


@pytest.fixture
def strategy(cast: Cast, draft: UUID) -> UUID:
    """Return the id of the strategy in force."""
    with transaction(cast.organization_id):
        publish_strategy(cast.greta.actor, draft, clock.today())
    return draft


@pytest.fixture
def book(cast: Cast) -> UUID:
    """Return the id of a playbook's first draft."""
    with transaction(cast.organization_id):
        return install_starter(cast.greta.actor, "supplier_price_renewal")


def read(cast: Cast, version_id: UUID) -> PlaybookText:
    with transaction(cast.organization_id):
        text = playbook_text(version_id)
    assert text is not None
    return text


def test_without_a_strategy_a_leader_is_offered_the_outline(cast: Cast, browser: type_of_browser) -> None:
    assert "Start from the outline" in browser(cast.greta).get("/strategy").text
    assert "Start from the outline" not in browser(cast.noor).get("/strategy").text


def test_a_leader_goes_from_the_outline_to_publication(cast: Cast, browser: type_of_browser) -> None:
    chrome = browser(cast.greta)
    begun = chrome.post("/strategy/drafts")
    address = begun.headers["Location"].split(cast.slug, 1)[1]
    key = chrome.get(address).text.split('name="section-')[1].split('"')[0]

    saved = chrome.post(
        address,
        {
            "revision": "1",
            "title": "How Arlund negotiates",
            f"section-{key}": "We look for trades first.\n\n- one\n- two",
            "objective-0-title": "Rules kept",
            "objective-0-metric": "Share of rules kept",
            "objective-0-target": "90",
        },
        follow_redirects=True,
    )
    published = chrome.post(
        f"{address}/publication", {"effective_on": clock.today().isoformat()}, follow_redirects=True
    )

    assert "Saved." in saved.text
    assert "Published." in published.text
    seen = browser(cast.noor).get("/strategy").text
    assert "We look for trades first." in seen
    assert "<li>two</li>" in seen


def test_somebody_confirms_that_they_read_it(cast: Cast, browser: type_of_browser, strategy: UUID) -> None:
    chrome = browser(cast.noor)

    answer = chrome.post(f"/strategy/versions/{strategy}/acknowledgement", follow_redirects=True)

    assert "You confirmed it on" in answer.text


def test_a_refused_draft_keeps_what_was_typed(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    form = {"revision": "1", "title": "Kept words", "objective-0-title": "A", "objective-0-target": "soon"}

    answer = browser(cast.greta).post(f"/strategy/drafts/{draft}", form)

    assert answer.status_code == 422
    assert "Kept words" in answer.text


def test_a_refusal_stands_at_its_field(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    form = {"revision": "1", "title": "T", "objective-3-metric": "Share of rules kept", "objective-3-target": "soon"}

    page = browser(cast.greta).post(f"/strategy/drafts/{draft}", form).text

    assert "Share of rules kept" in page
    assert 'id="f-objective-0-title-error"' in page
    assert 'href="#f-objective-0-target"' in page


def test_a_part_that_is_too_long_is_told_at_the_part(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    chrome = browser(cast.greta)
    key = chrome.get(f"/strategy/drafts/{draft}").text.split('name="section-')[1].split('"')[0]

    answer = chrome.post(
        f"/strategy/drafts/{draft}", {"revision": "1", "title": "T", f"section-{key}": "long " * 5_000}
    )

    assert answer.status_code == 422
    assert f'id="f-section-{key}-error"' in answer.text


def test_an_objective_can_be_taken_out(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    chrome = browser(cast.greta)
    form = fields_of(chrome.get(f"/strategy/drafts/{draft}").text) | {"objective-0-remove": "yes"}

    chrome.post(f"/strategy/drafts/{draft}", form)

    with transaction(cast.organization_id):
        found = document(draft)
    assert found is not None
    assert len(found.objectives) == len(starters.strategy().objectives) - 1
    assert [one.title for one in found.objectives][0] == starters.strategy().objectives[1].title


def test_an_outdated_draft_is_told(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    answer = browser(cast.greta).post(f"/strategy/drafts/{draft}", {"revision": "9", "title": "Kept words"})

    assert answer.status_code == 412
    assert "Kept words" in answer.text
    assert "Read what they wrote" in answer.text


def test_markup_in_the_text_is_only_text(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    chrome = browser(cast.greta)
    key = chrome.get(f"/strategy/drafts/{draft}").text.split('name="section-')[1].split('"')[0]

    chrome.post(f"/strategy/drafts/{draft}", {"revision": "1", "title": "T", f"section-{key}": "<script>x</script>"})

    assert "<script>x" not in chrome.get(f"/strategy/versions/{draft}").text


def test_drafts_are_the_leaders_own(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    assert browser(cast.noor).get(f"/strategy/versions/{draft}").status_code == 404
    assert browser(cast.noor).get(f"/strategy/drafts/{draft}").status_code == 403


def test_a_starter_is_installed_with_one_click(cast: Cast, browser: type_of_browser) -> None:
    chrome = browser(cast.greta)

    answer = chrome.post("/playbooks/starters/staff_allocation", follow_redirects=True)

    assert answer.status_code == 200
    assert "To confirm" in answer.text
    assert "Install" in chrome.get("/playbooks").text


def test_a_saved_draft_says_the_same(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    before = read(cast, book)
    chrome = browser(cast.greta)
    form = fields_of(chrome.get(f"/playbooks/versions/{book}/edit").text)

    answer = chrome.post(f"/playbooks/versions/{book}/edit", form)

    after = read(cast, book)
    assert answer.status_code == 303
    assert [(v.key, v.target, v.levels, v.note) for v in after.variables] == [
        (v.key, v.target, v.levels, v.note) for v in before.variables
    ]
    assert (after.questions, sorted(after.topics), after.purpose) == (
        before.questions,
        sorted(before.topics),
        before.purpose,
    )


def test_every_rule_can_be_opened_and_saved_as_it_is(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    chrome = browser(cast.greta)
    before = read(cast, book).rules

    for rule in before:
        address = f"/playbooks/versions/{book}/rules/{rule.key}"
        form = fields_of(chrome.get(address).text)
        assert chrome.post(address, form).status_code == 303

    after = read(cast, book).rules
    assert [(r.key, r.condition, r.expression) for r in after] == [(r.key, r.condition, r.expression) for r in before]


def test_a_rule_is_composed_from_rows(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    form = {
        "revision": "1",
        "title": "Large ones are met in person.",
        "binding": "posture",
        "severity": "3",
        "condition-join": "all",
        "condition-0-what": "fact:value",
        "condition-0-is": "at_least",
        "condition-0-value": "500000",
        "expression-join": "any",
        "expression-0-what": "fact:channel",
        "expression-0-is": "one_of",
        "expression-0-value": "meeting, video",
        "expression-1-what": "fact:has_reason",
        "expression-1-is": "yes",
    }

    browser(cast.greta).post(f"/playbooks/versions/{book}/rules/new", form)

    rule = read(cast, book).rules[-1]
    assert rule.condition == {"fact": "value", "is": "at_least", "value": 500000}
    assert rule.expression == {
        "any": [
            {"fact": "channel", "is": "one_of", "value": ["meeting", "video"]},
            {"fact": "has_reason", "is": "yes"},
        ]
    }


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"expression-0-what": "fact:mood", "expression-0-is": "yes"}, "no fact called"),
        ({"expression-0-what": "fact:value", "expression-0-is": "one_of", "expression-0-value": "1"}, "is a number"),
        ({"expression-join": "data", "expression-data": '{"fact": '}, "not complete JSON"),
        ({}, "Say what has to hold"),
    ],
)
def test_a_rule_nobody_can_judge_is_refused(
    cast: Cast, browser: type_of_browser, book: UUID, given: dict[str, Any], sentence: str
) -> None:
    form = {"revision": "1", "title": "A kept title.", "binding": "floor", "severity": "5"} | given

    answer = browser(cast.greta).post(f"/playbooks/versions/{book}/rules/new", form)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "A kept title." in answer.text


def test_a_checked_draft_is_published_and_read(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    chrome = browser(cast.greta)
    chrome.post(f"/playbooks/versions/{book}/confirmation")

    answer = chrome.post(
        f"/playbooks/versions/{book}/publication", {"effective_on": clock.today().isoformat()}, follow_redirects=True
    )

    assert "Published." in answer.text
    playbook_id = read(cast, book).playbook_id
    assert "Walk" in browser(cast.noor).get(f"/playbooks/{playbook_id}").text


def test_the_past_is_refused(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    answer = browser(cast.greta).post(f"/playbooks/versions/{book}/publication", {"effective_on": "2020-01-01"})

    assert answer.status_code == 422
    assert "This day is over" in answer.text


@pytest.mark.parametrize("path", ["/edit", "/rules/new", "/publication"])
def test_only_leaders_write(cast: Cast, next_door: Cast, browser: type_of_browser, book: UUID, path: str) -> None:
    address = f"/playbooks/versions/{book}{path}"

    assert browser(cast.noor).get(address).status_code == 403
    assert browser(next_door.greta).get(address).status_code == 404
    assert browser(cast.greta).get(f"/playbooks/versions/{new_id()}{path}").status_code == 404


def test_the_neighbour_sees_no_playbook(
    cast: Cast, next_door: Cast, browser: type_of_browser, book: UUID, strategy: UUID
) -> None:
    with transaction(cast.organization_id):
        publish_playbook(cast.greta.actor, book, clock.today())
    playbook_id = read(cast, book).playbook_id

    chrome = browser(next_door.greta)

    assert chrome.get(f"/playbooks/{playbook_id}").status_code == 404
    assert chrome.get(f"/strategy/versions/{strategy}").status_code == 404


def fields_of(page: str) -> dict[str, Any]:
    """Return the fields of the largest form on a page as a browser would send them."""
    parsed = FormParser()
    parsed.feed(page)
    return max(parsed.forms, key=lambda form: len(json.dumps(form)))
