"""Closing says of every term with a walk-away what was agreed, or that it is not part of the agreement."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Term
from negostrategy.negotiations.policy import TermsUnstated
from negostrategy.negotiations.schemas import QuickLog, TermDraft
from negostrategy.negotiations.schemas.table import OutcomeDraft
from negostrategy.negotiations.service import close_negotiation, edit_negotiation, log_negotiation
from tests.cast import Cast
from tests.features.compliance.approvals import HERE, limited_record
from tests.features.compliance.books import add_book
from tests.features.compliance.floors import CHEAP, FLOORS, close, outcome_of, two_floors


def pointers(answer: Any) -> list[str]:
    """Return which members an answer refuses."""
    return sorted(one["pointer"] for one in answer.json["errors"])


def test_a_program_that_says_nothing_of_the_floors_is_asked_for_each(cast: Cast, program: Any) -> None:
    record = two_floors(cast)

    answer = program(cast.noor).call("POST", f"/negotiations/{record}/outcome", {"outcome": "agreed"})

    assert (answer.status_code, pointers(answer)) == (422, ["/agreed/payment_days", "/agreed/price"])


def test_with_the_value_filled_in_it_is_refused_as_beyond_the_floor(cast: Cast, program: Any) -> None:
    record = two_floors(cast)
    said = {"outcome": "agreed", "agreed": {"price": "9", "payment_days": "40"}}

    answer = program(cast.noor).call("POST", f"/negotiations/{record}/outcome", said)

    assert (answer.status_code, answer.json["type"].rsplit("/")[-1]) == (409, "closing_refused")


def test_within_the_floors_it_is_closed_in_one_call(cast: Cast, program: Any) -> None:
    record = two_floors(cast)
    said = {"outcome": "agreed", "agreed": {"price": "3.5", "payment_days": "35"}}

    answer = program(cast.noor).call("POST", f"/negotiations/{record}/outcome", said)

    assert (answer.status_code, [term["agreed"] for term in answer.json["terms"]]) == (200, ["3.5", "35"])


def test_a_patch_of_the_outcome_is_asked_too(cast: Cast, program: Any) -> None:
    record = two_floors(cast)
    noor = program(cast.noor)
    etag = noor.call("GET", f"/negotiations/{record}").headers["ETag"]

    answer = noor.call("PATCH", f"/negotiations/{record}", {"outcome": "agreed"}, If_Match=etag)

    assert (answer.status_code, pointers(answer)) == (422, ["/agreed/payment_days", "/agreed/price"])


def test_a_patch_that_takes_a_term_off_at_once_is_asked_for_it(cast: Cast) -> None:
    record = two_floors(cast)
    terms = [TermDraft("price", "Price", direction="less", agreed=Decimal(3))]

    with pytest.raises(TermsUnstated) as refusal, transaction(cast.organization_id):
        edit_negotiation(cast.noor.actor, record, 1, {"outcome": "agreed", "terms": terms}, HERE)

    assert list(refusal.value.errors) == ["/agreed/payment_days"]


def test_taking_all_terms_off_does_not_make_a_record_a_quick_log(cast: Cast) -> None:
    record = two_floors(cast)
    with transaction(cast.organization_id):
        edit_negotiation(cast.noor.actor, record, 1, {"terms": []}, HERE)

    with pytest.raises(TermsUnstated):
        close(cast, record)


def test_emptying_the_walk_away_on_the_record_does_not_help(cast: Cast) -> None:
    record = two_floors(cast)
    terms = [TermDraft("price", "Price"), TermDraft("payment_days", "Payment days", agreed=Decimal(60))]
    with transaction(cast.organization_id):
        edit_negotiation(cast.noor.actor, record, 1, {"terms": terms}, HERE)

    with pytest.raises(TermsUnstated):
        close(cast, record)


def test_closing_again_after_opening_is_asked_again(cast: Cast) -> None:
    record = two_floors(cast)
    close(cast, record, agreed={"price": "3", "payment_days": "60"})
    with transaction(cast.organization_id):
        close_negotiation(cast.noor.actor, record, OutcomeDraft("open"), HERE)

    with pytest.raises(TermsUnstated):
        close(cast, record, agreed={"price": None})


def test_no_deal_that_becomes_an_agreement_is_asked_too(cast: Cast) -> None:
    record = two_floors(cast)
    with transaction(cast.organization_id):
        close_negotiation(cast.noor.actor, record, OutcomeDraft("no_deal"), HERE)

    with pytest.raises(TermsUnstated):
        close(cast, record)


def test_a_sealed_walk_away_is_asked_for_like_an_open_one(cast: Cast) -> None:
    record = two_floors(cast, terms={"price": {**CHEAP, "walk_away": None}}, seal="sealed", walk_away=None)

    with pytest.raises(TermsUnstated) as refusal:
        close(cast, record, agreed={"payment_days": "60"})

    assert list(refusal.value.errors) == ["/agreed/price"]


def test_the_page_shows_the_form_again_and_keeps_what_was_typed(cast: Cast, browser: Any) -> None:
    record = two_floors(cast)
    form = {"outcome": "agreed", "outcome_reason": "We shook hands.", "agreed-price": "", "agreed-payment_days": "41"}

    page = browser(cast.noor).post(f"/negotiations/{record}/outcome", form)

    shown = ["We shook hands." in page.text, 'value="41"' in page.text, 'id="f-agreed-price-error"' in page.text]
    assert (page.status_code, shown, outcome_of(cast, record)) == (422, [True, True, True], "open")


def test_the_page_offers_a_floor_of_the_playbook_that_is_not_on_the_record(cast: Cast, browser: Any) -> None:
    record = two_floors(cast, terms={"price": {**CHEAP, "theirs": 9}})

    page = browser(cast.noor).get(f"/negotiations/{record}/outcome")

    assert 'name="agreed-payment_days"' in page.text


def test_what_the_page_offers_from_the_playbook_joins_the_record(cast: Cast, browser: Any) -> None:
    record = two_floors(cast, terms={"price": {**CHEAP, "theirs": 9}})
    form = {"outcome": "agreed", "agreed-price": "3", "agreed-payment_days": "60"}

    page = browser(cast.noor).post(f"/negotiations/{record}/outcome", form)

    with transaction(cast.organization_id):
        found = session.scalars(select(Term.agreed).where(Term.key == "payment_days")).all()
    assert (page.status_code, found) == (303, [60])


def test_one_tap_that_leaves_a_floor_open_leads_to_the_form(cast: Cast, browser: Any) -> None:
    record = two_floors(cast)

    page = browser(cast.noor).post(f"/negotiations/{record}/ended", {"outcome": "agreed"})

    said = "Payment days: say what was agreed, or that it is not part" in page.text
    assert (page.status_code, said, outcome_of(cast, record)) == (422, True, "open")


def test_one_tap_that_says_no_deal_stays_one_tap(cast: Cast, browser: Any) -> None:
    record = two_floors(cast)

    assert browser(cast.noor).post(f"/negotiations/{record}/ended", {"outcome": "no_deal"}).status_code == 303


def test_a_log_of_one_sentence_is_closed_in_one_step(cast: Cast) -> None:
    with transaction(cast.organization_id):
        add_book(cast, (), variables=FLOORS)
        record = log_negotiation(cast.noor.actor, QuickLog("Ferrano agreed on the phone"), HERE)

    close(cast, record)

    assert outcome_of(cast, record) == "agreed"


def test_both_said_of_one_term_is_refused(cast: Cast, program: Any) -> None:
    record = two_floors(cast)
    said = {"outcome": "agreed", "agreed": {"price": "3"}, "not_part": ["price"]}

    assert program(cast.noor).call("POST", f"/negotiations/{record}/outcome", said).status_code == 422


def test_a_topic_that_brings_a_floor_back_is_asked_for_it(cast: Cast) -> None:
    record = limited_record(cast, scope={"topics": ["finance"]})
    plain = [TermDraft("price", "Price", kind="money", direction="less")]
    with transaction(cast.organization_id):
        closed = {"outcome": "agreed", "topic": "other", "terms": plain}
        revision = edit_negotiation(cast.noor.actor, record, 1, closed, HERE)

    with pytest.raises(TermsUnstated), transaction(cast.organization_id):
        edit_negotiation(cast.noor.actor, record, revision, {"topic": "finance"}, HERE)
