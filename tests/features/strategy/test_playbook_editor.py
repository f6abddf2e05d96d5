"""The form of a playbook: saved as it is or changed, each figure in its own kind, and no typed row lost."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from negostrategy.kernel.transaction import transaction
from negostrategy.strategy import starters
from negostrategy.strategy.service.playbooks import install_starter
from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.strategy.drafts import read, saved
from tests.features.strategy.forms import fields_of


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
        "question-4-text": "價?",
        "question-5-text": "錢?",
    }

    answer, text = saved(cast, browser, book, change)

    assert answer.status_code == 303
    assert len({variable.key for variable in text.variables}) == 13
    assert len({question["key"] for question in text.questions}) == 6


def test_an_outdated_form_comes_back_as_typed(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    answer, text = saved(cast, browser, book, {"revision": "7", "purpose": "Kept words"})

    assert answer.status_code == 412
    assert "Kept words" in answer.text
    assert text.purpose != "Kept words"
