"""Numbers of rules: in the builder, in the tester, in the positions of a variable, and under a seal."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.service.playbooks import install_starter
from tests.cast import Cast
from tests.features.compliance.books import FLOOR, add_book
from tests.features.numbers.conftest import COMMA, POINT, text_of, type_of_writer
from tests.features.strategy.drafts import read
from tests.features.strategy.forms import fields_of

RULE = {
    "title": "Only small ones are agreed by phone.",
    "binding": "posture",
    "severity": "3",
    "expression-join": "all",
    "expression-0-what": "fact:value",
    "expression-0-is": "at_most",
}


@pytest.fixture
def book(cast: Cast) -> UUID:
    """Return the id of a playbook's first draft."""
    with transaction(cast.organization_id):
        return install_starter(cast.greta.actor, "supplier_price_renewal")


@pytest.mark.parametrize(
    ("number_format", "typed", "value", "shown"),
    [
        (COMMA, "2,5", 2.5, "2,5"),
        (POINT, "2,5", 2.5, "2.5"),
        (COMMA, "1.500", 1500, "1.500"),
        (POINT, "1.500", 1.5, "1.5"),
        (POINT, "1 500", 1500, "1,500"),
    ],
)
def test_a_rule_holds_the_number_that_was_meant_and_says_it(
    cast: Cast, writing: type_of_writer, book: UUID, number_format: str, typed: str, value: float, shown: str
) -> None:
    chrome = writing(number_format, cast.greta)
    form = RULE | {"revision": "1", "expression-0-value": typed}

    assert chrome.post(f"/playbooks/versions/{book}/rules/new", form).status_code == 303

    rule = read(cast, book).rules[-1]
    page = text_of(chrome.get(f"/playbooks/{read(cast, book).playbook_id}").text)
    assert rule.expression == {"fact": "value", "is": "at_most", "value": value}
    assert f"value is at most {shown}" in page


@pytest.mark.parametrize("number_format", [COMMA, POINT])
def test_every_rule_can_be_opened_and_saved_as_it_is(
    cast: Cast, writing: type_of_writer, book: UUID, number_format: str
) -> None:
    chrome = writing(number_format, cast.greta)
    chrome.post(f"/playbooks/versions/{book}/rules/new", RULE | {"revision": "1", "expression-0-value": "1,2345"})
    before = read(cast, book).rules

    for rule in before:
        address = f"/playbooks/versions/{book}/rules/{rule.key}"
        assert chrome.post(address, fields_of(chrome.get(address).text)).status_code == 303

    after = read(cast, book).rules
    assert [(r.key, r.condition, r.expression) for r in after] == [(r.key, r.condition, r.expression) for r in before]


@pytest.mark.parametrize(
    ("number_format", "typed", "word"), [(COMMA, "2,5", "Kept"), (POINT, "2,5", "Kept"), (COMMA, "1.500", "Broken")]
)
def test_the_tester_tries_the_number_that_was_meant(
    cast: Cast, writing: type_of_writer, number_format: str, typed: str, word: str
) -> None:
    rule: dict[str, Any] = {**FLOOR, "key": "value", "expression": {"fact": "value", "is": "at_most", "value": 3}}
    with transaction(cast.organization_id):
        version = add_book(cast, (rule,)).version_id

    page = writing(number_format, cast.greta).post(f"/playbooks/versions/{version}/tester", {"fact:value": typed}).text

    assert word.lower() in page.split("Of these facts")[1].lower()


@pytest.mark.parametrize("number_format", [COMMA, POINT])
def test_the_form_of_a_playbook_gives_back_the_same_numbers(
    cast: Cast, writing: type_of_writer, book: UUID, number_format: str
) -> None:
    chrome = writing(number_format, cast.greta)
    address = f"/playbooks/versions/{book}/edit"
    changed = fields_of(chrome.get(address).text) | {"variable-0-target": "\u22121,2345", "value_from": "2500,125"}
    chrome.post(address, changed)
    before = read(cast, book)

    answer = chrome.post(address, fields_of(chrome.get(address).text))

    after = read(cast, book)
    assert (answer.status_code, before.variables[0].target, before.value_from) == (
        303,
        Decimal("-1.2345"),
        Decimal("2500.125"),
    )
    figures = [
        [(one.opening, one.target, one.walk_away, one.weight) for one in text.variables] for text in (before, after)
    ]
    assert (figures[0], before.value_from) == (figures[1], after.value_from)
