"""Asking "may I agree to this?": answered at once, kept on the record, and bounded so that nobody feels for a limit."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import desc, select, update

from negostrategy.accounts.service.telling import tell_people
from negostrategy.audit import service as trail
from negostrategy.compliance.models import OfferCheck
from negostrategy.compliance.probing import is_bisecting
from negostrategy.compliance.queries.asking import Answer, answer_to
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotAllowed, NotFound, TooMany
from negostrategy.kernel.ids import new_id
from negostrategy.negotiations.number_line import NotOnTheLine, currency_said, placed
from negostrategy.negotiations.queries.askable import Askable, AskableTerm, askable
from negostrategy.notices.service import News
from negostrategy.strategy.queries.sealed import who_answers_for

MOST_A_DAY = 60
MOST_SEALED_A_DAY = 12
MOST_OFFERED = 60
BURST = timedelta(seconds=10)


class NotYoursToAsk(NotAllowed):
    """You may read this record, but others negotiate here. Ask its owner to name you as a party."""

    code = "not_yours_to_ask"


class AskedEnough(TooMany):
    """This record was asked about often enough for today. Send the offer for approval, or ask again tomorrow."""

    code = "asked_enough"


def may_i_agree(actor: Actor, negotiation_id: UUID, typed: Mapping[str, Any], on: date) -> Answer:
    """Return whether this person may agree to an offer, and keep on the record that it was asked.

    typed: {term key: what was typed, with a unit or not}.
    Errors: NotFound; NotYoursToAsk; AskedEnough; BadInput for a term that is not there or a position that is none.
    """
    record = askable(actor, negotiation_id)
    if record is None:
        raise NotFound
    if not record.may_ask:
        raise NotYoursToAsk
    offer = read_offer(record, typed)
    is_sealed = any(record.terms[key].is_sealed for key in offer)
    earlier = _checks_since(negotiation_id, clock.now() - timedelta(days=1))
    burst = None if is_sealed else _burst(actor, earlier)
    if burst is None and len(earlier) >= (MOST_SEALED_A_DAY if is_sealed else MOST_A_DAY):
        raise AskedEnough
    answer = answer_to(actor, record, offer, on)
    _keep(actor, negotiation_id, offer, answer, burst)
    if is_sealed:
        _watch(actor, record, [*earlier, ({key: str(place) for key, place in offer.items()}, _bands(answer))])
    return answer


def read_offer(record: Askable, typed: Mapping[str, Any]) -> dict[str, Decimal]:
    """Return an offer as places on the number lines of a record's terms.

    Errors: BadInput for a term that is not there, a position that is none, or nothing at all.
    """
    given = {key: said for key, said in typed.items() if said not in (None, "")}
    if not given:
        raise BadInput({"/offer": ["Type what you would agree to, for at least one term."]})
    errors, offer = {}, {}
    for key, said in list(given.items())[:MOST_OFFERED]:
        term = record.terms.get(key)
        if term is None:
            errors[f"/offer/{key}"] = ["This record has no such term."]
            continue
        try:
            _refuse_other_money(term, said)
            offer[key] = placed(term.kind, said, term.labels)
        except NotOnTheLine as refusal:
            errors[f"/offer/{key}"] = [f"{term.name}: {refusal}"]
    if errors:
        raise BadInput(errors)
    return offer


def _refuse_other_money(term: AskableTerm, said: Any) -> None:
    currency = currency_said(said) if isinstance(said, str) and term.currency else None
    if currency not in (None, term.currency):
        raise NotOnTheLine(f"this is counted in {term.currency}, and no rate is kept here. Type {term.currency}.")


def _checks_since(negotiation_id: UUID, since: datetime) -> list[Any]:
    rows = session.execute(
        select(OfferCheck.offer, OfferCheck.bands, OfferCheck.id, OfferCheck.user_id, OfferCheck.checked_at)
        .where(OfferCheck.negotiation_id == negotiation_id)
        .where(OfferCheck.checked_at >= since)
        .order_by(desc(OfferCheck.checked_at), desc(OfferCheck.id))
        .limit(MOST_A_DAY)
    )
    return list(reversed(rows.all()))


def _burst(actor: Actor, earlier: list[Any]) -> UUID | None:
    # Who is still typing asks one question, not ten.
    last = earlier[-1] if earlier else None
    if last is None or last.user_id != actor.user_id or clock.now() - last.checked_at > BURST:
        return None
    found: UUID = last.id
    return found


def _keep(actor: Actor, negotiation_id: UUID, offer: dict[str, Decimal], answer: Answer, burst: UUID | None) -> None:
    said = {
        "offer": {key: str(place) for key, place in offer.items()},
        "light": answer.light,
        "bands": _bands(answer),
        "checked_at": clock.now(),
    }
    if burst is not None:
        session.execute(update(OfferCheck).where(OfferCheck.id == burst).values(**said))
        return
    session.add(OfferCheck(id=new_id(), negotiation_id=negotiation_id, user_id=actor.user_id, **said))
    session.flush()


def _bands(answer: Answer) -> dict[str, str | None]:
    return {term.key: term.band for term in answer.terms}


def _watch(actor: Actor, record: Askable, checks: list[Any]) -> None:
    for key in [key for key, term in record.terms.items() if term.is_sealed]:
        steps = [
            (Decimal(offer[key]), str(bands.get(key))) for offer, bands, *_ in checks if key in offer and bands.get(key)
        ]
        if is_bisecting(steps) and record.playbook_version_id:
            trail.record(actor, "limits.probed", "negotiation", record.id, term=key)
            sentence = (
                "Somebody asks offer after offer on one record as if to find a sealed walk-away. Look at the trail."
            )
            news = News("limits.probed", record.playbook_version_id, sentence, "/playbooks")
            tell_people(who_answers_for(record.playbook_version_id), news)
