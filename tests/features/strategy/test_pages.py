"""Pages of the strategy, for those who write and those who read."""

from uuid import UUID

from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy import starters
from negostrategy.strategy.queries.document import document
from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.strategy.forms import fields_of


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
    browser(cast.ines).post(f"{review}/decision", {"revision": "2", "approves": "yes", "reason": "Clear."})
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


def test_a_strategy_keeps_a_title(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    answer = browser(cast.greta).post(
        f"/strategy/drafts/{draft}", {"revision": "1", "title": "", "change_size": "major"}
    )

    assert answer.status_code == 422
    assert "<title>Error: Draft of the strategy" in answer.text
    assert "Give it a title" in answer.text


def test_a_refused_review_leads_to_who_is_to_be_asked(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    page = browser(cast.greta).post(f"/strategy/drafts/{draft}/review", {"revision": "1"}).text

    assert 'href="#f-people-0"' in page
    assert 'id="f-people-0" tabindex="-1"' in page


def test_a_second_step_of_a_review_comes_when_somebody_wants_it(
    cast: Cast, browser: type_of_browser, draft: UUID
) -> None:
    chrome, address = browser(cast.greta), f"/strategy/drafts/{draft}/review"
    first = {"revision": "1", "people-0": str(cast.ines.id), "quorum-0": "1", "note": "Only the rules."}

    begun = chrome.get(address).text
    wider = fields_of(chrome.post(address, first | {"then": "step"}).text)
    asked = chrome.post(address, wider | {"people-1": str(cast.noor.id)}, follow_redirects=True).text

    assert "people-1" not in begun
    assert (wider["people-0"], wider["note"], wider["quorum-1"]) == ([str(cast.ines.id)], ["Only the rules."], ["1"])
    assert "Step 2: 1 of 1" in asked


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


def test_a_program_in_the_text_is_refused_at_its_part(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    chrome = browser(cast.greta)
    form = fields_of(chrome.get(f"/strategy/drafts/{draft}").text)

    answer = chrome.post(f"/strategy/drafts/{draft}", form | {"section-scope": "<script>x</script>"})

    assert answer.status_code == 422
    assert 'id="f-section-scope-error"' in answer.text
    assert "a text holds words, not programs" in answer.text


def test_a_part_moves_up_and_keeps_what_was_typed(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    chrome = browser(cast.greta)
    form = fields_of(chrome.get(f"/strategy/drafts/{draft}").text)

    answer = chrome.post(
        f"/strategy/drafts/{draft}", form | {"section-scope": "Typed before.", "move": "section-scope-up"}
    )

    with transaction(cast.organization_id):
        found = document(draft)
    assert found is not None
    assert [(one["key"], one["body"] == "Typed before.") for one in found.sections[:2]] == [
        ("scope", True),
        ("ambition", False),
    ]
    assert answer.headers["Location"].endswith("#part-scope")


def test_an_objective_moves_down(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    chrome = browser(cast.greta)
    form = fields_of(chrome.get(f"/strategy/drafts/{draft}").text)

    chrome.post(f"/strategy/drafts/{draft}", form | {"move": "objective-0-down"})

    with transaction(cast.organization_id):
        found = document(draft)
    titles = [one.title for one in starters.strategy().objectives]
    assert found is not None
    assert [one.title for one in found.objectives[:2]] == [titles[1], titles[0]]


def test_the_form_saves_segments_as_it_shows_them(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    chrome = browser(cast.greta)
    with transaction(cast.organization_id):
        before = document(draft)
    form = fields_of(chrome.get(f"/strategy/drafts/{draft}").text)

    chrome.post(f"/strategy/drafts/{draft}", form | {"segment-leverage-minimum_variables": "9"})

    with transaction(cast.organization_id):
        after = document(draft)
    assert before is not None
    assert after is not None
    assert [(one.segment, one.minimum_variables) for one in after.segments] == [
        (one.segment, 9 if one.segment == "leverage" else one.minimum_variables) for one in before.segments
    ]


def test_a_segment_that_contradicts_itself_is_told_at_its_field(
    cast: Cast, browser: type_of_browser, draft: UUID
) -> None:
    chrome = browser(cast.greta)
    form = fields_of(chrome.get(f"/strategy/drafts/{draft}").text)

    answer = chrome.post(f"/strategy/drafts/{draft}", form | {"segment-key-default_style": "combative"})

    assert answer.status_code == 422
    assert 'id="f-segment-key-default_style-error"' in answer.text


def test_readers_see_what_holds_for_each_segment(cast: Cast, browser: type_of_browser, strategy: UUID) -> None:
    page = browser(cast.noor).get("/strategy").text

    assert "Segments of counterparts" in page
    assert "high impact, low risk" in page
