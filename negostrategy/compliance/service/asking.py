"""Asking "may I agree to this?": answered at once, kept on the record, and bounded so that nobody feels for a limit."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from negostrategy.compliance.models import OfferCheck
from negostrategy.compliance.queries.asking import Answer, answer_to
from negostrategy.compliance.queries.felt import count_asked
from negostrategy.compliance.service.watching import watch_asking
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotAllowed, NotFound, TooMany
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.turns import take_turn
from negostrategy.negotiations.number_line import NotOnTheLine, currency_said, placed
from negostrategy.negotiations.queries.askable import Askable, AskableTerm, askable

MOST_A_DAY = 200
MOST_SEALED_A_DAY = 12
MOST_OFFERED = 60


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
    _refuse_too_many(record, _sealed_among(record, offer))
    answer = answer_to(actor, record, offer, on)
    keep_question(actor, record, offer, answer)
    return answer


def keep_question(actor: Actor, record: Askable, offer: Mapping[str, Decimal], answer: Answer) -> None:
    """Keep on the record what was asked and answered; questions about sealed limits are compared with those before."""
    session.add(
        OfferCheck(
            id=new_id(),
            negotiation_id=record.id,
            user_id=actor.user_id,
            checked_at=clock.now(),
            offer={key: str(place) for key, place in offer.items()},
            light=answer.light,
            bands={term.key: term.band for term in answer.terms},
        )
    )
    session.flush()
    watch_asking(actor, record, _sealed_among(record, offer))


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


def _sealed_among(record: Askable, keys: Iterable[str]) -> list[str]:
    return [key for key in keys if record.terms[key].is_sealed]


def _refuse_too_many(record: Askable, sealed: list[str]) -> None:
    if sealed:
        # Twenty questions sent at once would all count the same few before them.
        take_turn(f"record {record.id}")
    asked = count_asked(record.id, _sealed_among(record, record.terms) if sealed else None)
    if asked >= (MOST_SEALED_A_DAY if sealed else MOST_A_DAY):
        raise AskedEnough
