"""Forms of approvals and proposals: what is refused comes back as it was typed, also when others were faster."""

from typing import Any
from uuid import UUID

from negostrategy.compliance.service.requesting import take_back
from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.service.proposing import ProposalDraft, decide_proposal, propose
from tests.cast import Cast
from tests.features.compliance.approvals import ask

TYPED = "Only if they sign this year."


def test_conditions_typed_while_the_request_was_taken_back_are_not_lost(cast: Cast, record: UUID, browser: Any) -> None:
    request = ask(cast, record, on=clock.today())
    with transaction(cast.organization_id):
        take_back(cast.noor.actor, request)

    answer = browser(cast.ines).post(f"/approvals/{request}/decision", {"approves": "yes", "conditions": TYPED})

    assert (answer.status_code, TYPED in answer.text, "<title>Error: Approval" in answer.text) == (409, True, True)
    assert "This request has been decided or taken back already." in answer.text


def test_a_no_without_a_reason_keeps_the_conditions(cast: Cast, record: UUID, browser: Any) -> None:
    form = {"approves": "no", "conditions": TYPED}

    answer = browser(cast.ines).post(f"/approvals/{ask(cast, record, on=clock.today())}/decision", form)

    assert (answer.status_code, TYPED in answer.text, 'id="f-reason-error"' in answer.text) == (422, True, True)


def test_asking_without_an_offer_says_so_at_the_offer(cast: Cast, record: UUID, browser: Any) -> None:
    form = {"offer-price": "", "why": TYPED, "needed_by": "2100-01-01"}

    answer = browser(cast.noor).post(f"/negotiations/{record}/approvals/new", form)

    fieldset = answer.text.split('id="f-offer"')[1].split("</fieldset>")[0]
    assert (answer.status_code, "terms at once." in fieldset, TYPED in answer.text) == (422, True, True)
    assert "2100-01-01" in answer.text


def test_a_reason_typed_while_another_leader_decided_is_not_lost(cast: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        made = propose(cast.noor.actor, ProposalDraft("Let 45 days be enough", "They all pay within 45 days."))
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="True.")

    answer = browser(cast.greta).post(f"/proposals/{made}/decision", {"adopt": "no", "reason": TYPED})

    assert (answer.status_code, TYPED in answer.text, "<title>Error: Let 45" in answer.text) == (409, True, True)


def test_a_refused_proposal_keeps_its_words(cast: Cast, browser: Any) -> None:
    answer = browser(cast.noor).post("/proposals/new", {"title": "", "wish": TYPED})

    assert (answer.status_code, TYPED in answer.text, 'id="f-title-error"' in answer.text) == (422, True, True)
    assert "<title>Error: Propose a change" in answer.text
