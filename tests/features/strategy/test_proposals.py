"""Proposals: made with a case, carried by voices, decided with a reason, followed up when there is enough to say."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from negostrategy.compliance.queries.effects import effect_of
from negostrategy.compliance.service.judging import judge
from negostrategy.facts.service import refresh
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.notices.models import Notice
from negostrategy.strategy.models import PlaybookVersion
from negostrategy.strategy.queries.proposals import proposal, proposals
from negostrategy.strategy.service.proposing import (
    DecidedAlready,
    ProposalDraft,
    decide_proposal,
    propose,
    support,
)
from tests.cast import Cast
from tests.features.compliance.books import FLOOR, add_book
from tests.features.facts.records import add_record

WISH = ProposalDraft("Let 45 days be enough", "They all pay within 45 days, and we lose the talk about it.")
RULE: dict[str, Any] = {**FLOOR, "key": "valued", "expression": {"fact": "value", "is": "at_least", "value": 100}}


def wished(cast: Cast, draft: ProposalDraft = WISH) -> UUID:
    """Return the id of a proposal of Noor's."""
    with transaction(cast.organization_id):
        return propose(cast.noor.actor, draft)


def test_a_proposal_is_told_to_who_decides(cast: Cast) -> None:
    wished(cast)

    with transaction(cast.organization_id):
        assert session.scalars(select(Notice.user_id).where(Notice.kind == "proposal.made")).all() == [cast.greta.id]


def test_each_person_has_one_voice(cast: Cast) -> None:
    made = wished(cast)

    with transaction(cast.organization_id):
        for person in (cast.otto, cast.otto, cast.noor):
            support(person.actor, made, None)

    with transaction(cast.organization_id):
        assert proposals()[0].voices == 2


def test_a_decision_is_told_to_everybody_behind_it(cast: Cast) -> None:
    made = wished(cast)
    with transaction(cast.organization_id):
        support(cast.otto.actor, made, None)
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="It fits.")

    with transaction(cast.organization_id):
        told = set(session.scalars(select(Notice.user_id).where(Notice.kind == "proposal.decided")))
    assert told == {cast.noor.id, cast.otto.id}


def test_a_decision_needs_a_reason(cast: Cast) -> None:
    made = wished(cast)

    with pytest.raises(BadInput), transaction(cast.organization_id):
        decide_proposal(cast.greta.actor, made, is_adopted=False, reason=" ")


def test_nobody_decides_twice(cast: Cast) -> None:
    made = wished(cast)
    with transaction(cast.organization_id):
        decide_proposal(cast.greta.actor, made, is_adopted=False, reason="Not now.")

    with pytest.raises(DecidedAlready), transaction(cast.organization_id):
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="After all.")


def test_another_organization_finds_nothing(cast: Cast, next_door: Cast) -> None:
    made = wished(cast)

    with pytest.raises(NotFound), transaction(next_door.organization_id):
        decide_proposal(next_door.greta.actor, made, is_adopted=True, reason="Ours.")


def test_a_record_one_cannot_read_is_no_case(cast: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        record = add_record(cast.noor)
        refresh([record], is_new=True)
    form = {"title": "Other", "wish": "Otherwise.", "negotiation_id": str(record)}

    assert browser(cast.otto).post("/proposals/new", form).status_code == 422


def test_a_case_opens_only_for_who_may_read_it(cast: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        record = add_record(cast.noor, title="Secret price round")
        refresh([record], is_new=True)
    made = wished(cast, ProposalDraft("Other", "Otherwise.", negotiation_id=record))

    pages = [browser(person).get(f"/proposals/{made}").text for person in (cast.noor, cast.otto)]

    assert ["Secret price round" in page for page in pages] == [True, False]


@pytest.mark.parametrize(("count", "is_sayable"), [(19, False), (20, True)])
def test_the_effect_is_silent_while_there_is_little_to_say(cast: Cast, count: int, *, is_sayable: bool) -> None:
    with transaction(cast.organization_id):
        version = add_book(cast, (RULE,)).version_id
        playbook_id = session.scalars(select(PlaybookVersion.playbook_id)).one()
        made = propose(cast.noor.actor, ProposalDraft("Other", "Otherwise.", playbook_id, "valued"))
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="Yes.")
        days: list[date] = [clock.today() - timedelta(days=1), clock.today()]
        ids = [
            add_record(cast.noor, held_on=day, value=50 + 100 * (number % 2), playbook_version_id=version)
            for day in days
            for number in range(count)
        ]
        refresh(ids, is_new=True)
        judge(ids)
        found = proposal(made)
        assert found is not None

        effect = effect_of(found)

    assert effect is not None
    assert effect.is_sayable is is_sayable


def test_the_page_proposes_and_decides(cast: Cast, browser: Any) -> None:
    address = browser(cast.noor).post("/proposals/new", {"title": "Other", "wish": "Otherwise."}).headers["Location"]
    path = address.split(cast.slug, 1)[1]

    browser(cast.greta).post(f"{path}/decision", {"adopt": "yes", "reason": "It fits."})

    assert "It fits." in browser(cast.noor).get(path).text
