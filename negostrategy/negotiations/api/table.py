"""What is added to a record one by one: moves, the outcome, answers, feelings, people."""

from uuid import UUID

from negostrategy.edge.openapi import once
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.api.blueprint import api, record_answer, type_of_answer
from negostrategy.negotiations.api.shapes import JudgedRecordShape
from negostrategy.negotiations.here import here
from negostrategy.negotiations.schemas import (
    AnswerSchema,
    MoveDraft,
    MoveSchema,
    OutcomeSchema,
    PeopleSchema,
    PulseSchema,
)
from negostrategy.negotiations.schemas.table import AnswerDraft, OutcomeDraft, PeopleDraft, PulseDraft
from negostrategy.negotiations.service import add_move, answer_question, close_negotiation, feel, set_people

ONE = "/negotiations/<uuid:negotiation_id>"


@api.post(f"{ONE}/moves")
@permit(Grant.NEGOTIATION_LOG)
@once
@api.arguments(MoveSchema)
@api.response(201, JudgedRecordShape)
def add_one_move(actor: Actor, draft: MoveDraft, negotiation_id: UUID) -> type_of_answer:
    """Add a move; what the other side offers is from then on where they stand."""
    add_move(actor, negotiation_id, draft)
    return record_answer(actor, negotiation_id, 201)


@api.post(f"{ONE}/outcome")
@permit(Grant.NEGOTIATION_LOG)
@once
@api.arguments(OutcomeSchema)
@api.response(200, JudgedRecordShape)
def set_outcome(actor: Actor, draft: OutcomeDraft, negotiation_id: UUID) -> type_of_answer:
    """Say how it ended, or open it again."""
    close_negotiation(actor, negotiation_id, draft, here())
    return record_answer(actor, negotiation_id)


@api.post(f"{ONE}/answers")
@permit(Grant.NEGOTIATION_LOG)
@once
@api.arguments(AnswerSchema)
@api.response(200, JudgedRecordShape)
def answer_one(actor: Actor, draft: AnswerDraft, negotiation_id: UUID) -> type_of_answer:
    """Answer one question of the playbook."""
    answer_question(actor, negotiation_id, draft)
    return record_answer(actor, negotiation_id)


@api.post(f"{ONE}/pulses")
@permit(Grant.NEGOTIATION_LOG)
@once
@api.arguments(PulseSchema)
@api.response(200, JudgedRecordShape)
def keep_pulse(actor: Actor, draft: PulseDraft, negotiation_id: UUID) -> type_of_answer:
    """Keep how one side felt on one theme."""
    feel(actor, negotiation_id, draft)
    return record_answer(actor, negotiation_id)


@api.post(f"{ONE}/people")
@permit(Grant.NEGOTIATION_LOG)
@once
@api.arguments(PeopleSchema)
@api.response(200, JudgedRecordShape)
def change_people(actor: Actor, draft: PeopleDraft, negotiation_id: UUID) -> type_of_answer:
    """Replace the parties, the named readers or the privacy; only the owner may."""
    set_people(actor, negotiation_id, draft)
    return record_answer(actor, negotiation_id)
