"""Variables in the playbook editor: references, fallbacks, traders, order, seals, and their places."""

from decimal import Decimal
from uuid import UUID

import pytest

from negostrategy.edge.payloads import load
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.comparing import said_variable
from negostrategy.strategy.schemas import PlaybookDraft, VariableDraft, VariableSchema
from negostrategy.strategy.service.checking import complaints_about_playbook
from negostrategy.strategy.service.playbooks import edit_playbook, new_playbook, start_playbook_draft
from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.strategy.drafts import read, saved

PAYMENT = "variable-2-"


def test_fallbacks_reference_and_traders_are_kept_as_typed(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    change = {
        "variable-0-reference": "list price",
        "variable-0-ladder": "-1.5 | for two years\n-1",
        "variable-0-trade_manager": "yes",
    }

    answer, text = saved(cast, browser, book, change)

    first = text.variables[0]
    assert answer.status_code == 303
    assert (first.measure, first.traders) == ("% of list price", ["manager"])
    assert first.ladder == [{"value": "-1.5", "note": "for two years"}, {"value": "-1", "note": ""}]
    opened = browser(cast.greta).get(f"/playbooks/versions/{book}/edit?open=variable-0-row").text
    assert "checked><span>Managers" in opened


def test_a_fallback_that_is_no_value_is_told_at_its_field(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    answer, _text = saved(cast, browser, book, {"variable-0-ladder": "| for two years"})

    assert answer.status_code == 422
    assert 'href="#f-variable-0-ladder"' in answer.text


def test_levels_without_an_order_have_points_of_their_own(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    change = {
        "variable-11-name": "Season",
        "variable-11-kind": "choice",
        "variable-11-levels": "Spring = 60; Autumn = 100; Winter = 0",
        "variable-11-unordered": "yes",
    }

    _answer, text = saved(cast, browser, book, change)

    assert [(level["label"], level["points"]) for level in text.variables[11].levels or []] == [
        ("Spring", 60),
        ("Autumn", 100),
        ("Winter", 0),
    ]
    assert saved(cast, browser, book, {})[1].variables[11].levels == text.variables[11].levels


def test_a_row_changes_places_with_its_neighbour(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    before = [variable.key for variable in read(cast, book).variables]

    answer, text = saved(cast, browser, book, {"move": "variable-2-up"})

    assert answer.location.endswith("#variables")
    assert [variable.key for variable in text.variables][:3] == [before[0], before[2], before[1]]


def test_sealing_takes_the_limit_out_of_the_draft(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    _answer, text = saved(cast, browser, book, {PAYMENT + "seal": "sealed", PAYMENT + "walk_away": "17"})

    page = browser(cast.greta).get(f"/playbooks/versions/{book}/edit").text
    assert (text.variables[2].seal, text.variables[2].walk_away) == ("sealed", None)
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


@pytest.mark.parametrize(
    ("kind", "typed", "place"),
    [
        ("number", "-1.5", "-1.5"),
        ("money", "240000", "240000"),
        ("percent", "3.5", "3.5"),
        ("days", "45", "45"),
        ("months", "18", "18"),
        ("date", "2027-03-01", "740041"),
        ("choice", "Better", "1"),
        ("yes_no", "yes", "1"),
    ],
)
def test_every_kind_goes_through_the_form_and_back(
    cast: Cast, browser: type_of_browser, book: UUID, kind: str, typed: str, place: str
) -> None:
    change = {
        "variable-11-name": "New one",
        "variable-11-kind": kind,
        "variable-11-target": typed,
        "variable-11-ladder": typed,
        "variable-11-levels": "Worse; Better" if kind == "choice" else "",
    }

    answer, text = saved(cast, browser, book, change)
    first, again = text.variables[11], saved(cast, browser, book, {})[1].variables[11]

    assert answer.status_code == 303
    assert (str(first.target), first.ladder) == (place, [{"value": place, "note": ""}])
    assert (again.target, again.ladder) == (first.target, first.ladder)


def test_a_variable_means_the_same_as_json() -> None:
    sent = {
        "key": "price",
        "name": "Price",
        "kind": "percent",
        "target": "-7.25",
        "reference": "list price",
        "ladder": [{"value": "-5", "note": "for volume"}],
        "traders": ["manager", "leader"],
        "seal": "sealed",
        "is_ordered": False,
    }

    made = load(VariableSchema(), sent)

    assert (made.target, made.ladder, made.traders) == (
        Decimal("-7.25"),
        [{"value": Decimal(-5), "note": "for volume"}],
        ["manager", "leader"],
    )
    assert (made.seal, made.reference, made.is_ordered) == ("sealed", "list price", False)


@pytest.mark.parametrize("wrong", [{"traders": ["admin"]}, {"seal": "hidden"}, {"ladder": [{"note": "no value"}]}])
def test_what_no_variable_can_say_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        load(VariableSchema(), {"key": "price", "name": "Price"} | wrong)


def test_the_form_says_that_an_agreement_may_leave_a_variable_out(
    cast: Cast, browser: type_of_browser, book: UUID
) -> None:
    first = saved(cast, browser, book, {"variable-0-optional": "yes"})[1].variables[0]
    again = saved(cast, browser, book, {})[1].variables[0]

    assert (first.is_optional, again.is_optional) == (True, True)
    assert said_variable(first)["may be left out"] == "yes, it is optional"
