"""Pages of the playbooks, for those who write and those who read."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from negostrategy.kernel import clock
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy import starters
from negostrategy.strategy.queries.playbooks import PlaybookText, playbook_text
from negostrategy.strategy.service.playbooks import install_starter
from negostrategy.strategy.service.publication import publish_playbook
from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.strategy.forms import fields_of
from tests.review import approved


def read(cast: Cast, version_id: UUID) -> PlaybookText:
    with transaction(cast.organization_id):
        text = playbook_text(version_id)
    assert text is not None
    return text


def test_a_starter_is_installed_with_one_click(cast: Cast, browser: type_of_browser) -> None:
    chrome = browser(cast.greta)

    answer = chrome.post("/playbooks/starters/staff_allocation", follow_redirects=True)

    assert answer.status_code == 200
    assert "To confirm" in answer.text
    assert "Install" in chrome.get("/playbooks").text


@pytest.mark.parametrize("key", starters.KEYS)
def test_a_saved_draft_says_the_same(cast: Cast, browser: type_of_browser, key: str) -> None:
    with transaction(cast.organization_id):
        book = install_starter(cast.greta.actor, key)
    before = read(cast, book)
    chrome = browser(cast.greta)

    answer = chrome.post(
        f"/playbooks/versions/{book}/edit", fields_of(chrome.get(f"/playbooks/versions/{book}/edit").text)
    )

    after = read(cast, book)
    assert answer.status_code == 303
    assert [replace(variable, id=book) for variable in after.variables] == [
        replace(variable, id=book) for variable in before.variables
    ]
    assert (after.questions, sorted(after.topics), after.purpose) == (
        before.questions,
        sorted(before.topics),
        before.purpose,
    )


def saved(
    cast: Cast, browser: type_of_browser, book: UUID, change: dict[str, str]
) -> tuple[TestResponse, PlaybookText]:
    chrome = browser(cast.greta)
    form = fields_of(chrome.get(f"/playbooks/versions/{book}/edit").text)
    answer = chrome.post(f"/playbooks/versions/{book}/edit", form | change)
    return answer, read(cast, book)


def test_positions_are_typed_in_their_own_kind(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    change = {
        "variable-11-name": "First delivery",
        "variable-11-kind": "date",
        "variable-11-target": "2027-03-01",
        "variable-12-name": "Named contact",
        "variable-12-kind": "yes_no",
        "variable-12-target": "yes",
        "variable-1-target": "A fixed price for the whole time",
    }

    _answer, text = saved(cast, browser, book, change)

    assert text.variables[11].target == date(2027, 3, 1).toordinal()
    assert text.variables[12].target == 1
    assert text.variables[1].target == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"variable-0-target": "NaN"}, "variable-0-target"),
        ({"variable-0-target": "1e999"}, "variable-0-target"),
        ({"variable-1-target": "Whatever comes"}, "variable-1-target"),
        (
            {"variable-11-name": "Day", "variable-11-kind": "date", "variable-11-target": "9999-12-31"},
            "variable-11-target",
        ),
        ({"variable-0-weight": "-3"}, "variable-0-weight"),
        ({"value_from": "much"}, "value_from"),
    ],
)
def test_what_is_no_position_is_told_at_its_field(
    cast: Cast, browser: type_of_browser, book: UUID, change: dict[str, str], field: str
) -> None:
    before = read(cast, book)

    answer, after = saved(cast, browser, book, change)

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert after == before


def test_a_row_without_a_name_is_not_dropped(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    answer, text = saved(cast, browser, book, {"variable-11-unit": "pallets"})

    assert answer.status_code == 422
    assert "pallets" in answer.text
    assert "Give the variable a name." in answer.text
    assert len(text.variables) == 11


def test_a_variable_is_taken_out(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    _answer, text = saved(cast, browser, book, {"variable-0-remove": "yes"})

    assert [variable.key for variable in text.variables][:2] == ["index_formula", "payment_days"]


def test_a_figure_that_is_changed_or_ticked_is_confirmed(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    _answer, text = saved(cast, browser, book, {"variable-0-target": "-3", "variable-2-confirmed": "yes"})

    assert [variable.to_confirm for variable in text.variables[:4]] == [False, True, False, True]


def test_names_that_look_alike_get_keys_of_their_own(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    change = {
        "variable-11-name": "Größe",
        "variable-12-name": "Grosse",
        "question-5-text": "價?",
        "question-6-text": "錢?",
    }

    answer, text = saved(cast, browser, book, change)

    assert answer.status_code == 303
    assert len({variable.key for variable in text.variables}) == 13
    assert len({question["key"] for question in text.questions}) == 7


def test_an_outdated_form_comes_back_as_typed(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    answer, text = saved(cast, browser, book, {"revision": "7", "purpose": "Kept words"})

    assert answer.status_code == 412
    assert "Kept words" in answer.text
    assert text.purpose != "Kept words"


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
        ({"expression-0-what": "fact:has_reason", "expression-0-is": "yes", "severity": "9" * 5000}, "Not a valid"),
        ({"expression-0-what": "fact:has_reason", "expression-0-is": "yes", "binding": "iron"}, "Choose one of"),
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
    with transaction(cast.organization_id):
        approved(cast, book)

    answer = chrome.post(
        f"/playbooks/versions/{book}/publication",
        {"effective_on": clock.today().isoformat()},
        follow_redirects=True,
    )

    assert "Published." in answer.text
    playbook_id = read(cast, book).playbook_id
    assert "Walk" in browser(cast.noor).get(f"/playbooks/{playbook_id}").text


def test_a_first_version_in_review_stands_in_the_list(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    with transaction(cast.organization_id):
        approved(cast, book)

    assert "Approved" in browser(cast.greta).get("/playbooks").text


def test_a_retired_playbook_is_not_called_in_force(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    with transaction(cast.organization_id):
        publish_playbook(cast.greta.actor, approved(cast, book), clock.today())
    playbook_id = read(cast, book).playbook_id
    greta = browser(cast.greta)

    greta.post(f"/playbooks/{playbook_id}/retirement", {"retired_on": clock.today().isoformat(), "reason": "Merged."})

    page = greta.get("/playbooks").text
    assert ("Retired" in page, "Version 1 in force" in page) == (True, False)


def test_what_a_version_would_do_stands_beside_the_button_that_publishes_it(
    cast: Cast, browser: type_of_browser, book: UUID
) -> None:
    with transaction(cast.organization_id):
        approved(cast, book)

    page = browser(cast.greta).get(f"/playbooks/versions/{book}/publication").text

    assert page.index("What it would do") < page.index(">Publish<")


def test_the_past_is_refused(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    with transaction(cast.organization_id):
        approved(cast, book)

    answer = browser(cast.greta).post(f"/playbooks/versions/{book}/publication", {"effective_on": "2020-01-01"})

    assert answer.status_code == 422
    assert "This day is over" in answer.text


@pytest.mark.parametrize("path", ["/edit", "/rules/new", "/publication"])
def test_only_leaders_write(cast: Cast, next_door: Cast, browser: type_of_browser, book: UUID, path: str) -> None:
    address = f"/playbooks/versions/{book}{path}"

    assert browser(cast.noor).get(address).status_code == 403
    assert browser(next_door.greta).get(address).status_code == 404
    assert browser(cast.greta).get(f"/playbooks/versions/{new_id()}{path}").status_code == 404


def test_the_neighbour_sees_no_playbook(cast: Cast, next_door: Cast, browser: type_of_browser, book: UUID) -> None:
    with transaction(cast.organization_id):
        publish_playbook(cast.greta.actor, approved(cast, book), clock.today())
    playbook_id = read(cast, book).playbook_id

    chrome = browser(next_door.greta)

    assert chrome.get(f"/playbooks/{playbook_id}").status_code == 404
