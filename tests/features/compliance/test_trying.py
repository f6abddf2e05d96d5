"""The rule tester: the same engine on typed facts and on one's own records; what is left empty is not known."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from negostrategy.compliance.queries.asked_facts import asked_by
from negostrategy.compliance.queries.trying import try_typed
from negostrategy.facts.service import refresh
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.rulebook import Rulebook, rulebook_of
from tests.cast import Cast
from tests.features.compliance.books import FLOOR, add_book
from tests.features.facts.records import add_record
from tests.features.facts.test_bands import COLOUR

LEVELS = [{"level": 0, "label": "Closed", "points": 0}, {"level": 1, "label": "Open books", "points": 100}]
RULES: tuple[dict[str, Any], ...] = (
    {**FLOOR, "key": "value", "expression": {"fact": "value", "is": "at_most", "value": 100}},
    {**FLOOR, "key": "asked", "expression": {"answer": "asked", "is": "yes"}},
    {
        **FLOOR,
        "key": "price",
        "expression": {"variable": "price", "of": "agreed", "is": "no_worse_than", "than": "walk_away"},
    },
)
PRICE = {"key": "price", "kind": "money", "direction": "less"}


def book(cast: Cast) -> Rulebook:
    """Return a rulebook with one rule for each subject, in a running transaction."""
    found = rulebook_of(add_book(cast, RULES, variables=(PRICE,)).version_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("typed", "results"),
    [
        ({}, ["unknown", "unknown", "unknown"]),
        ({"fact:value": "100", "answer:asked": "yes"}, ["kept", "kept", "unknown"]),
        ({"fact:value": "101", "answer:asked": "no"}, ["broken", "broken", "unknown"]),
        ({"variable:price:agreed": "9", "variable:price:walk_away": "10"}, ["unknown", "unknown", "kept"]),
        ({"variable:price:agreed": "11", "variable:price:walk_away": "10"}, ["unknown", "unknown", "broken"]),
    ],
)
def test_typed_facts_are_judged_by_the_one_engine(cast: Cast, typed: dict[str, str], results: list[str]) -> None:
    with transaction(cast.organization_id):
        assert [one.result for one in try_typed(book(cast), typed)] == results


def test_the_form_asks_for_what_the_rules_look_at(cast: Cast) -> None:
    with transaction(cast.organization_id):
        names = [one.name for one in asked_by(book(cast))]

    assert names == ["fact:value", "answer:asked", "variable:price:agreed", "variable:price:walk_away"]


@pytest.mark.parametrize("said", ["many", "NaN", "1e999", "9" * 40])
def test_a_number_that_is_none_is_refused(cast: Cast, said: str) -> None:
    with pytest.raises(BadInput), transaction(cast.organization_id):
        try_typed(book(cast), {"fact:value": said})


@pytest.fixture
def version(cast: Cast) -> UUID:
    """Return a published version."""
    with transaction(cast.organization_id):
        return add_book(cast, RULES, variables=(PRICE,)).version_id


def test_the_page_tries_typed_facts(cast: Cast, version: UUID, browser: Any) -> None:
    page = browser(cast.noor).post(f"/playbooks/versions/{version}/tester", {"fact:value": "101"})

    assert "Broken" in page.text


def test_the_page_tries_a_record_of_ones_own(cast: Cast, version: UUID, browser: Any) -> None:
    with transaction(cast.organization_id):
        record = add_record(cast.noor, value=50)
        refresh([record], is_new=True)

    page = browser(cast.noor).get(f"/playbooks/versions/{version}/tester?record={record}")

    assert "Kept" in page.text


def test_a_record_of_others_is_not_tried(cast: Cast, version: UUID, browser: Any) -> None:
    with transaction(cast.organization_id):
        record = add_record(cast.noor, value=50)
        refresh([record], is_new=True)

    assert browser(cast.otto).get(f"/playbooks/versions/{version}/tester?record={record}").status_code == 404


@pytest.mark.parametrize(
    ("variable", "typed", "wanted"),
    [
        ({"kind": "date", "direction": "less"}, "2026-03-01", date(2026, 3, 1).toordinal()),
        ({"kind": "yes_no", "direction": "more"}, "yes", 1),
        ({"kind": "choice", "direction": "more", "levels": LEVELS}, "Open books", 1),
    ],
)
def test_positions_are_typed_in_their_own_kind(cast: Cast, variable: dict[str, Any], typed: str, wanted: int) -> None:
    rule = {**FLOOR, "expression": {"variable": "it", "of": "agreed", "is": "equals", "value": wanted}}
    with transaction(cast.organization_id):
        found = rulebook_of(add_book(cast, (rule,), variables=({"key": "it", **variable},)).version_id)
        assert found is not None

        said = try_typed(found, {"variable:it:agreed": typed})

    assert said[0].result == "kept"


def test_another_organization_tries_nothing(version: UUID, next_door: Cast, browser: Any) -> None:
    assert browser(next_door.noor).get(f"/playbooks/versions/{version}/tester").status_code == 404


@pytest.mark.parametrize(("agreed", "result"), [("3", "kept"), ("2", "broken"), ("4", "unknown")])
def test_levels_without_an_order_are_compared_by_points(cast: Cast, agreed: str, result: str) -> None:
    rule = {"variable": "colour", "of": "agreed", "is": "no_worse_than", "than": "walk_away"}
    with transaction(cast.organization_id):
        made = add_book(cast, ({**FLOOR, "expression": rule},), variables=({"key": "colour", **COLOUR},))
        found = rulebook_of(made.version_id)
        assert found is not None
        said = try_typed(found, {"variable:colour:agreed": agreed, "variable:colour:walk_away": "0"})

    assert said[0].result == result
