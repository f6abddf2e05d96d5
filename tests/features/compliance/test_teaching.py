"""A case of the understanding check begins from a real record, without its names and amounts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from negostrategy.compliance.queries.teaching import case_from
from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.schemas import TermDraft
from negostrategy.negotiations.service import edit_negotiation, record_negotiation
from negostrategy.strategy.queries.confirming import cases_of
from negostrategy.strategy.service.document import start_draft
from negostrategy.strategy.service.publication import publish_strategy
from tests.cast import Cast
from tests.features.compliance.books import FLOOR, add_book
from tests.review import approved

RULE: dict[str, Any] = {
    **FLOOR,
    "key": "valued",
    "title": "Value it first",
    "expression": {"fact": "value", "is": "at_least", "value": 9_000_000},
}
SAID = {
    "title": "Steel with Ferrano",
    "note": "Mister Rossi wants 131k",
    "kind": "external",
    "topic": "finance",
    "counterpart": "Ferrano",
    "segment": "bottleneck",
    "channel": "phone",
    "value": 131_000,
    "held_on": date(2026, 11, 20),
}


@pytest.fixture
def record(cast: Cast) -> UUID:
    """Return a record of Greta's that breaks a rule of its playbook."""
    price = {"key": "price", "name": "Price", "direction": "less", "target": 90, "acceptable": 100, "walk_away": 120}
    with transaction(cast.organization_id):
        add_book(cast, (RULE,), variables=(price,))
        return record_negotiation(cast.greta.actor, SAID, Here(date(2026, 11, 23), "EUR"))


def published_strategy(cast: Cast) -> UUID:
    """Return the strategy in force."""
    with transaction(cast.organization_id):
        draft = start_draft(cast.greta.actor)
        publish_strategy(cast.greta.actor, approved(cast, draft), clock.today())
        return draft


def test_a_case_tells_the_finding_without_names_and_amounts(cast: Cast, record: UUID) -> None:
    with transaction(cast.organization_id):
        begun = case_from(cast.greta.actor, record, "valued")

    assert begun is not None
    assert begun.situation == (
        "An external negotiation about finance with a counterpart of the segment “bottleneck”, on the phone. "
        "The rule “Value it first” is about to be broken."
    )


@pytest.mark.parametrize("secret", ["Ferrano", "Rossi", "131", "Steel"])
def test_nothing_of_the_record_that_names_somebody_gets_in(cast: Cast, record: UUID, browser: Any, secret: str) -> None:
    published_strategy(cast)

    page = browser(cast.greta).get(f"/negotiations/{record}/case?rule=valued").text

    assert secret not in page.split("<main", 1)[1].split("</main>")[0].replace(str(record), "")


def test_the_record_leads_there_with_one_click(cast: Cast, record: UUID, browser: Any) -> None:
    assert f"/negotiations/{record}/case" in browser(cast.greta).get(f"/negotiations/{record}").text


def test_the_case_that_was_begun_can_be_added(cast: Cast, record: UUID, browser: Any) -> None:
    version, greta = published_strategy(cast), browser(cast.greta)
    typed = {"situation": "They call.", "choices": "Wait\nAnswer", "right_place": "2", "because": "It says so."}

    greta.post(f"/strategy/versions/{version}/cases", typed)

    with transaction(cast.organization_id):
        assert "They call." in [one.situation for one in cases_of(version, cast.noor.id)]


def test_a_record_one_cannot_read_makes_no_case(cast: Cast, browser: Any) -> None:
    published_strategy(cast)
    with transaction(cast.organization_id):
        private = record_negotiation(cast.noor.actor, SAID, Here(date(2026, 11, 23), "EUR"))

    assert browser(cast.greta).get(f"/negotiations/{private}/case").status_code == 404


def test_only_leaders_make_cases(cast: Cast, record: UUID, browser: Any) -> None:
    assert browser(cast.ines).get(f"/negotiations/{record}/case").status_code == 403


def test_without_a_strategy_there_is_no_check_to_add_to(cast: Cast, record: UUID, browser: Any) -> None:
    assert browser(cast.greta).get(f"/negotiations/{record}/case").status_code == 409


def test_without_a_rule_the_case_tells_where_the_offer_stands(cast: Cast, record: UUID) -> None:
    said = TermDraft("price", "Price", direction="less", walk_away=Decimal(120), acceptable=Decimal(100))
    with transaction(cast.organization_id):
        terms = [replace(said, target=Decimal(90), theirs=Decimal(110))]
        edit_negotiation(cast.greta.actor, record, 1, {"terms": terms}, Here(date(2026, 11, 23), "EUR"))
        begun = case_from(cast.greta.actor, record)

    assert begun is not None
    assert "On price, what is on the table is short of what we accept" in begun.situation
