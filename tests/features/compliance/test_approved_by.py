"""Where a rule asks for an approval only an approval on the record satisfies it; a question only tells what is said."""

from typing import Any
from uuid import UUID

import pytest

from negostrategy.compliance.queries.findings import findings_of
from negostrategy.compliance.requesting import RulingDraft
from negostrategy.compliance.service.asking import may_i_agree
from negostrategy.facts.models import Facts
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.policy import ClosingRefused
from negostrategy.negotiations.schemas.table import AnswerDraft
from negostrategy.negotiations.service import answer_question
from tests.cast import Cast
from tests.features.compliance.approvals import TODAY, ask, limited_record, rule
from tests.features.compliance.books import FLOOR
from tests.features.compliance.floors import close, outcome_of

AGREED = {"fact": "outcome", "is": "equals", "value": "agreed"}
HEAD = {**FLOOR, "key": "head", "title": "The category head is asked.", "condition": AGREED}
APPROVED = {**HEAD, "expression": {"fact": "approved_by", "is": "known"}}
BY_LEADER = {**HEAD, "expression": {"fact": "approved_by", "is": "equals", "value": "leader"}}
TOLD = {**HEAD, "condition": None, "expression": {"answer": "asked", "is": "yes"}}


def finding(cast: Cast, record: UUID) -> tuple[str, str, str]:
    """Return what the only rule says of a record: result, how it binds, and why."""
    with transaction(cast.organization_id):
        one = findings_of(record)[0]
    return one.result, one.binding, one.evidence


def test_ones_own_yes_is_shown_as_said_and_is_no_floor(cast: Cast) -> None:
    record = limited_record(cast, rules=(TOLD,))
    with transaction(cast.organization_id):
        answer_question(cast.noor.actor, record, AnswerDraft("asked", answer=True))

    result, binding, evidence = finding(cast, record)

    assert (result, binding, evidence.startswith("Said by Noor Haddad: ")) == ("kept", "posture", True)


def test_ones_own_no_still_stops(cast: Cast) -> None:
    record = limited_record(cast, rules=(TOLD,), answers={"asked": False})
    with transaction(cast.organization_id):
        answer_question(cast.noor.actor, record, AnswerDraft("asked", answer=False))

    assert finding(cast, record)[:2] == ("broken", "floor")


def test_an_answer_beside_what_facts_prove_leaves_a_floor_a_floor(cast: Cast) -> None:
    either = {**TOLD, "expression": {"any": [{"answer": "asked", "is": "yes"}, {"fact": "kind", "is": "known"}]}}
    record = limited_record(cast, rules=(either,))
    with transaction(cast.organization_id):
        answer_question(cast.noor.actor, record, AnswerDraft("asked", answer=True))

    assert finding(cast, record)[:2] == ("kept", "floor")


def test_without_an_approval_agreeing_is_refused_whatever_is_answered(cast: Cast) -> None:
    record = limited_record(cast, rules=(APPROVED,), answers={"asked": True})

    with pytest.raises(ClosingRefused, match="Nobody has approved it"):
        close(cast, record, agreed={"price": "95"})


def test_with_an_approval_on_the_record_it_is_kept(cast: Cast) -> None:
    record = limited_record(cast, rules=(APPROVED,))
    rule(cast.greta, ask(cast, record, "95"))

    close(cast, record, agreed={"price": "95"})

    assert (outcome_of(cast, record), finding(cast, record)[:2]) == ("agreed", ("kept", "floor"))


def test_the_question_is_red_before_the_approval_and_green_after_it(cast: Cast) -> None:
    record = limited_record(cast, rules=(APPROVED,))
    with transaction(cast.organization_id):
        before = may_i_agree(cast.noor.actor, record, {"price": "95"}, TODAY).light
    rule(cast.greta, ask(cast, record, "95"))

    with transaction(cast.organization_id):
        after = may_i_agree(cast.noor.actor, record, {"price": "95"}, TODAY).light

    assert (before, after) == ("red", "green")


def test_an_approval_of_something_better_is_none(cast: Cast) -> None:
    record = limited_record(cast, rules=(APPROVED,))
    rule(cast.greta, ask(cast, record, "92"))

    with pytest.raises(ClosingRefused):
        close(cast, record, agreed={"price": "95"})


def test_a_refusal_is_no_approval(cast: Cast) -> None:
    record = limited_record(cast, rules=(APPROVED,))
    rule(cast.greta, ask(cast, record, "95"), RulingDraft(approves=False, reason="Too early."))

    with pytest.raises(ClosingRefused):
        close(cast, record, agreed={"price": "95"})


def test_a_rule_may_ask_for_the_office_of_a_leader(cast: Cast) -> None:
    record = limited_record(cast, rules=(BY_LEADER,))

    with pytest.raises(ClosingRefused, match="Nobody has approved it; leader is asked for"):
        close(cast, record, agreed={"price": "95"})


def test_the_highest_office_is_the_fact(cast: Cast) -> None:
    record = limited_record(cast)
    rule(cast.ines, ask(cast, record, "98"))
    with transaction(cast.organization_id):
        first = session.get_one(Facts, (cast.organization_id, record)).approved_by
    rule(cast.greta, ask(cast, record, "120"))
    close(cast, record, agreed={"price": "98"})

    with transaction(cast.organization_id):
        facts = session.get_one(Facts, (cast.organization_id, record))
    assert (first, facts.approved_by) == ("manager", "leader")


def test_a_yes_on_a_condition_counts_once_it_is_met(cast: Cast, program: Any) -> None:
    record = limited_record(cast, rules=(APPROVED,))
    request = ask(cast, record, "95")
    rule(cast.greta, request, RulingDraft(approves=True, conditions="if the board hears of it"))
    said = {"outcome": "agreed", "agreed": {"price": "95"}}

    without = program(cast.noor).call("POST", f"/negotiations/{record}/outcome", said)
    ticked = said | {"conditions_met": {str(request): "Heard."}}
    with_it = program(cast.noor).call("POST", f"/negotiations/{record}/outcome", ticked)

    assert (without.status_code, with_it.status_code, finding(cast, record)[0]) == (422, 200, "kept")
