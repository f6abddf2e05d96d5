"""What is answered to an offer on a page that is about something else: a move of ours, a package."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from negostrategy.compliance.queries.asking import Answer, answer_to
from negostrategy.compliance.service.asking import may_i_agree, read_offer
from negostrategy.kernel.actor import Actor
from negostrategy.negotiations.queries.askable import askable


def look_at_offer(
    actor: Actor, negotiation_id: UUID, typed: Mapping[str, Any], on: date, *, is_asked: bool = False
) -> Answer | None:
    """Return the answer to an offer, or None where nobody may be told unasked.

    is_asked: somebody wants to know it, so that it is kept on the record as a question; otherwise nothing is kept, and
    nothing is said of sealed limits: every answer about them has to be counted.
    Errors: BadInput for a position that is none; those of asking, where it is asked.
    """
    if is_asked:
        return may_i_agree(actor, negotiation_id, typed, on)
    record = askable(actor, negotiation_id)
    given = {key: said for key, said in typed.items() if said not in (None, "")}
    if record is None or not record.may_ask or not given:
        return None
    if any(record.terms[key].is_sealed for key in given if key in record.terms):
        return None
    return answer_to(actor, record, read_offer(record, given), on)
