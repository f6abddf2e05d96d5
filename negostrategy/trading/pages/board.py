"""The trade board of a record: a package put together, its value and what may be agreed at once, and comparing."""

from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.idempotency import sent_once
from negostrategy.edge.organization import organization_of_request, today_here
from negostrategy.edge.payloads import form_values, load, load_query
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.queries.askable import askable
from negostrategy.trading.queries.board import board_of
from negostrategy.trading.queries.table import values_of
from negostrategy.trading.schemas import PackageSchema, TakenSchema
from negostrategy.trading.service.packaging import MOST_COMPARED, keep_package, remove_package

pages = Blueprint("board", __name__)
ONE = "/negotiations/<uuid:negotiation_id>/board"


@pages.get(ONE, endpoint="show")
@permit(Grant.NEGOTIATION_READ)
def show_board(actor: Actor, negotiation_id: UUID) -> Response:
    """Return the board. The address says what is taken into the package; at first it is what is on the table."""
    values = values_of(actor, negotiation_id, organization_of_request().currency)
    if values is None:
        raise NotFound
    taken = load_query(TakenSchema())["take"] if "composed" in request.args else [line.id for line in values.chosen]
    asked = askable(actor, negotiation_id)
    return show(
        "values/board.html",
        values=values,
        record=values.record,
        board=board_of(actor, values, asked, taken, today_here()),
        taken=taken,
        terms={term.key: term.name for term in asked.terms.values()} if asked else {},
        may_act=asked is not None and asked.may_ask,
        most=MOST_COMPARED,
    )


@pages.post(f"{ONE}/packages")
@permit(Grant.NEGOTIATION_LOG)
@sent_once
def keep(actor: Actor, negotiation_id: UUID) -> Response:
    """Keep a package beside the others, to compare them."""
    draft = load(PackageSchema(), form_values(request.form, PackageSchema()))
    keep_package(actor, negotiation_id, draft)
    taken = [str(one) for one in draft.entry_ids]
    return see(".show", f"{draft.name} is kept.", negotiation_id=negotiation_id, composed="yes", take=taken)


@pages.post(f"{ONE}/packages/<uuid:package_id>/removal")
@permit(Grant.NEGOTIATION_LOG)
def remove(actor: Actor, negotiation_id: UUID, package_id: UUID) -> Response:
    """Take a package out of the comparison."""
    remove_package(actor, negotiation_id, package_id)
    return see(".show", "It is out of the comparison.", negotiation_id=negotiation_id)
