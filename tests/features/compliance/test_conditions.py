"""A yes on a condition: it stands in every later answer, and nothing is green before it is met."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from negostrategy.audit.models import AuditEntry
from negostrategy.compliance.queries.asking import Answer
from negostrategy.compliance.requesting import RequestDraft, RulingDraft
from negostrategy.compliance.service.asking import may_i_agree
from negostrategy.compliance.service.requesting import ask_approval
from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.policy import ClosingRefused, ConditionsUnsaid
from negostrategy.notices.models import Notice
from tests.cast import Cast
from tests.features.compliance.approvals import TODAY, rule
from tests.features.compliance.books import add_book
from tests.features.compliance.floors import close, outcome_of
from tests.features.facts.records import PRICE, add_record

DAYS: dict[str, Any] = {
    "name": "Payment days",
    "kind": "days",
    "unit": "days",
    "direction": "more",
    "target": 60,
    "acceptable": 45,
    "walk_away": 35,
}
BOARD = "if the board hears of it"


def agreed_on(cast: Cast, words: str, price: str = "120") -> tuple[UUID, UUID]:
    """Return a record that stands at 30 days, and Greta's yes to a price on a condition."""
    with transaction(cast.organization_id):
        book = add_book(cast, (), variables=[{"key": "price", **PRICE}, {"key": "payment_days", **DAYS}])
        terms = {"price": PRICE, "payment_days": {**DAYS, "theirs": 30}}
        record = add_record(cast.noor, terms, playbook_version_id=book.version_id, topic="finance")
        refresh([record], is_new=True)
    with transaction(cast.organization_id):
        request = ask_approval(cast.noor.actor, record, RequestDraft({"price": price}, "They waited."), TODAY)
    rule(cast.greta, request, RulingDraft(approves=True, conditions=words))
    return record, request


def answer(cast: Cast, record: UUID, on: date = TODAY, **offer: str) -> Answer:
    """Return what Noor is told about an offer."""
    with transaction(cast.organization_id):
        return may_i_agree(cast.noor.actor, record, offer, on)


@pytest.mark.parametrize("words", ["only with 60 days", "Payment days at least 60", "payment_days >= 60"])
def test_a_limit_that_is_not_reached_is_not_green_and_says_where_it_stands(cast: Cast, words: str) -> None:
    record, _ = agreed_on(cast, words)

    found = answer(cast, record, price="120")

    said = "Greta Holm agrees only with Payment days at least 60\u00a0days; it stands at 30\u00a0days."
    assert (found.light, found.sentence, found.conditions) == ("amber", said, (said,))


def test_it_turns_green_where_the_limit_is_reached_and_the_condition_stays_in_sight(cast: Cast) -> None:
    record, _ = agreed_on(cast, "only with 60 days")

    found = answer(cast, record, price="120", payment_days="60")

    said = "Greta Holm agrees only with Payment days at least 60\u00a0days; it stands at 60\u00a0days."
    assert (found.light, found.conditions) == ("green", (said,))


def test_a_condition_in_other_words_is_never_green_before_agreeing(cast: Cast) -> None:
    record, _ = agreed_on(cast, BOARD)

    found = answer(cast, record, price="120", payment_days="60")

    assert (found.light, BOARD in found.sentence) == ("amber", True)


def test_a_program_reads_the_condition_in_the_answer_and_on_the_request(cast: Cast, program: Any) -> None:
    record, request = agreed_on(cast, "only with 60 days")
    noor = program(cast.noor)

    found = noor.call("POST", f"/negotiations/{record}/offer-checks", {"offer": {"price": "120"}}).json
    shown = noor.call("GET", f"/approvals/{request}").json

    assert ("it stands at 30" in found["conditions"][0], shown["conditions"]) == (True, "only with 60 days")


def test_the_page_shows_the_condition_with_every_answer(cast: Cast, browser: Any) -> None:
    record, _ = agreed_on(cast, "only with 60 days")
    noor = browser(cast.noor)

    pages = [
        noor.post(f"/negotiations/{record}/ask", {"offer-price": "120"}).text,
        noor.post(f"/negotiations/{record}/ask", {"offer-price": "120", "offer-payment_days": "60"}).text,
    ]

    assert ["agrees only with Payment days at least 60" in page for page in pages] == [True, True]


def test_the_record_says_on_what_condition_it_is_approved(cast: Cast, browser: Any) -> None:
    record, _ = agreed_on(cast, BOARD)

    assert f"On a condition: {BOARD}" in browser(cast.noor).get(f"/negotiations/{record}").text


def test_whoever_asked_is_told_of_the_condition(cast: Cast) -> None:
    agreed_on(cast, BOARD)

    with transaction(cast.organization_id):
        told = session.scalars(select(Notice.sentence).where(Notice.user_id == cast.noor.id)).all()
    assert told == [f"Your request is approved on a condition: {BOARD}"]


def test_closing_short_of_the_limit_is_refused_with_it(cast: Cast) -> None:
    record, _ = agreed_on(cast, "only with 60 days")

    with pytest.raises(ClosingRefused, match=r"agrees only with Payment days at least 60.days; it stands at 50"):
        close(cast, record, agreed={"price": "120", "payment_days": "50"})


def test_closing_with_the_limit_reached_is_not_refused(cast: Cast) -> None:
    record, _ = agreed_on(cast, "only with 60 days")

    close(cast, record, agreed={"price": "120", "payment_days": "60"})

    assert outcome_of(cast, record) == "agreed"


def test_agreeing_asks_whether_a_condition_in_other_words_is_met(cast: Cast) -> None:
    record, request = agreed_on(cast, BOARD)

    with pytest.raises(ConditionsUnsaid) as refusal:
        close(cast, record, agreed={"price": "120", "payment_days": "60"})

    assert list(refusal.value.errors) == [f"/conditions_met/{request}"]


def test_a_yes_short_of_acceptable_asks_for_its_condition_too(cast: Cast) -> None:
    record, _ = agreed_on(cast, BOARD, price="98")

    with pytest.raises(ConditionsUnsaid):
        close(cast, record, agreed={"price": "98", "payment_days": "60"})


def test_a_program_says_how_it_is_met_and_that_stays_on_the_trail(cast: Cast, program: Any) -> None:
    record, request = agreed_on(cast, BOARD)
    said = {"outcome": "agreed", "agreed": {"price": "120", "payment_days": "60"}}
    said |= {"conditions_met": {str(request): "Heard on Monday."}}

    found = program(cast.noor).call("POST", f"/negotiations/{record}/outcome", said)

    with transaction(cast.organization_id):
        rows = session.execute(
            select(AuditEntry.subject_id, AuditEntry.details).where(AuditEntry.act == "condition.met")
        )
        kept = [(row.subject_id, row.details["note"]) for row in rows]
    assert (found.status_code, kept) == (200, [(request, "Heard on Monday.")])


def test_the_page_asks_for_a_tick_with_a_note_and_loses_nothing(cast: Cast, browser: Any) -> None:
    record, request = agreed_on(cast, BOARD)
    noor = browser(cast.noor)
    form = {"outcome": "agreed", "outcome_reason": "Done.", "agreed-price": "120", "agreed-payment_days": "61"}

    asked = noor.post(f"/negotiations/{record}/outcome", form)
    without = noor.post(f"/negotiations/{record}/outcome", form | {f"met-{request}": "yes"})
    said = noor.post(
        f"/negotiations/{record}/outcome", form | {f"met-{request}": "yes", f"met_note-{request}": "On Monday."}
    )

    assert (asked.status_code, without.status_code, said.status_code) == (422, 422, 303)
    assert ('value="61"' in asked.text, f'name="met-{request}"' in asked.text) == (True, True)


def test_a_plain_yes_beside_one_on_a_condition_is_enough(cast: Cast) -> None:
    record, _ = agreed_on(cast, BOARD)
    with transaction(cast.organization_id):
        again = ask_approval(cast.noor.actor, record, RequestDraft({"price": "120"}, "It is urgent."), TODAY)
    rule(cast.greta, again)

    assert answer(cast, record, price="120", payment_days="60").light == "green"


@pytest.mark.parametrize("words", ["Price at most 95 wheels", "Price at most 95 if the board hears of it", "60"])
def test_what_is_more_than_a_limit_is_left_to_people(cast: Cast, words: str) -> None:
    record, _ = agreed_on(cast, words)

    assert "Say that it is met" in answer(cast, record, price="120").sentence
