"""What is added to a record one by one: moves, answers, feelings."""

from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import MoveTag, Side
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.ids import new_id
from negostrategy.negotiations.models import Move, Negotiation, Pulse, Term
from negostrategy.negotiations.number_line import NotOnTheLine, placed
from negostrategy.negotiations.queries.moves import move_id_at
from negostrategy.negotiations.schemas.table import AnswerDraft, MoveDraft, PulseDraft
from negostrategy.negotiations.service.opening import changed, open_to_edit
from negostrategy.negotiations.service.snapshots import terms_of

NOON = time(12, tzinfo=UTC)
STATING = (MoveTag.OFFER, MoveTag.CONCEDE, MoveTag.DEMAND)


def add_move(actor: Actor, negotiation_id: UUID, draft: MoveDraft) -> int:
    """Return the place of a new move. What the other side offers is from then on where they stand.

    Errors: NotFound; NotYoursToChange; BadInput for a position that is no number of its term, or an answer to nothing.
    """
    negotiation = open_to_edit(actor, negotiation_id)
    terms = {term.key: term for term in terms_of(negotiation_id)}
    positions = {key: _placed(key, said, terms) for key, said in draft.positions.items() if said is not None}
    answered = _move_at(negotiation_id, draft.answers_place)
    place = _next_place(negotiation_id)
    session.add(
        Move(
            id=new_id(),
            negotiation_id=negotiation_id,
            place=place,
            side=draft.side,
            tag=draft.tag,
            made_at=datetime.combine(draft.made_on, NOON) if draft.made_on else clock.now(),
            positions={key: float(value) for key, value in positions.items()},
            note=draft.note,
            answers_move_id=answered,
        )
    )
    if draft.side == Side.THEIRS and draft.tag in STATING:
        for key, value in positions.items():
            terms[key].theirs = value
    trail.record(actor, "move.added", "negotiation", negotiation_id, place=place)
    changed(negotiation)
    return place


def answer_question(actor: Actor, negotiation_id: UUID, draft: AnswerDraft) -> None:
    """Keep the answer to one question of the record's playbook; None takes it back.

    Errors: NotFound; NotYoursToChange.
    """
    negotiation = open_to_edit(actor, negotiation_id)
    answers: dict[str, Any] = {key: said for key, said in negotiation.answers.items() if key != draft.question}
    if draft.answer is not None:
        answers[draft.question] = draft.answer
    negotiation.answers = answers
    trail.record(actor, "question.answered", "negotiation", negotiation_id, question=draft.question)
    changed(negotiation)


def feel(actor: Actor, negotiation_id: UUID, draft: PulseDraft) -> None:
    """Keep how one side felt on one theme; the last word counts.

    Errors: NotFound; NotYoursToChange.
    """
    negotiation: Negotiation = open_to_edit(actor, negotiation_id)
    values = {"side": draft.side, "domain": draft.domain, "score": draft.score}
    session.execute(
        insert(Pulse)
        .values(id=new_id(), negotiation_id=negotiation_id, **values)
        .on_conflict_do_update(
            index_elements=["organization_id", "negotiation_id", "side", "domain"], set_={"score": draft.score}
        )
    )
    trail.record(actor, "pulse.kept", "negotiation", negotiation_id, side=draft.side, domain=draft.domain)
    changed(negotiation)


def _placed(key: str, said: Any, terms: dict[str, Term]) -> Any:
    term = terms.get(key)
    if term is None:
        raise BadInput({f"/positions/{key}": [f"“{key}” is no variable of this negotiation. Add it first."]})
    try:
        return placed(term.kind, said, [level["label"] for level in term.levels or []])
    except NotOnTheLine as refusal:
        raise BadInput({f"/positions/{key}": [str(refusal)]}) from refusal


def _move_at(negotiation_id: UUID, place: int | None) -> UUID | None:
    if place is None:
        return None
    found = move_id_at(negotiation_id, place)
    if found is None:
        raise BadInput({"/answers_place": ["There is no such move to give something back for."]})
    return found


def _next_place(negotiation_id: UUID) -> int:
    last = session.scalar(select(func.max(Move.place)).where(Move.negotiation_id == negotiation_id))
    return (last or 0) + 1
