"""Letting a broken rule pass for a time."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from negostrategy.audit import service as trail
from negostrategy.compliance.approving import whom_to_ask
from negostrategy.compliance.models import Waiver
from negostrategy.compliance.queries.approvers import matter_of_record
from negostrategy.compliance.queries.covers import RULE
from negostrategy.compliance.queries.findings import findings_of
from negostrategy.compliance.queries.waivable import waivable
from negostrategy.compliance.requesting import WaiverDraft
from negostrategy.facts.queries import versions_of
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Result
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, Conflict, NotAllowed, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.kernel.ids import new_id
from negostrategy.negotiations.queries.negotiators import negotiators_of
from negostrategy.strategy.rulebook import version_name


class NotYoursToWaive(NotAllowed):
    """Only somebody with authority above this record can let a rule pass, and nobody where they negotiate. Ask them."""

    code = "not_yours_to_waive"


class WaiverIsOver(Conflict):
    """Somebody ended this waiver already. The rule counts as broken again."""

    code = "waiver_is_over"


def waive(actor: Actor, negotiation_id: UUID, draft: WaiverDraft, on: date) -> UUID:
    """Return the id of a waiver of a broken rule: for this record, or for all under the rule.

    For one record: leaders, and whoever may say yes to it; for all: leaders. Nobody waives where they negotiate
    themselves, for all neither.
    Errors: NotFound; NotYoursToWaive; BadInput for a rule that is not broken here, or a day that is over.
    """
    if waivable(actor, negotiation_id, on) is None:
        raise NotFound
    _refuse_unentitled(actor, negotiation_id, draft, on)
    if draft.until_on < on:
        raise BadInput({"/until_on": ["This day is over. Choose today or a later day."]})
    broken = {one.rule_key for one in findings_of(negotiation_id) if one.result == Result.BROKEN}
    version_id = versions_of([negotiation_id])[0][1]
    called = version_name(version_id) if version_id else None
    if draft.rule_key not in broken or called is None:
        raise BadInput({"/rule_key": ["This rule is not broken here; there is nothing to let pass."]})
    waiver = Waiver(
        id=new_id(),
        playbook_id=called.playbook_id,
        rule_key=draft.rule_key,
        negotiation_id=None if draft.for_all else negotiation_id,
        reason=draft.reason,
        until_on=draft.until_on,
        waived_by_id=actor.user_id,
        waived_at=clock.now(),
    )
    session.add(waiver)
    trail.record(actor, "finding.waived", "negotiation", negotiation_id, rule=draft.rule_key, for_all=draft.for_all)
    session.flush()
    return waiver.id


def end_waiver(actor: Actor, waiver_id: UUID) -> None:
    """End a waiver before its day: the finding counts as broken again.

    Errors: NotFound; NotYoursToWaive for anybody but who gave it, and leaders; WaiverIsOver when it was ended before.
    """
    found = session.scalars(select(Waiver).where(Waiver.id == waiver_id).with_for_update()).one_or_none()
    if found is None:
        raise NotFound
    if found.waived_by_id != actor.user_id and not actor.may(Grant.AUTHORITY_WRITE):
        raise NotYoursToWaive
    if found.ended_at is not None:
        raise WaiverIsOver
    found.ended_at = clock.now()
    trail.record(actor, "waiver.ended", "waiver", waiver_id)
    session.flush()


def _refuse_unentitled(actor: Actor, negotiation_id: UUID, draft: WaiverDraft, on: date) -> None:
    negotiators = negotiators_of(negotiation_id)
    if actor.user_id in negotiators:
        raise NotYoursToWaive
    if actor.may(Grant.AUTHORITY_WRITE):
        return
    matter = matter_of_record(negotiation_id, [RULE + draft.rule_key], on, negotiators)
    entitled = whom_to_ask(matter) if matter else []
    if draft.for_all or actor.user_id not in {one.user_id for one in entitled}:
        raise NotYoursToWaive
