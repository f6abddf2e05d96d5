"""The form of one rule: saved as it is, composed from rows, refused when nobody could judge it."""

from typing import Any
from uuid import UUID

import pytest

from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.strategy.drafts import read
from tests.features.strategy.forms import fields_of


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
