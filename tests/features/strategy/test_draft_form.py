"""The form of a strategy draft: two who write at once, who owns it, and rows that open."""

from uuid import UUID

from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.queries.document import document
from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.strategy.forms import fields_of


def test_two_writers_lose_nothing_without_a_word(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    chrome = browser(cast.greta)
    address = f"/strategy/drafts/{draft}"
    begun = fields_of(chrome.get(address).text)
    chrome.post(address, begun | {"section-scope": "Theirs.", "section-trust": "Their trust."})

    refused = chrome.post(address, begun | {"section-scope": "Mine.", "section-ethics": "My ethics."})

    assert refused.status_code == 412
    assert '<del class="change__gone">Theirs.</del>' in refused.text
    shown = fields_of(refused.text)
    assert [shown[f"section-{key}"] for key in ("scope", "trust", "ethics")] == [
        ["Mine."],
        ["Their trust."],
        ["My ethics."],
    ]


def test_a_second_press_decides(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    chrome = browser(cast.greta)
    address = f"/strategy/drafts/{draft}"
    begun = fields_of(chrome.get(address).text)
    chrome.post(address, begun | {"section-scope": "Theirs.", "section-trust": "Their trust."})
    refused = chrome.post(address, begun | {"section-scope": "Mine."})

    chrome.post(address, fields_of(refused.text))

    with transaction(cast.organization_id):
        found = document(draft)
    assert found is not None
    bodies = {one["key"]: one["body"] for one in found.sections}
    assert (bodies["scope"], bodies["trust"]) == ("Mine.", "Their trust.")


def test_a_refused_form_stays_outdated(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    chrome = browser(cast.greta)
    address = f"/strategy/drafts/{draft}"
    begun = fields_of(chrome.get(address).text)
    chrome.post(address, begun | {"section-scope": "Theirs."})
    refused = chrome.post(address, begun | {"section-scope": "Mine.", "objective-0-target": "soon"})

    again = chrome.post(address, fields_of(refused.text) | {"objective-0-target": "75"})

    assert (refused.status_code, again.status_code) == (422, 412)


def test_an_owner_and_a_day_can_be_taken_back(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    chrome = browser(cast.greta)
    address = f"/strategy/drafts/{draft}"
    chrome.post(address, fields_of(chrome.get(address).text) | {"review_on": "2027-01-01"})

    chrome.post(address, fields_of(chrome.get(address).text) | {"review_on": "", "owner_id": ""})

    with transaction(cast.organization_id):
        found = document(draft)
    assert found is not None
    assert (found.revision, found.owner_id, found.review_on) == (3, None, None)


def test_an_owner_is_found_by_all_the_words(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    chrome = browser(cast.greta)

    assert chrome.get("/strategy/owners?look_for=holm+GRETA").json == [{"id": str(cast.greta.id), "name": "Greta Holm"}]
    assert chrome.get("/strategy/owners?look_for=nobody+here").json == []


def test_owners_are_told_to_those_who_write(cast: Cast, next_door: Cast, browser: type_of_browser, draft: UUID) -> None:
    assert browser(cast.noor).get("/strategy/owners").status_code == 403
    names = [one["name"] for one in browser(next_door.greta).get("/strategy/owners").json]
    assert names.count("Greta Holm") == 1


def test_an_opened_row_comes_back_written_out(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    chrome, address = browser(cast.greta), f"/strategy/drafts/{draft}"
    folded = chrome.get(address).text

    answer = chrome.post(address, fields_of(folded) | {"open": "objective-1-row"})
    opened = chrome.get(answer.headers["Location"].split(cast.slug, 1)[1].partition("#")[0]).text

    assert answer.headers["Location"].endswith("?open=objective-1-row#objective-1-row")
    assert 'id="f-objective-1-title"' in opened
    assert 'id="f-objective-1-title"' not in folded


def test_a_refused_row_comes_back_open(cast: Cast, browser: type_of_browser, draft: UUID) -> None:
    chrome, address = browser(cast.greta), f"/strategy/drafts/{draft}"

    refused = chrome.post(address, fields_of(chrome.get(address).text) | {"objective-1-target": "soon"})

    assert refused.status_code == 422
    assert 'id="f-objective-1-target"' in refused.text
    assert 'value="soon"' in refused.text
