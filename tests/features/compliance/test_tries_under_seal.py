"""Trying to close under a sealed walk-away: one sentence, kept and counted although undone, few a day, and an alarm."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from negostrategy.audit.models import AuditEntry
from negostrategy.compliance.models import OfferCheck
from negostrategy.compliance.queries.asking import Answer
from negostrategy.compliance.service.asking import AskedEnough, may_i_agree
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.notices.models import Notice
from tests.cast import Cast
from tests.features.compliance.approvals import TODAY
from tests.features.compliance.granting import grant
from tests.features.strategy.seals import published_with_record

SENTENCE = "this needs an approval: how far we may go is sealed"


def close(cast: Cast, program: Any, record: UUID, price: str, outcome: str = "agreed") -> Any:
    """Return the answer to Noor's program that wants to close a record at a price."""
    noor = program(cast.noor)
    etag = noor.call("GET", f"/negotiations/{record}").headers["ETag"]
    price_term = {"key": "price", "name": "Price", "kind": "money", "direction": "less"}
    terms = [price_term | {"agreed" if outcome == "agreed" else "theirs": price, "acceptable": "96", "target": "90"}]
    change = {"outcome": outcome, "outcome_reason": "Done.", "terms": terms}
    return noor.call("PATCH", f"/negotiations/{record}", change, If_Match=etag)


def count(cast: Cast, what: Any) -> int:
    """Return how many there are."""
    with transaction(cast.organization_id):
        return session.scalar(select(func.count()).select_from(what)) or 0


@pytest.mark.parametrize("price", ["97", "103.6", "294", "295", "9999"])
def test_ask_and_stop_are_refused_with_one_sentence(cast: Cast, program: Any, price: str) -> None:
    _version, record = published_with_record(cast)

    refused = close(cast, program, record, price)

    assert (refused.status_code, refused.json["detail"]) == (409, f"Price: {SENTENCE}.")


def test_a_refused_try_is_on_the_record_and_the_trail(cast: Cast, program: Any) -> None:
    _version, record = published_with_record(cast)

    close(cast, program, record, "98")

    with transaction(cast.organization_id):
        offers = session.scalars(select(OfferCheck.offer)).all()
        acts = session.scalars(select(AuditEntry.act).where(AuditEntry.act == "agreeing.refused")).all()
    assert (offers, acts) == ([{"price": "98"}], ["agreeing.refused"])


def test_nothing_else_of_a_refused_try_is_kept(cast: Cast, program: Any) -> None:
    _version, record = published_with_record(cast)

    close(cast, program, record, "98")

    said = program(cast.noor).call("GET", f"/negotiations/{record}").json
    assert (said["outcome"], said["revision"]) == ("open", 1)


@pytest.mark.parametrize("price", ["98", "95"])
def test_the_thirteenth_try_of_a_day_is_refused_also_at_a_fine_price(cast: Cast, program: Any, price: str) -> None:
    _version, record = published_with_record(cast)
    codes = [close(cast, program, record, str(300 - number)).status_code for number in range(12)]

    assert (set(codes), close(cast, program, record, price).status_code) == ({409}, 429)


def test_tries_and_questions_are_counted_together(cast: Cast, program: Any) -> None:
    _version, record = published_with_record(cast)
    for number in range(12):
        close(cast, program, record, str(300 - number))

    with pytest.raises(AskedEnough), transaction(cast.organization_id):
        may_i_agree(cast.noor.actor, record, {"price": "95"}, TODAY)


def test_closing_in_by_trying_rings_the_alarm(cast: Cast, program: Any) -> None:
    _version, record = published_with_record(cast)
    low, high = Decimal(96), Decimal(2000)
    for price in (low + 1, high):
        close(cast, program, record, str(price))
    for _ in range(8):
        middle = ((low + high) / 2).quantize(Decimal("0.01"))
        low, high = (low, middle) if middle > Decimal("294.4") else (middle, high)
        close(cast, program, record, str(middle))

    with transaction(cast.organization_id):
        kinds = set(session.scalars(select(Notice.kind).where(Notice.user_id == cast.greta.id)))
    assert kinds == {"limits.probed"}


def test_the_page_keeps_a_refused_try_too(cast: Cast, browser: Any) -> None:
    _version, record = published_with_record(cast)
    form = {"outcome": "agreed", "outcome_reason": "Done.", "agreed-price": "98"}

    refused = browser(cast.noor).post(f"/negotiations/{record}/outcome", form)

    assert (refused.status_code, SENTENCE in refused.text, count(cast, OfferCheck)) == (409, True, 1)


def test_the_page_comes_back_as_it_was_typed_when_the_day_has_had_enough(
    cast: Cast, program: Any, browser: Any
) -> None:
    _version, record = published_with_record(cast)
    for number in range(12):
        close(cast, program, record, str(300 - number))
    form = {"outcome": "agreed", "outcome_reason": "A reason of mine.", "agreed-price": "95"}

    refused = browser(cast.noor).post(f"/negotiations/{record}/outcome", form)

    assert (refused.status_code, "A reason of mine." in refused.text) == (429, True)


def test_making_an_agreement_worse_is_a_try_too(cast: Cast, program: Any) -> None:
    _version, record = published_with_record(cast)
    close(cast, program, record, "95")
    before = count(cast, OfferCheck)

    refused = close(cast, program, record, "300")

    assert (refused.status_code, SENTENCE in refused.json["detail"]) == (409, True)
    assert count(cast, OfferCheck) == before + 1


def test_saving_is_never_refused_and_counts(cast: Cast, program: Any) -> None:
    _version, record = published_with_record(cast)

    codes = {close(cast, program, record, str(300 - number), "open").status_code for number in range(15)}

    assert (codes, count(cast, OfferCheck)) == ({200}, 15)


def test_what_was_asked_and_then_saved_counts_once(cast: Cast, program: Any) -> None:
    _version, record = published_with_record(cast)
    with transaction(cast.organization_id):
        may_i_agree(cast.noor.actor, record, {"price": "110"}, TODAY)

    close(cast, program, record, "110", "open")

    assert count(cast, OfferCheck) == 1


@pytest.mark.parametrize("basis", [{"basis": "variable", "variable": "price", "limit": 5000}, {"basis": "exception"}])
def test_who_is_asked_tells_nothing_of_the_seal(cast: Cast, basis: dict[str, Any]) -> None:
    _version, record = published_with_record(cast)
    grant(cast, user_id=cast.otto.id, **basis)

    def asked(price: str) -> Answer:
        with transaction(cast.organization_id):
            return may_i_agree(cast.noor.actor, record, {"price": price}, TODAY)

    names = [[one.name for one in asked(price).ask] for price in ("97", "9999")]
    assert names[0] == names[1]
