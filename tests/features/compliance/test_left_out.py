"""What is not part of an agreement: as much as going beyond its walk-away, unless the playbook calls it optional."""

from typing import Any

import pytest
from sqlalchemy import update

from negostrategy.facts.models import Facts
from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Term
from negostrategy.negotiations.policy import ClosingRefused, TermsUnstated
from tests.cast import Cast
from tests.features.compliance.approvals import ask, limited_record, rule
from tests.features.compliance.floors import CHEAP, PAYMENT, close, outcome_of, two_floors


def test_what_is_left_out_needs_the_approval_of_beyond_the_floor(cast: Cast) -> None:
    record = two_floors(cast)

    with pytest.raises(ClosingRefused, match="needs the same approval as beyond the walk-away"):
        close(cast, record, agreed={"payment_days": "60"}, not_part=("price",))


def test_with_such_an_approval_it_may_be_left_out(cast: Cast) -> None:
    record = limited_record(cast)
    rule(cast.greta, ask(cast, record, "120"))

    close(cast, record, not_part=("price",))

    assert outcome_of(cast, record) == "agreed"


def test_a_yes_to_what_is_short_of_acceptable_is_none_to_leaving_it_out(cast: Cast) -> None:
    record = limited_record(cast)
    rule(cast.greta, ask(cast, record, "98"))

    with pytest.raises(ClosingRefused):
        close(cast, record, not_part=("price",))


def test_an_optional_variable_may_be_left_out_and_the_record_says_so(cast: Cast, browser: Any) -> None:
    record = two_floors(cast, is_optional=True)
    form = {"outcome": "agreed", "not_part-price": "yes", "agreed-price": "", "agreed-payment_days": "60"}

    answer = browser(cast.noor).post(f"/negotiations/{record}/outcome", form)

    page = browser(cast.noor).get(f"/negotiations/{record}")
    noted = "Price is not part of the agreement; the playbook calls it optional." in page.text
    assert (answer.status_code, noted) == (303, True)


def test_leaving_out_later_what_had_a_value_is_making_it_worse(cast: Cast) -> None:
    record = two_floors(cast)
    close(cast, record, agreed={"price": "3", "payment_days": "60"})

    with pytest.raises(ClosingRefused):
        close(cast, record, not_part=("price",))


def test_emptying_later_what_had_a_value_is_asked_for(cast: Cast) -> None:
    record = two_floors(cast)
    close(cast, record, agreed={"price": "3", "payment_days": "60"})

    with pytest.raises(TermsUnstated):
        close(cast, record, agreed={"price": None})


def test_the_terms_page_refuses_it_too_and_keeps_what_was_typed(cast: Cast, browser: Any) -> None:
    record = two_floors(cast, terms={"price": {**CHEAP, "agreed": 3}, "payment_days": {**PAYMENT, "agreed": 60}})
    close(cast, record)
    form = {"revision": "2", "terms-0-key": "price", "terms-0-not_part": "yes", "terms-0-detail": "We forgot it."}
    form |= {"terms-1-key": "payment_days", "terms-1-agreed": "60"}

    page = browser(cast.noor).post(f"/negotiations/{record}/terms", form)

    assert (page.status_code, "We forgot it." in page.text) == (409, True)


def test_what_is_not_part_counts_nowhere(cast: Cast) -> None:
    record = two_floors(cast, is_optional=True)
    close(cast, record, agreed={"payment_days": "60"}, not_part=("price",))

    with transaction(cast.organization_id):
        facts = session.get_one(Facts, (cast.organization_id, record))
        session.execute(update(Term).where(Term.key == "price").values(theirs=1))
        refresh([record])
    assert (facts.beyond_walk_away_count, facts.terms["price"].get("current"), facts.unstated_floors) == (0, None, [])
