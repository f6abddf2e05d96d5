"""Looking back: one short debrief for each person and record, while the memory is fresh."""

from dataclasses import asdict
from uuid import UUID

from sqlalchemy import select

from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Outcome
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import Conflict
from negostrategy.kernel.ids import new_id
from negostrategy.negotiations.models import Debrief
from negostrategy.negotiations.queries.debriefs import EDITABLE
from negostrategy.negotiations.schemas.debrief import DebriefDraft
from negostrategy.negotiations.service.opening import open_to_edit


class NotOverYet(Conflict):
    """This negotiation is still open. Look back once it has ended; say first how it ended."""

    code = "not_over_yet"


class LookBackKept(Conflict):
    """What you wrote here stands for two weeks and more, so it stays as it is. Propose a change instead."""

    code = "look_back_kept"


def write_debrief(actor: Actor, negotiation_id: UUID, draft: DebriefDraft) -> UUID:
    """Return the id of this person's look back on a record that has ended; what they wrote before is replaced.

    Errors: NotFound; NotYoursToChange for who did not take part; NotOverYet; LookBackKept after two weeks.
    """
    negotiation = open_to_edit(actor, negotiation_id)
    if negotiation.outcome == Outcome.OPEN:
        raise NotOverYet
    debrief = session.scalars(
        select(Debrief).where(Debrief.negotiation_id == negotiation_id).where(Debrief.written_by_id == actor.user_id)
    ).one_or_none()
    if debrief is None:
        debrief = Debrief(
            id=new_id(), negotiation_id=negotiation_id, written_by_id=actor.user_id, written_at=clock.now()
        )
        session.add(debrief)
    elif clock.now() - debrief.written_at >= EDITABLE:
        raise LookBackKept
    for name, said in asdict(draft).items():
        setattr(debrief, name, said.strip() if isinstance(said, str) else said)
    debrief.changed_at = clock.now()
    trail.record(actor, "debrief.written", "negotiation", negotiation_id)
    session.flush()
    return debrief.id
