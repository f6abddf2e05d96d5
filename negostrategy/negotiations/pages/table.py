"""What is added to a record one by one: moves, answers, and people."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.idempotency import sent_once
from negostrategy.edge.payloads import form_values, load, load_form
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Light, MoveTag, Side
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.here import answer_to_offer
from negostrategy.negotiations.number_line import NotOnTheLine, placed
from negostrategy.negotiations.pages.choices import CHOICES
from negostrategy.negotiations.policy import OwnerDecides
from negostrategy.negotiations.queries.record import editable, readable
from negostrategy.negotiations.queries.shapes import Record
from negostrategy.negotiations.queries.timeline import happening_of
from negostrategy.negotiations.schemas import (
    AnswerSchema,
    MoveSchema,
)
from negostrategy.negotiations.schemas.table import MoveDraft, PeopleSchema, PersonSchema
from negostrategy.negotiations.service import (
    add_move,
    answer_question,
    name_person,
    remove_person,
    set_people,
)

pages = Blueprint("table", __name__)
POSITION = "position-"
# What a button of the form of a move does: add it, ask about it, or add it although it lies beyond a floor.
ADD, ASK = "add", "ask"
BINDING = (MoveTag.OFFER, MoveTag.CONCEDE, MoveTag.ACCEPT)


@pages.get("/negotiations/<uuid:negotiation_id>/moves")
@permit(Grant.NEGOTIATION_LOG)
def move(actor: Actor, negotiation_id: UUID) -> Response:
    """Return the form of one move."""
    return _move(editable(actor, negotiation_id), {"side": request.args.get("side", "theirs"), "tag": "offer"})


@pages.post("/negotiations/<uuid:negotiation_id>/moves")
@permit(Grant.NEGOTIATION_LOG)
@sent_once
def make_move(actor: Actor, negotiation_id: UUID) -> Response:
    """Add a move; one of ours beyond a floor is asked about first, and one that is only asked about is not added."""
    record = editable(actor, negotiation_id)
    try:
        sent = form_values(request.form, MoveSchema())
        act = sent.pop("act", ADD)
        stated = {name.removeprefix(POSITION): sent.pop(name) for name in list(sent) if name.startswith(POSITION)}
        draft: MoveDraft = load(MoveSchema(), sent | {"positions": stated})
        answer = _answer(actor, negotiation_id, draft, act)
        if act == ASK or (act == ADD and answer is not None and answer.light == Light.RED):
            return _move(record, request.form, 200 if act == ASK else 409, answer=answer)
        add_move(actor, negotiation_id, draft)
    except BadInput as refusal:
        errors = {
            pointer.replace("/positions/", f"/{POSITION}").replace("/offer/", f"/{POSITION}"): said
            for pointer, said in refusal.errors.items()
        }
        return _move(record, request.form, refusal.status, errors)
    return see("negotiations.show", saying="The move is added.", negotiation_id=negotiation_id)


@pages.post("/negotiations/<uuid:negotiation_id>/answers")
@permit(Grant.NEGOTIATION_LOG)
def answer(actor: Actor, negotiation_id: UUID) -> Response:
    """Keep the answer to one question."""
    sent = form_values(request.form, AnswerSchema())
    back = sent.pop("back", "")
    said = {"yes": True, "no": False}.get(sent.get("answer", ""), sent.get("answer"))
    if request.form.get("kind") == "number" and isinstance(said, str):
        said = _number(said)
    sent.pop("kind", None)
    answer_question(actor, negotiation_id, load(AnswerSchema(), sent | {"answer": said}))
    if back == "home":
        return see("home.show", saying="Saved.")
    return see("negotiations.show", saying="Saved.", negotiation_id=negotiation_id, _anchor="questions")


@pages.get("/negotiations/<uuid:negotiation_id>/people")
@permit(Grant.NEGOTIATION_LOG)
def people(actor: Actor, negotiation_id: UUID) -> Response:
    """Return who takes part and who may read, for the owner to change."""
    return _people(_owned(actor, negotiation_id))


@pages.post("/negotiations/<uuid:negotiation_id>/people")
@permit(Grant.NEGOTIATION_LOG)
@sent_once
def name(actor: Actor, negotiation_id: UUID) -> Response:
    """Name one more person."""
    record = _owned(actor, negotiation_id)
    try:
        name_person(actor, negotiation_id, load_form(PersonSchema()))
    except BadInput as refusal:
        return _people(record, 422, refusal.errors)
    return see(".people", saying="Added.", negotiation_id=negotiation_id)


@pages.post("/negotiations/<uuid:negotiation_id>/people/<uuid:user_id>/removal")
@permit(Grant.NEGOTIATION_LOG)
def remove(actor: Actor, negotiation_id: UUID, user_id: UUID) -> Response:
    """Take somebody off the record."""
    remove_person(actor, negotiation_id, user_id)
    return see(".people", saying="Removed.", negotiation_id=negotiation_id)


@pages.post("/negotiations/<uuid:negotiation_id>/privacy")
@permit(Grant.NEGOTIATION_LOG)
def narrow(actor: Actor, negotiation_id: UUID) -> Response:
    """Say how private the record is."""
    set_people(actor, negotiation_id, load_form(PeopleSchema(only=("privacy",))))
    return see(".people", saying="Saved.", negotiation_id=negotiation_id)


def _owned(actor: Actor, negotiation_id: UUID) -> Record:
    record = readable(actor, negotiation_id)
    if record.owner_id != actor.user_id:
        raise OwnerDecides
    return record


def _number(typed: str) -> float:
    try:
        return float(placed("number", typed))
    except NotOnTheLine as refusal:
        raise BadInput({"/answer": [str(refusal)]}) from refusal


def _answer(actor: Actor, negotiation_id: UUID, draft: MoveDraft, act: str) -> Any:
    is_ours = draft.side == Side.OURS and draft.tag in BINDING
    if act == ASK or (act == ADD and is_ours):
        return answer_to_offer(actor, negotiation_id, draft.positions, is_asked=act == ASK)
    return None


def _move(
    record: Record, typed: Any, status: int = 200, errors: dict[str, list[str]] | None = None, answer: Any = None
) -> Response:
    theirs = [(one.place, f"{one.place}. {happening_of(one, record).what}") for one in record.moves]
    return show(
        "negotiations/move.html",
        status,
        record=record,
        typed=typed,
        errors=errors or {},
        choices=CHOICES,
        move_choices=theirs[::-1],
        answer=answer,
        offered={name.removeprefix(POSITION): said for name, said in typed.items() if name.startswith(POSITION)},
    )


def _people(record: Record, status: int = 200, errors: dict[str, list[str]] | None = None) -> Response:
    return show(
        "negotiations/people.html", status, record=record, typed=request.form, errors=errors or {}, choices=CHOICES
    )
