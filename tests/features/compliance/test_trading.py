"""Who may trade a term: the answer, whom to ask, and closing."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select, update

from negostrategy.compliance.queries.asking import Answer
from negostrategy.compliance.requesting import RequestDraft, RulingDraft
from negostrategy.compliance.service.asking import may_i_agree
from negostrategy.compliance.service.deciding import decide_request
from negostrategy.compliance.service.requesting import ask_approval
from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.models import Negotiation, Term
from negostrategy.negotiations.policy import ClosingRefused
from negostrategy.negotiations.service import edit_negotiation
from tests.cast import Cast, Person
from tests.features.compliance.books import add_book
from tests.features.compliance.granting import grant
from tests.features.facts.records import PRICE, add_record

TODAY = date(2026, 11, 23)
HERE = Here(TODAY, "EUR")


def record_of(cast: Cast, traders: list[str], owner: Person | None = None) -> UUID:
    """Return a record whose price these roles may trade."""
    with transaction(cast.organization_id):
        book = add_book(cast, (), variables=[{"key": "price", **PRICE, "traders": traders}])
        made = add_record(owner or cast.noor, {"price": PRICE}, playbook_version_id=book.version_id, topic="finance")
        refresh([made], is_new=True)
        return made


def asked(person: Person, record: UUID, price: str = "93") -> Answer:
    """Return the answer that a person gets for a price, which is within unless said."""
    with transaction(person.organization_id):
        return may_i_agree(person.actor, record, {"price": price}, TODAY)


def close(person: Person, record: UUID, price: int = 93) -> None:
    """Let a person say that it ended with an agreement at a price."""
    with transaction(person.organization_id):
        session.execute(update(Term).where(Term.negotiation_id == record).values(agreed=price))
        edit_negotiation(person.actor, record, 1, {"outcome": "agreed", "outcome_reason": "Done."}, HERE)


def outcome_of(cast: Cast, record: UUID) -> str | None:
    """Return how a record ended, or None."""
    with transaction(cast.organization_id):
        return session.scalar(select(Negotiation.outcome).where(Negotiation.id == record))


def test_who_may_not_trade_a_term_asks_someone_who_may(cast: Cast) -> None:
    record = record_of(cast, ["manager", "leader"])

    answer = asked(cast.noor, record)

    assert (answer.light, answer.sentence) == (
        "amber",
        "Price is for managers or leaders to trade. Ask someone who may trade it.",
    )


@pytest.mark.parametrize(
    ("traders", "asks"), [(["manager"], "ines"), (["manager", "leader"], "ines"), (["leader"], "greta")]
)
def test_only_people_who_may_trade_it_are_named(cast: Cast, traders: list[str], asks: str) -> None:
    answer = asked(cast.noor, record_of(cast, traders))

    assert answer.ask[0].user_id == getattr(cast, asks).id


@pytest.mark.parametrize(("traders", "light"), [([], "green"), (["employee"], "green"), (["leader"], "amber")])
def test_the_roles_of_the_playbook_decide(cast: Cast, traders: list[str], light: str) -> None:
    assert asked(cast.noor, record_of(cast, traders)).light == light


def test_a_manager_trades_what_is_for_managers(cast: Cast) -> None:
    assert asked(cast.ines, record_of(cast, ["manager"], cast.ines)).light == "green"


def test_authority_over_the_term_covers_it(cast: Cast) -> None:
    grant(cast, user_id=cast.noor.id, basis="variable", variable="price", limit=95)

    assert asked(cast.noor, record_of(cast, ["leader"])).light == "green"


def test_beyond_a_floor_the_floor_is_named_first(cast: Cast) -> None:
    assert asked(cast.noor, record_of(cast, ["leader"]), "101").light == "red"


def test_closing_is_refused_to_who_may_not_trade_a_term(cast: Cast) -> None:
    record = record_of(cast, ["leader"])

    with pytest.raises(ClosingRefused, match="Price is for leaders to trade"):
        close(cast.noor, record)


def test_closing_is_not_refused_to_who_may(cast: Cast) -> None:
    record = record_of(cast, ["manager"], cast.ines)

    close(cast.ines, record)

    assert outcome_of(cast, record) == "agreed"


def test_after_a_yes_it_may_be_closed(cast: Cast) -> None:
    record = record_of(cast, ["leader"])
    with transaction(cast.organization_id):
        request = ask_approval(cast.noor.actor, record, RequestDraft({"price": "93"}, "They waited."), TODAY)
    with transaction(cast.organization_id):
        decide_request(cast.greta.actor, request, RulingDraft(approves=True), TODAY)

    close(cast.noor, record)

    assert outcome_of(cast, record) == "agreed"


def test_a_yes_to_one_price_is_none_to_a_worse_one(cast: Cast) -> None:
    record = record_of(cast, ["leader"])
    with transaction(cast.organization_id):
        request = ask_approval(cast.noor.actor, record, RequestDraft({"price": "93"}, "They waited."), TODAY)
    with transaction(cast.organization_id):
        decide_request(cast.greta.actor, request, RulingDraft(approves=True), TODAY)

    with pytest.raises(ClosingRefused):
        close(cast.noor, record, 95)
