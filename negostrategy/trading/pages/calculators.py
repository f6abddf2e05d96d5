"""Calculators: a shelf of them, each a page of its own whose address carries what was typed."""

from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.display import in_field
from negostrategy.edge.idempotency import sent_once
from negostrategy.edge.organization import organization_of_request
from negostrategy.edge.payloads import form_values, load
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.number_line import typed_again
from negostrategy.negotiations.queries.askable import Askable, askable
from negostrategy.negotiations.queries.home import open_ones
from negostrategy.trading.calculators.shelf import BY_KEY, SHELF
from negostrategy.trading.calculators.working import Answer, answer_of
from negostrategy.trading.schemas import EntrySchema
from negostrategy.trading.service.valuing import add_line

pages = Blueprint("calculators", __name__)


@pages.get("/calculators")
@permit(Grant.NEGOTIATION_READ)
def list_page(_actor: Actor) -> Response:
    """Return the shelf. record: the record that a result is wanted for."""
    return show("calculators/list.html", shelf=SHELF, record=request.args.get("record", ""))


@pages.get("/calculators/<key>", endpoint="show")
@permit(Grant.NEGOTIATION_READ)
def show_calculator(actor: Actor, key: str) -> Response:
    """Return one calculator; with anything typed, also its answer and the way to it."""
    calculator = BY_KEY.get(key)
    if calculator is None:
        raise NotFound
    typed = request.args.to_dict()
    is_asked = any(typed.get(one.name) for one in calculator.inputs)
    answer = answer_of(calculator, typed) if is_asked else Answer(None, {})
    usual = {one.name: typed_again(one.usual) for one in calculator.inputs}
    record = _record(actor, typed.get("record", ""))
    return show(
        "calculators/one.html",
        422 if answer.errors else 200,
        one=calculator,
        typed=typed if is_asked else usual | typed,
        worked=answer.worked,
        figures=answer.figures,
        errors=answer.errors,
        record=record,
        open_ones=open_ones(actor) if answer.worked and record is None else [],
        asked={figure.name: in_field(figure.said) for figure in answer.figures},
        currency=organization_of_request().currency,
    )


@pages.post("/negotiations/<uuid:negotiation_id>/values/lines")
@permit(Grant.NEGOTIATION_LOG)
@sent_once
def insert(actor: Actor, negotiation_id: UUID) -> Response:
    """Add a result to the value table of a record: as what the giver pays, or as what the receiver gets."""
    sent = form_values(request.form, EntrySchema())
    part, figure = sent.pop("part", "cost"), sent.pop("figure", None)
    sent["worth_low" if part == "worth" else "cost_low"] = figure
    add_line(actor, negotiation_id, load(EntrySchema(), sent | {"basis": "records"}))
    return see("values.show", "It is in the value table.", negotiation_id=negotiation_id)


def _record(actor: Actor, said: str) -> Askable | None:
    try:
        return askable(actor, UUID(said))
    except ValueError:
        return None
