"""What of a record may be let pass, by whom, and the little of it that whoever lets it pass needs to see."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.queries.names import person_name
from negostrategy.compliance.approving import whom_to_ask
from negostrategy.compliance.models import Waiver
from negostrategy.compliance.queries.approvers import matter_of_record
from negostrategy.compliance.queries.covers import RULE
from negostrategy.compliance.queries.findings import FindingShape, findings_of
from negostrategy.compliance.queries.positions import rest_of
from negostrategy.compliance.queries.requests import requests_on
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import AuthorityBasis, Privacy, Result
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.queries.askable import Askable, askable, askable_by_whoever_decides
from negostrategy.negotiations.queries.negotiators import negotiators_of
from negostrategy.strategy.authority import Holder, holds
from negostrategy.strategy.queries.authority import matrix_on
from negostrategy.strategy.rulebook import rule_names

MOST = 200


@dataclass(frozen=True)
class Waivable:
    """A record with rules that are broken. reads: this person may open the record itself, too.

    rules: keys that they may let pass; snapshot: what they see of the record otherwise, in words, as with an approval;
    who: names of those who may let it pass.
    """

    record: Askable
    reads: bool
    broken: tuple[FindingShape, ...]
    rules: frozenset[str]
    snapshot: dict[str, Any]
    who: tuple[str, ...]

    @property
    def value(self) -> Decimal | None:
        """Return the value of the whole, in the snapshot's currency; None when it is not known."""
        value = self.snapshot.get("value")
        return None if value is None else Decimal(value)


@dataclass(frozen=True)
class RunningWaiver:
    """A waiver in force: of which rule, until when, by whom; negotiation_id is None when it is for all records."""

    id: UUID
    playbook_name: str
    rule_title: str
    negotiation_id: UUID | None
    reason: str
    until_on: date
    by_id: UUID
    by: str


def waivable(actor: Actor, negotiation_id: UUID, on: date) -> Waivable | None:
    """Return what somebody may see of a record to let its rules pass; None for whoever neither reads nor decides on it.

    Whoever may let a rule pass sees the broken rules and how the terms stand, not the record. A narrow record is shown
    to them only after its people have asked for an approval.
    """
    readable = askable(actor, negotiation_id)
    record = readable or askable_by_whoever_decides(actor, negotiation_id)
    if record is None:
        return None
    broken = tuple(one for one in findings_of(negotiation_id) if one.result == Result.BROKEN)
    rules, who = _entitled(actor, negotiation_id, [one.rule_key for one in broken], on)
    is_shown = bool(rules) and (record.privacy == Privacy.OPEN or bool(requests_on(negotiation_id)))
    if readable is None and not is_shown:
        return None
    return Waivable(record, readable is not None, broken, rules, rest_of(record, {}), who)


def may_see_waivers(actor: Actor, on: date) -> bool:
    """Return whether somebody may let floors pass at all: leaders, and holders of authority for exceptions."""
    holder = Holder(actor.user_id, frozenset(role.value for role in actor.roles), is_above=actor.is_manager)
    lines = matrix_on(on) if not actor.may(Grant.AUTHORITY_WRITE) else []
    return actor.may(Grant.AUTHORITY_WRITE) or any(
        line.basis == AuthorityBasis.EXCEPTION and holds(line, holder) for line in lines
    )


def running_waivers(on: date) -> list[RunningWaiver]:
    """Return the waivers in force on a day, what ends first first. Records are not named: not all may read them."""
    rows = session.execute(
        select(
            *(Waiver.id, Waiver.playbook_id, Waiver.rule_key, Waiver.negotiation_id, Waiver.reason, Waiver.until_on),
            Waiver.waived_by_id,
            person_name(Waiver.waived_by_id).label("by"),
        )
        .where(Waiver.until_on >= on)
        .where(Waiver.ended_at.is_(None))
        .order_by(Waiver.until_on, Waiver.id)
        .limit(MOST)
    ).all()
    names = rule_names({row.playbook_id for row in rows})
    return [_running(names, row) for row in rows]


def _running(names: Mapping[tuple[UUID, str], tuple[str, str]], row: Any) -> RunningWaiver:
    playbook_name, rule_title = names.get((row.playbook_id, row.rule_key), ("", row.rule_key))
    return RunningWaiver(
        id=row.id,
        playbook_name=playbook_name,
        rule_title=rule_title,
        negotiation_id=row.negotiation_id,
        reason=row.reason,
        until_on=row.until_on,
        by_id=row.waived_by_id,
        by=row.by,
    )


def _entitled(
    actor: Actor, negotiation_id: UUID, keys: Collection[str], on: date
) -> tuple[frozenset[str], tuple[str, ...]]:
    negotiators = negotiators_of(negotiation_id)
    rules, who = set(), dict[str, None]()
    for key in keys:
        matter = matter_of_record(negotiation_id, [RULE + key], on, negotiators)
        people = whom_to_ask(matter) if matter else []
        who |= dict.fromkeys(one.name for one in people)
        is_theirs = actor.may(Grant.AUTHORITY_WRITE) or actor.user_id in {one.user_id for one in people}
        if is_theirs and actor.user_id not in negotiators:
            rules.add(key)
    return frozenset(rules), tuple(who)
