"""Trying to agree under a seal: one sentence whatever lies behind it, and each try is kept and counted as one."""

from collections.abc import Collection, Iterable
from functools import partial

from negostrategy.audit import service as trail
from negostrategy.compliance.models import OfferCheck
from negostrategy.compliance.queries.covers import TERM
from negostrategy.compliance.queries.crossings import Crossing
from negostrategy.compliance.queries.felt import count_asked
from negostrategy.compliance.queries.standing import Standing
from negostrategy.compliance.service.asking import MOST_SEALED_A_DAY
from negostrategy.compliance.service.watching import watch_asking
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Light
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import keep_anyway
from negostrategy.kernel.turns import take_turn
from negostrategy.negotiations.policy import ClosingRefused, TriedEnough
from negostrategy.negotiations.queries.askable import askable


def refuse_under_seal(actor: Actor, standing: Standing, beyond: Iterable[Crossing], keys: Collection[str]) -> None:
    """Return when nothing that would be agreed under a seal needs an approval, and a day has not had enough tries.

    keys: of the terms that would be agreed, or agreed worse.
    Errors: TriedEnough after as many tries and questions as a day has, also for what would be fine: otherwise the turn
    from the one answer to the other could be looked for without end. ClosingRefused with the same sentence for stop and
    ask; the try is kept on the record and the trail, and those who answer for the limit are told as for questions.
    """
    sealed = sorted(key for key in keys if standing.deal.terms[key].is_sealed)
    if not sealed:
        return
    # Tries sent at once would all count the same few before them.
    take_turn(f"record {standing.negotiation_id}")
    every = [key for key, term in standing.deal.terms.items() if term.is_sealed]
    if count_asked(standing.negotiation_id, every) >= MOST_SEALED_A_DAY:
        raise TriedEnough
    needing = {one.key for one in beyond}
    hidden = [key for key in sealed if TERM + key in needing]
    if hidden:
        keep_anyway(partial(_keep_try, actor, standing, sealed))
        raise ClosingRefused(f"{standing.name_of(hidden[0])}: this needs an approval: how far we may go is sealed.")


def _keep_try(actor: Actor, standing: Standing, keys: Collection[str]) -> None:
    terms = {key: standing.deal.terms[key] for key in keys}
    session.add(
        OfferCheck(
            id=new_id(),
            negotiation_id=standing.negotiation_id,
            user_id=actor.user_id,
            checked_at=clock.now(),
            offer={key: str(term.present) for key, term in terms.items()},
            light=Light.AMBER.value,
            bands={key: term.band for key, term in terms.items()},
        )
    )
    trail.record(actor, "agreeing.refused", "negotiation", standing.negotiation_id, terms=list(keys))
    session.flush()
    record = askable(actor, standing.negotiation_id)
    if record is not None:
        watch_asking(actor, record, keys)
