"""Keeping the door shut to what nobody approved, or nobody said: when a record is agreed, when an agreement is changed.

Every way of closing an open record announces that it is agreed, so this is the only gate. It asks one thing after the
other: what is not said yet, what lies beyond a floor, what is for others to trade.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from negostrategy.compliance.conditions import Condition
from negostrategy.compliance.queries.covers import RULE, TERM, VALUE
from negostrategy.compliance.queries.crossings import Crossing
from negostrategy.compliance.queries.findings import rules_judged_since
from negostrategy.compliance.queries.standing import Standing, standing_of
from negostrategy.compliance.queries.ticked import ticked_on
from negostrategy.compliance.queries.trading import TRADE, conditions_open, not_to_agree, not_to_trade
from negostrategy.compliance.service.sealed_tries import refuse_under_seal
from negostrategy.compliance.service.ticking import keep_ticks
from negostrategy.negotiations.events import AgreementEdited, NegotiationAgreed
from negostrategy.negotiations.policy import ClosingRefused, ConditionsUnsaid, TermsUnstated
from negostrategy.negotiations.queries.stated import has_had_terms
from negostrategy.tenancy.queries import today_in_force

SAY_EITHER = "say what was agreed, or that it is not part of the agreement."
# What decides by which version, and by which lines of the matrix, a record is judged.
SCOPE = {"kind", "topic", "segment", "held_on", "currency"}


def refuse_beyond_floor(event: NegotiationAgreed) -> None:
    """Return when a record that is being agreed says of every term with a walk-away what was agreed, nothing of it lies
    beyond a floor without an approval, a waiver or own authority, and no agreed term is for other roles to trade.

    Errors: TermsUnstated by term; ConditionsUnsaid by approval; ClosingRefused with a sentence that names rule and
    version, or the condition of a yes; the whole change is then undone.
    """
    standing = standing_of(event.negotiation_id)
    if standing is None:
        return
    today = today_in_force()
    ticked = frozenset(event.conditions_met)
    _refuse_unstated(standing, standing.unstated)
    _refuse_unmet(standing, conditions_open(event.actor, standing, today, ticked))
    beyond = not_to_agree(event.actor, standing, today, ticked)
    refuse_under_seal(event.actor, standing, beyond, standing.agreed)
    _refuse_beyond(beyond)
    _refuse_foreign(not_to_trade(event.actor, standing, today, ticked))
    keep_ticks(event.actor, event.negotiation_id, event.conditions_met)


def refuse_worse_agreement(event: AgreementEdited) -> None:
    """Return when a change of an agreed record leaves nothing further beyond a floor than it was.

    Correcting an agreement stays possible, also one that was logged beyond a floor; making it worse is agreeing anew.
    Errors: TermsUnstated and ClosingRefused, as for an agreement.
    """
    standing = standing_of(event.negotiation_id)
    worse = _worse_keys(event, standing) if standing else frozenset()
    if standing is None or not worse:
        return
    rules, today = _rules_since(event.negotiation_id, event.began_at), today_in_force()
    _refuse_unstated(standing, [key for key in standing.unstated if TERM + key in worse])
    ticked = ticked_on(event.negotiation_id)
    beyond = not_to_agree(event.actor, standing, today, ticked)
    refuse_under_seal(event.actor, standing, beyond, [key for key in standing.agreed if TERM + key in worse])
    _refuse_beyond([one for one in beyond if one.key in worse or one.key in rules])
    foreign = not_to_trade(event.actor, standing, today, ticked)
    _refuse_foreign([one for one in foreign if TERM + one.key.removeprefix(TRADE) in worse])


def _refuse_unstated(standing: Standing, keys: Collection[str]) -> None:
    # A log of one sentence has no terms and is closed with one tap; taking the terms off does not make it one.
    if keys and (standing.deal.terms or has_had_terms(standing.negotiation_id)):
        raise TermsUnstated({f"/agreed/{key}": [f"{standing.name_of(key)}: {SAY_EITHER}"] for key in keys})


def _refuse_unmet(standing: Standing, conditions: Collection[Condition]) -> None:
    unmet = [one for one in conditions if not one.is_ticked]
    if unmet:
        raise ClosingRefused(unmet[0].sentence(standing.places))
    unsaid = {f"/conditions_met/{one.request_id}": [one.sentence(standing.places)] for one in conditions}
    if unsaid:
        raise ConditionsUnsaid(unsaid)


def _refuse_beyond(beyond: list[Crossing]) -> None:
    if beyond:
        more = f" And {len(beyond) - 1} more." if len(beyond) > 1 else ""
        raise ClosingRefused(
            f"This lies beyond a floor, and nobody has approved it. {beyond[0].sentence} ({beyond[0].source}.){more}"
            " Ask for approval on the record, or agree to less."
        )


def _refuse_foreign(foreign: list[Crossing]) -> None:
    if foreign:
        raise ClosingRefused(
            f"{foreign[0].sentence} ({foreign[0].source}.)"
            " Ask one of them for approval on the record, or let them close it."
        )


def _worse_keys(event: AgreementEdited, standing: Standing) -> frozenset[str]:
    said = {term["key"]: term for term in event.before["terms"]}
    if SCOPE & set(event.changed):
        return frozenset(TERM + key for key in {*standing.agreed, *standing.left_out, *standing.unstated}) | {VALUE}
    worse = {key for key in standing.agreed if _is_worse(said.get(key, {}).get("agreed"), key, standing)}
    worse |= {key for key in standing.left_out if not said.get(key, {}).get("not_part")}
    worse |= {key for key in standing.unstated if _was_stated(said.get(key))}
    keys = frozenset(TERM + key for key in worse)
    return keys | {VALUE} if _is_dearer(event.before["value"], standing.deal.value) else keys


def _is_worse(was: Any, key: str, standing: Standing) -> bool:
    term = standing.deal.terms[key]
    if was is None or term.present is None or term.d is None:
        return was is None or term.present != Decimal(str(was))
    return term.d * (term.present - Decimal(str(was))) < 0


def _was_stated(said: Mapping[str, Any] | None) -> bool:
    return said is not None and (said.get("agreed") is not None or bool(said.get("not_part")))


def _is_dearer(was: Any, value: Decimal | None) -> bool:
    return value is not None and (was is None or value > Decimal(str(was)))


def _rules_since(negotiation_id: UUID, began_at: datetime) -> frozenset[str]:
    return frozenset(RULE + key for key in rules_judged_since(negotiation_id, began_at))
