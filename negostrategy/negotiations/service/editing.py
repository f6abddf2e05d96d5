"""Changing records without losing anything: what they said before is kept, and nobody overwrites unseen changes."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.queries.former_teams import team_on
from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Outcome, ValueKind
from negostrategy.kernel.db import session
from negostrategy.kernel.events import announce
from negostrategy.kernel.faults import BadInput, Stale
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.names import name_key
from negostrategy.negotiations.events import AgreementEdited, NegotiationAgreed, NegotiationClosed
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.models import Counterpart, Negotiation, Revision, Term
from negostrategy.negotiations.policy import require_owner
from negostrategy.negotiations.queries.names import Known, Mentioned, mentioned
from negostrategy.negotiations.queries.versions import version_change
from negostrategy.negotiations.schemas import TermDraft
from negostrategy.negotiations.schemas.table import OutcomeDraft
from negostrategy.negotiations.service.agreeing import terms_as_agreed
from negostrategy.negotiations.service.closing_days import closing_day
from negostrategy.negotiations.service.naming import SCOPE, is_pinned_anew, name_other_side, pin
from negostrategy.negotiations.service.opening import changed, open_to_edit
from negostrategy.negotiations.service.recording import add_terms, settle
from negostrategy.negotiations.service.repinning import take_over_terms
from negostrategy.negotiations.service.snapshots import differing, snapshot, terms_of
from negostrategy.negotiations.shares import worked_out
from negostrategy.strategy.queries import references_of
from negostrategy.strategy.queries.pinned import PinnedPlaybook

type_of_values = dict[str, Any]
TERMS_CURRENCY, FOLLOW, STAY, ASK = "terms_currency", "follow", "stay", "ask"
ELSEWHERE = ("id", "conditions_met", "terms", "counterpart", TERMS_CURRENCY)


class NotAsSeen(Stale):
    """Somebody changed this record since you opened it. Nothing is lost: look at both versions, then save again."""


def edit_negotiation(actor: Actor, negotiation_id: UUID, revision: int, given: type_of_values, here: Here) -> int:
    """Return the record's revision after a change. given: fields of RecordSchema; what is not named stays.

    A new currency is also that of the terms that took the last one, unless given says in terms_currency that they stay
    (STAY), or that whoever changes it has not said it yet (ASK).
    Errors: NotFound; NotYoursToChange; NotAsSeen when the record is no longer at this revision; OwnerDecides for
    privacy; BadInput for what contradicts itself; TermsUnstated when it would be agreed without a word about a term
    with a walk-away; ClosingRefused when it would be agreed beyond a floor, or an agreement would become worse.
    """
    began_at, negotiation = clock.now(), open_to_edit(actor, negotiation_id)
    if negotiation.revision != revision:
        raise NotAsSeen
    terms = terms_of(negotiation_id)
    before, was_agreed = snapshot(negotiation, terms), negotiation.outcome == Outcome.AGREED
    values = {name: value for name, value in given.items() if name not in ELSEWHERE}
    if values.get("privacy", negotiation.privacy) != negotiation.privacy:
        require_owner(actor, negotiation)
    _settle(negotiation, values, given, here, terms)
    _follow(negotiation.currency, values["currency"], terms, given.get(TERMS_CURRENCY, FOLLOW))
    version_id = values.pop("playbook_version_id", negotiation.playbook_version_id)
    for name, value in values.items():
        setattr(negotiation, name, value)
    if given.get("terms") is not None:
        _replace_terms(negotiation, terms, given["terms"])
        terms = terms_of(negotiation_id)
    why = _come_under(negotiation, terms, version_id)
    names = differing(before, snapshot(negotiation, terms_of(negotiation_id) if why else terms))
    _keep(actor, negotiation, before, [*names, *(["playbook_version_id"] if why else [])], why)
    if negotiation.outcome == Outcome.AGREED:
        edited = AgreementEdited(actor, negotiation_id, before, tuple(names), began_at)
        agreed = NegotiationAgreed(actor, negotiation_id, given.get("conditions_met") or {})
        announce(edited if was_agreed else agreed)
    if before["outcome"] == Outcome.OPEN and negotiation.outcome != Outcome.OPEN:
        announce(NegotiationClosed(actor, negotiation_id, negotiation.outcome))
    return negotiation.revision


def close_negotiation(actor: Actor, negotiation_id: UUID, draft: OutcomeDraft, here: Here) -> None:
    """Say how a record ended and why, and what was agreed; or open it again.

    Errors: NotFound; NotYoursToChange; BadInput when it would be closed before it was held, or for what cannot be read;
    TermsUnstated and ClosingRefused, as for any other change.
    """
    negotiation = open_to_edit(actor, negotiation_id)
    given = {name: getattr(draft, name) for name in ("outcome", "outcome_reason", "closed_on", "conditions_met")}
    if draft.outcome == Outcome.AGREED and (draft.agreed or draft.not_part):
        given["terms"] = terms_as_agreed(negotiation.playbook_version_id, terms_of(negotiation_id), draft)
    edit_negotiation(actor, negotiation_id, negotiation.revision, given, here)


def _settle(
    negotiation: Negotiation, values: type_of_values, given: type_of_values, here: Here, terms: list[Term]
) -> None:
    full = {name: getattr(negotiation, name) for name in (*SCOPE, "currency", "outcome", "closed_on")}
    full |= {"alternative_value": negotiation.alternative_value} | values
    later_terms = given["terms"] if given.get("terms") is not None else terms
    full["closed_on"] = closing_day(negotiation, full, later_terms) or full["closed_on"]
    settle(full, here)
    values |= {name: full[name] for name in ("currency", "closed_on")}
    if "counterpart" in given or "kind" in given:
        name = given.get("counterpart") if "counterpart" in given else _present_name(negotiation, full["kind"])
        name_other_side(full, name, _known(negotiation, name or ""))
        values |= {name: full[name] for name in ("counterpart_id", "counterpart_team_id", "segment")}
    if full["held_on"] != negotiation.held_on:
        values["team_id"] = _team_then(negotiation, full["held_on"])
    if is_pinned_anew({name: getattr(negotiation, name) for name in SCOPE}, full):
        pin(full)
        values |= {name: full[name] for name in ("strategy_version_id", "playbook_version_id")}


def _team_then(negotiation: Negotiation, held_on: date) -> UUID | None:
    # A record counts for the team that its owner was in on its day. One that was handed over, or that a file gave to a
    # team by name, keeps its team whatever its day.
    is_owners = negotiation.team_id == team_on(negotiation.owner_id, negotiation.held_on)
    return team_on(negotiation.owner_id, held_on) if is_owners else negotiation.team_id


def _come_under(negotiation: Negotiation, terms: list[Term], version_id: UUID | None) -> str | None:
    """Return why the record is under another version now, its terms with it; None when it stays where it is."""
    change = version_change(negotiation.playbook_version_id, version_id)
    if change is None:
        return None
    session.flush()
    # A record without terms shows what its playbook says; terms that nobody has put on it are not written down.
    if terms and version_id is not None:
        take_over_terms([negotiation.id], version_id)
        for term in terms:
            session.expire(term)
    negotiation.playbook_version_id = version_id
    return f"It came from {_said(change.before)} under {_said(change.after)}."


def _said(version: PinnedPlaybook | None) -> str:
    return f"version {version.number} of “{version.name}”" if version else "no playbook"


def _follow(last: str | None, new: str | None, terms: list[Term], wanted: str) -> None:
    """Count the terms that took the record's last currency in its new one. Errors: BadInput when it has to be asked."""
    took = [term for term in terms if term.kind == ValueKind.MONEY and term.currency == last]
    if last == new or not took or wanted == STAY:
        return
    # Terms that were in no currency contradict none.
    if wanted == ASK and last is not None:
        names, then = ", ".join(f"“{term.name}”" for term in took), new or "no currency"
        raise BadInput({f"/{TERMS_CURRENCY}": [f"Counted in {last} until now: {names}. Say whether in {then}, too."]})
    for term in took:
        term.currency = new


def _present_name(negotiation: Negotiation, kind: str) -> str | None:
    # When only the kind changes, an organization cannot stay the other side of an internal negotiation.
    if kind != negotiation.kind or negotiation.counterpart_id is None:
        return None
    return session.scalar(select(Counterpart.name).where(Counterpart.id == negotiation.counterpart_id))


def _known(negotiation: Negotiation, name: str) -> Mentioned:
    """Return who is known of a name; the present counterpart before another of the same name, so that none is moved."""
    key, present_id = name_key(name), negotiation.counterpart_id
    known = mentioned([key] if key else [])
    found = known.counterparts.get(key)
    if present_id is None or (found is not None and found.id == present_id):
        return known
    present = session.execute(
        select(Counterpart.id, Counterpart.name, Counterpart.segment).where(Counterpart.id == present_id)
    ).one()
    if name_key(present.name) == key:
        known.counterparts[key] = Known(*present)
    return known


def _replace_terms(negotiation: Negotiation, terms: list[Term], drafts: list[TermDraft]) -> None:
    present = {term.key: term for term in terms}
    wanted = {draft.key for draft in drafts}
    for key, term in present.items():
        if key not in wanted:
            session.delete(term)
    usual = {"topic": negotiation.topic, "currency": negotiation.currency}
    references = references_of(negotiation.playbook_version_id)
    new = []
    for place, typed in enumerate(drafts, 1):
        kept = present.get(typed.key)
        draft = worked_out(typed, references, kept)
        if kept is None:
            new.append((place, draft))
            continue
        is_money = draft.kind == ValueKind.MONEY
        money = draft.currency or kept.currency or negotiation.currency
        said = asdict(replace(draft, topic=draft.topic or kept.topic, currency=money if is_money else None))
        for name, value in (said | {"place": place}).items():
            setattr(kept, name, value)
    session.flush()
    for place, draft in new:
        add_terms(negotiation.id, [draft], usual, first_place=place)


def _keep(actor: Actor, negotiation: Negotiation, before: type_of_values, names: list[str], why: str | None) -> None:
    if not names:
        return
    session.add(
        Revision(
            id=new_id(),
            negotiation_id=negotiation.id,
            number=negotiation.revision,
            said=before,
            changed=names,
            changed_by_id=actor.user_id,
            why=why,
        )
    )
    trail.record(actor, "negotiation.edited", "negotiation", negotiation.id, fields=names)
    changed(negotiation)
