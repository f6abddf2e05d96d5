"""Trying the rule that is being composed on a record."""

from uuid import UUID

import pytest

from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.schemas import QuickLog
from negostrategy.negotiations.service import log_negotiation
from negostrategy.strategy.service.playbooks import install_starter
from tests.cast import Cast, Person
from tests.clients import type_of_browser

BY_PHONE = {
    "expression-0-what": "fact:channel",
    "expression-0-is": "equals",
    "expression-0-value": "phone",
}


@pytest.fixture
def book(cast: Cast) -> UUID:
    """Return the id of a playbook's first draft."""
    with transaction(cast.organization_id):
        return install_starter(cast.greta.actor, "supplier_price_renewal")


def logged(cast: Cast, person: Person) -> UUID:
    """Return the id of a record made by phone."""
    with transaction(cast.organization_id):
        log = QuickLog(title="Steel", counterpart="Ferrano", kind="external", topic="finance", channel="phone")
        return log_negotiation(person.actor, log, Here(clock.today(), "EUR"))


@pytest.mark.parametrize(("channel", "word"), [("phone", "Kept"), ("meeting", "Broken")])
def test_the_rule_is_judged_on_the_record(
    cast: Cast, browser: type_of_browser, book: UUID, channel: str, word: str
) -> None:
    record = logged(cast, cast.greta)
    sent = BY_PHONE | {"expression-0-value": channel, "example": str(record)}

    told = browser(cast.greta).post(f"/playbooks/versions/{book}/check", sent).json

    assert (told["word"], "channel" in told["evidence"].lower()) == (word, True)


def test_what_cannot_be_judged_says_why(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    record = logged(cast, cast.greta)
    chrome = browser(cast.greta)

    nothing = chrome.post(f"/playbooks/versions/{book}/check", {"example": str(record)}).json
    wrong = chrome.post(
        f"/playbooks/versions/{book}/check", BY_PHONE | {"expression-0-value": "pigeon", "example": str(record)}
    ).json

    assert nothing["evidence"] == "There is nothing to judge yet. Say what has to hold."
    assert "never “pigeon”" in wrong["evidence"]


def test_the_examples_are_records_that_one_may_read(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    mine, theirs = logged(cast, cast.greta), logged(cast, cast.otto)
    chrome = browser(cast.greta)

    records = chrome.get(f"/playbooks/versions/{book}/check").json["records"]
    refused = chrome.post(f"/playbooks/versions/{book}/check", BY_PHONE | {"example": str(theirs)})

    assert [one["id"] for one in records] == [str(mine)]
    assert refused.status_code == 404


def test_only_those_who_write_try_rules(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    assert browser(cast.noor).get(f"/playbooks/versions/{book}/check").status_code == 403
