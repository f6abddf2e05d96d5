"""Variables in the playbook editor: references, fallbacks, traders, order, seals, and their places."""

from collections.abc import Callable
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.queries.playbooks import PlaybookText, VariableRow, playbook_text
from negostrategy.strategy.schemas import PlaybookDraft, VariableDraft
from negostrategy.strategy.service.checking import complaints_about_playbook
from negostrategy.strategy.service.playbooks import edit_playbook, new_playbook, start_playbook_draft
from tests.cast import Cast, Person
from tests.clients import Browser
from tests.features.strategy.forms import fields_of

type_of_browser = Callable[[Person], Browser]
PAYMENT = "variable-2-"


def read(cast: Cast, version_id: UUID) -> PlaybookText:
    with transaction(cast.organization_id):
        text = playbook_text(version_id)
    assert text is not None
    return text


def saved(
    cast: Cast, browser: type_of_browser, book: UUID, change: dict[str, str]
) -> tuple[TestResponse, list[VariableRow]]:
    chrome = browser(cast.greta)
    form = fields_of(chrome.get(f"/playbooks/versions/{book}/edit").text)
    return chrome.post(f"/playbooks/versions/{book}/edit", form | change), read(cast, book).variables


def test_fallbacks_reference_and_traders_are_kept_as_typed(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    change = {
        "variable-0-reference": "list price",
        "variable-0-ladder": "-1.5 | for two years\n-1",
        "variable-0-trade_manager": "yes",
    }

    answer, variables = saved(cast, browser, book, change)

    first = variables[0]
    assert answer.status_code == 303
    assert (first.measure, first.traders) == ("% of list price", ["manager"])
    assert first.ladder == [{"value": "-1.5", "note": "for two years"}, {"value": "-1", "note": ""}]
    assert "checked><span>Managers" in browser(cast.greta).get(f"/playbooks/versions/{book}/edit").text


def test_a_fallback_that_is_no_value_is_told_at_its_field(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    answer, _variables = saved(cast, browser, book, {"variable-0-ladder": "| for two years"})

    assert answer.status_code == 422
    assert 'href="#f-variable-0-ladder"' in answer.text


def test_levels_without_an_order_have_points_of_their_own(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    change = {
        "variable-11-name": "Season",
        "variable-11-kind": "choice",
        "variable-11-levels": "Spring = 60; Autumn = 100; Winter = 0",
        "variable-11-unordered": "yes",
    }

    _answer, variables = saved(cast, browser, book, change)

    assert [(level["label"], level["points"]) for level in variables[11].levels or []] == [
        ("Spring", 60),
        ("Autumn", 100),
        ("Winter", 0),
    ]
    assert saved(cast, browser, book, {})[1][11].levels == variables[11].levels


def test_a_row_changes_places_with_its_neighbour(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    before = [variable.key for variable in read(cast, book).variables]

    answer, variables = saved(cast, browser, book, {"move": "variable-2-up"})

    assert answer.location.endswith("#variables")
    assert [variable.key for variable in variables][:3] == [before[0], before[2], before[1]]


def test_sealing_takes_the_limit_out_of_the_draft(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    _answer, variables = saved(cast, browser, book, {PAYMENT + "seal": "sealed", PAYMENT + "walk_away": "17"})

    page = browser(cast.greta).get(f"/playbooks/versions/{book}/edit").text
    assert (variables[2].seal, variables[2].walk_away) == ("sealed", None)
    assert f"/playbooks/versions/{book}/seals" in page


def test_the_next_draft_keeps_the_seal_and_all_the_rest(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    saved(cast, browser, book, {PAYMENT + "seal": "sealed", PAYMENT + "ladder": "50"})
    with transaction(cast.organization_id):
        later = start_playbook_draft(cast.greta.actor, read(cast, book).playbook_id)

    variable = read(cast, later).variables[2]

    assert (variable.seal, variable.ladder) == ("sealed", [{"value": "50", "note": ""}])


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"direction": "more", "target": 60, "walk_away": 70}, "walk_away", "Swap them"),
        ({"direction": "more", "target": 60, "opening": 50}, "opening", "Open at the target"),
        ({"direction": "less", "target": 10, "ladder": [{"value": 12}, {"value": 11}]}, "ladder", "best step first"),
        ({"direction": "less", "walk_away": 10, "ladder": [{"value": 12}]}, "ladder", "beyond the walk-away"),
        ({"direction": "more", "target": 10, "ladder": [{"value": 12}]}, "ladder", "beyond the target"),
        ({"direction": "more", "kind": "choice", "is_ordered": False}, "direction", "have no order"),
    ],
)
def test_what_contradicts_itself_is_told_at_once_and_refused_at_publication(
    cast: Cast, browser: type_of_browser, given: dict[str, object], field: str, words: str
) -> None:
    levels = [{"level": 0, "label": "A", "points": 0}] if given.get("kind") else None
    variable = VariableDraft(key="v", name="V", levels=levels, **given)  # type: ignore[arg-type]  # made of plain data
    with transaction(cast.organization_id):
        version_id = new_playbook(cast.greta.actor, "Contradictions")
        edit_playbook(
            cast.greta.actor, version_id, 1, PlaybookDraft(variables=[variable], given=frozenset({"variables"}))
        )
        complaints = complaints_about_playbook(version_id)

    page = browser(cast.greta).get(f"/playbooks/versions/{version_id}/edit").text

    assert words in " ".join(complaints[f"/variables/0/{field}"])
    assert words in page
