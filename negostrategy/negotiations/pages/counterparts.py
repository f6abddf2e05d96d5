"""Whom we negotiate with."""

from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.idempotency import sent_once
from negostrategy.edge.payloads import load_form
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.pages.choices import CHOICES
from negostrategy.negotiations.queries.counterparts import counterpart, counterparts
from negostrategy.negotiations.queries.rows import negotiations
from negostrategy.negotiations.schemas.counterparts import CounterpartSchema
from negostrategy.negotiations.schemas.listing import Wanted
from negostrategy.negotiations.service.counterparts import add_counterpart, change_counterpart

pages = Blueprint("counterparts", __name__)


@pages.get("/counterparts")
@permit(Grant.COUNTERPART_READ)
def list_page(actor: Actor) -> Response:
    """Return one page of counterparts."""
    return _list(actor)


@pages.post("/counterparts")
@permit(Grant.NEGOTIATION_LOG)
@sent_once
def add(actor: Actor) -> Response:
    """Add a counterpart."""
    try:
        counterpart_id = add_counterpart(actor, load_form(CounterpartSchema()))
    except BadInput as refusal:
        return _list(actor, 422, refusal.errors)
    return see(".show_one", saying="Added.", counterpart_id=counterpart_id)


@pages.get("/counterparts/<uuid:counterpart_id>")
@permit(Grant.COUNTERPART_READ)
def show_one(actor: Actor, counterpart_id: UUID) -> Response:
    """Return one counterpart with the negotiations that this person may read."""
    return _one(actor, counterpart_id)


@pages.post("/counterparts/<uuid:counterpart_id>")
@permit(Grant.NEGOTIATION_LOG)
def change(actor: Actor, counterpart_id: UUID) -> Response:
    """Rename a counterpart or set its segment; records keep the segment of their day."""
    try:
        change_counterpart(actor, counterpart_id, load_form(CounterpartSchema()))
    except BadInput as refusal:
        return _one(actor, counterpart_id, 422, refusal.errors)
    return see(".show_one", saying="Saved.", counterpart_id=counterpart_id)


def _list(actor: Actor, status: int = 200, errors: dict[str, list[str]] | None = None) -> Response:
    words = request.args.get("words", "")[:200]
    page = counterparts(actor, words, request.args.get("cursor"))
    return show(
        "counterparts/list.html",
        status,
        page=page,
        words=words,
        errors=errors or {},
        typed=request.form,
        choices=CHOICES,
    )


def _one(actor: Actor, counterpart_id: UUID, status: int = 200, errors: dict[str, list[str]] | None = None) -> Response:
    found = counterpart(counterpart_id)
    if found is None:
        raise NotFound
    page = negotiations(actor, Wanted(counterpart=counterpart_id), request.args.get("cursor"))
    return show("counterparts/one.html", status, one=found, page=page, errors=errors or {}, choices=CHOICES)
