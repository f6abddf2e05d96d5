"""Pages of the strategy, for those who write and those who read."""

from collections.abc import Callable
from uuid import UUID

from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy import starters
from negostrategy.strategy.queries.document import document
from tests.cast import Cast, Person
from tests.clients import Browser
from tests.features.strategy.forms import fields_of

type_of_browser = Callable[[Person], Browser]


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
    asked = chrome.post(f"{address}/review", {"revision": "2", "people-0": str(cast.ines.id), "quorum-0": "1"})
    review = asked.headers["Location"].split(cast.slug, 1)[1]
    browser(cast.ines).post(f"{review}/decision", {"revision": "2", "approves": "yes"})
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
    assert found.objectives[0].title == starters.strategy().objectives[1].title


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


def test_the_neighbour_reads_nothing(cast: Cast, next_door: Cast, browser: type_of_browser, strategy: UUID) -> None:
    assert browser(next_door.greta).get(f"/strategy/versions/{strategy}").status_code == 404
    assert browser(next_door.greta).post(f"/strategy/versions/{strategy}/acknowledgement").status_code == 404
