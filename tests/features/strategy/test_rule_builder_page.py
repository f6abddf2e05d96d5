"""Composing rules: groups, what fits a fact, plain words while typing, and places."""

from typing import Any
from uuid import UUID

import pytest

from negostrategy.edge.payloads import load
from negostrategy.kernel.faults import BadInput
from negostrategy.strategy.schemas import PlaybookSchema
from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.strategy.drafts import read
from tests.features.strategy.forms import fields_of

GROUPED = {
    "title": "Large ones are prepared.",
    "binding": "posture",
    "severity": "3",
    "revision": "1",
    "expression-join": "all",
    "expression-0-what": "fact:has_alternative",
    "expression-0-is": "yes",
    "expression-1-what": "fact:channel",
    "expression-1-is": "equals",
    "expression-1-value": "meeting",
    "expression-1-group": "a",
    "expression-2-what": "fact:party_count",
    "expression-2-is": "at_least",
    "expression-2-value": "2",
    "expression-2-group": "a",
}
NODE = {
    "all": [
        {"fact": "has_alternative", "is": "yes"},
        {
            "any": [
                {"fact": "channel", "is": "equals", "value": "meeting"},
                {"fact": "party_count", "is": "at_least", "value": 2},
            ]
        },
    ]
}


def test_rows_of_one_group_are_joined_the_other_way(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    browser(cast.greta).post(f"/playbooks/versions/{book}/rules/new", GROUPED)

    assert read(cast, book).rules[-1].expression == NODE


def test_a_rule_with_groups_is_saved_again_as_it_is(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    chrome = browser(cast.greta)
    chrome.post(f"/playbooks/versions/{book}/rules/new", GROUPED)
    address = f"/playbooks/versions/{book}/rules/{read(cast, book).rules[-1].key}"

    answer = chrome.post(address, fields_of(chrome.get(address).text))

    assert answer.status_code == 303
    assert read(cast, book).rules[-1].expression == NODE


def test_the_rule_is_told_in_plain_words_while_it_is_composed(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    told = browser(cast.greta).post(f"/playbooks/versions/{book}/sentence", GROUPED).json

    assert told == {
        "sentence": (
            "Always: our own alternative is written and "
            "(the channel is meeting or the number of our people on it is at least 2)."
        ),
        "complaints": [],
    }


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("fact:mood", "yes", ""), "no fact called “mood”"),
        (("fact:value", "at_least", "plenty"), "compared with a number, not with “plenty”"),
        (("fact:channel", "equals", "pigeon"), "“channel” is never “pigeon”"),
        (("variable:moon:agreed", "known", ""), "no variable “moon” in this playbook"),
        (("fact:has_reason", "at_least", "3"), "answered by yes or no"),
        (("variable:payment_days:agreed", "at_least", "6 weeks"), "is counted in days, not in weeks"),
        (("variable:improvement_projects:agreed", "equals", "Many"), "has no level “Many”"),
        (("variable:forecast_sharing:agreed", "equals", "7"), "is yes or no, never “7”"),
        (("fact:alternative_age_days", "less_than", "3 months"), "is counted in days, not in months"),
    ],
)
def test_what_cannot_be_judged_is_told_with_the_sentence_that_helps(
    cast: Cast, browser: type_of_browser, book: UUID, row: tuple[str, str, str], words: str
) -> None:
    names = ("expression-0-what", "expression-0-is", "expression-0-value")
    sent: dict[str, Any] = dict(zip(names, row, strict=True))

    told = browser(cast.greta).post(f"/playbooks/versions/{book}/sentence", sent).json

    assert told["sentence"] == ""
    assert words in " ".join(told["complaints"])


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("variable:payment_days:agreed", "at_least", "45 days"), "Payment days (agreed) is at least 45 days."),
        (("variable:forecast_sharing:agreed", "equals", "yes"), "Forecast sharing (agreed) is yes."),
        (
            ("variable:improvement_projects:agreed", "at_least", "ideas collected together"),
            "Improvement projects (agreed) is at least “Ideas collected together”.",
        ),
        (("fact:outcome", "none_of", "no deal, broken off"), "the outcome is neither no deal nor broken off."),
    ],
)
def test_values_are_typed_and_said_in_the_words_of_their_kind(
    cast: Cast, browser: type_of_browser, book: UUID, row: tuple[str, str, str], sentence: str
) -> None:
    names = ("expression-0-what", "expression-0-is", "expression-0-value")
    sent: dict[str, Any] = dict(zip(names, row, strict=True))

    told = browser(cast.greta).post(f"/playbooks/versions/{book}/sentence", sent).json

    assert told == {"sentence": f"Always: {sentence}", "complaints": []}


@pytest.mark.parametrize(
    ("row", "complaints"),
    [
        (("variable:payment_days:walk_away", "at_least", "30"), 1),
        (("variable:payment_days:theirs", "no_worse_than", "walk-away"), 1),
        (("variable:payment_days:current", "no_worse_than", "walk-away"), 0),
        (("variable:payment_days:band", "equals", "stop"), 0),
    ],
)
def test_a_sealed_walk_away_is_asked_for_by_its_band_alone(
    cast: Cast, browser: type_of_browser, book: UUID, row: tuple[str, str, str], complaints: int
) -> None:
    chrome = browser(cast.greta)
    form = fields_of(chrome.get(f"/playbooks/versions/{book}/edit").text)
    chrome.post(f"/playbooks/versions/{book}/edit", form | {"variable-2-seal": "sealed"})
    names = ("expression-0-what", "expression-0-is", "expression-0-value")
    sent: dict[str, Any] = dict(zip(names, row, strict=True))

    told = chrome.post(f"/playbooks/versions/{book}/sentence", sent).json

    assert len(told["complaints"]) == complaints


def test_a_rule_in_a_unit_that_its_variable_has_no_more_is_told_before_publication(
    cast: Cast, browser: type_of_browser, book: UUID
) -> None:
    chrome = browser(cast.greta)
    row = {"expression-0-what": "variable:payment_days:agreed", "expression-0-is": "at_least"}
    rule = {"title": "Six weeks.", "binding": "posture", "severity": "3", "revision": "1"}
    chrome.post(f"/playbooks/versions/{book}/rules/new", rule | row | {"expression-0-value": "45"})
    form = fields_of(chrome.get(f"/playbooks/versions/{book}/edit").text)
    chrome.post(f"/playbooks/versions/{book}/edit", form | {"variable-2-unit": "weeks"})

    page = chrome.get(f"/playbooks/versions/{book}/publication").text

    assert "“Payment days” is counted in weeks, and the rule says days." in page


def test_without_scripts_a_row_shows_what_fits_before_anything_is_saved(
    cast: Cast, browser: type_of_browser, book: UUID
) -> None:
    before = len(read(cast, book).rules)
    sent = GROUPED | {"show": "yes", "expression-1-value": ""}

    answer = browser(cast.greta).post(f"/playbooks/versions/{book}/rules/new", sent)

    assert answer.status_code == 200
    assert '<option value="video">' in answer.text
    assert "How people talked with each other." in answer.text
    assert len(read(cast, book).rules) == before


def test_a_rule_changes_places_with_its_neighbour(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    before = [rule.key for rule in read(cast, book).rules]

    browser(cast.greta).post(f"/playbooks/versions/{book}/order", {"move": f"{before[1]}-up"})

    assert [rule.key for rule in read(cast, book).rules] == [before[1], before[0], *before[2:]]


def test_scripts_in_names_stay_words(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    chrome = browser(cast.greta)
    form = fields_of(chrome.get(f"/playbooks/versions/{book}/edit").text)
    chrome.post(f"/playbooks/versions/{book}/edit", form | {"variable-0-name": "</script><script>alert(1)</script>"})

    page = chrome.get(f"/playbooks/versions/{book}/rules/new").text

    assert "<script>alert" not in page


def test_ten_thousand_rules_are_refused() -> None:
    rule = {"title": "R", "binding": "evidence", "severity": 1}
    rules = [rule | {"key": f"r{n}"} for n in range(10_000)]

    with pytest.raises(BadInput):
        load(PlaybookSchema(), {"rules": rules})


def test_only_those_who_write_are_told_sentences(
    cast: Cast, next_door: Cast, browser: type_of_browser, book: UUID
) -> None:
    address = f"/playbooks/versions/{book}/sentence"

    assert browser(cast.noor).post(address, GROUPED).status_code == 403
    assert browser(next_door.greta).post(address, GROUPED).status_code == 404


def test_each_fact_is_sent_once_and_the_page_stays_light(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    page = browser(cast.greta).get(f"/playbooks/versions/{book}/rules/new").text

    assert page.count('="fact:channel"') == 1
    assert len(page.encode()) <= 60_000


def test_without_scripts_every_row_offers_every_fact_when_asked(
    cast: Cast, browser: type_of_browser, book: UUID
) -> None:
    chrome = browser(cast.greta)
    address = f"/playbooks/versions/{book}/rules/new"

    pages = [chrome.get(f"{address}?every=yes").text, chrome.post(address, GROUPED | {"show": "yes"}).text]

    assert all(page.count('<option value="fact:party_count"') > 2 for page in pages)
