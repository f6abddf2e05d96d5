"""The queue of approvals, one request, and asking for one."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.compliance.queries.entitled import seat_in_request
from negostrategy.compliance.queries.requests import (
    is_behind,
    people_asked,
    request_for,
    requests_decided_by,
    requests_of,
    requests_waiting_for,
)
from negostrategy.compliance.queries.waivable import may_see_waivers
from negostrategy.compliance.requesting import RequestSchema, RulingSchema
from negostrategy.compliance.service.deciding import decide_request
from negostrategy.compliance.service.requesting import ask_approval, take_back
from negostrategy.edge.answers import REFUSALS, said_by, see, show
from negostrategy.edge.idempotency import sent_once
from negostrategy.edge.organization import today_here
from negostrategy.edge.payloads import form_values, load, load_form
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.queries.askable import Askable, askable
from negostrategy.strategy.queries.reviews import reviews_waiting_for

pages = Blueprint("approvals", __name__)
TERM = "offer-"


@pages.get("/approvals")
@permit(Grant.APPROVAL_ASK)
def list_page(actor: Actor) -> Response:
    """Return what waits for this person, what they asked, and what they decided."""
    return show(
        "approvals/list.html",
        waiting=requests_waiting_for(actor.user_id, today_here()),
        reviews=reviews_waiting_for(actor.user_id, today_here()),
        asked=requests_of(actor.user_id),
        decided=requests_decided_by(actor.user_id),
        may_see_waivers=may_see_waivers(actor, today_here()),
    )


@pages.get("/approvals/<uuid:request_id>", endpoint="show")
@permit(Grant.APPROVAL_ASK)
def show_request(actor: Actor, request_id: UUID) -> Response:
    """Return one request, to be decided or read."""
    return _show(actor, request_id)


@pages.post("/approvals/<uuid:request_id>/decision")
@permit(Grant.APPROVAL_DECIDE)
def rule(actor: Actor, request_id: UUID) -> Response:
    """Decide a request; a refused form comes back as it was typed."""
    try:
        decide_request(actor, request_id, load_form(RulingSchema()), today_here())
    except REFUSALS as refusal:
        return _show(actor, request_id, refusal.status, said_by(refusal, "/reason"))
    return see(".list_page", saying="Decided. Whoever asked has been told.")


@pages.post("/approvals/<uuid:request_id>/withdrawal")
@permit(Grant.APPROVAL_ASK)
def withdraw(actor: Actor, request_id: UUID) -> Response:
    """Take one's own request back."""
    take_back(actor, request_id)
    return see(".list_page", saying="Taken back.")


@pages.get("/negotiations/<uuid:negotiation_id>/approvals/new")
@permit(Grant.APPROVAL_ASK)
def ask_page(actor: Actor, negotiation_id: UUID) -> Response:
    """Return the form that asks for approval, filled with the offer in the address."""
    return _ask(_askable(actor, negotiation_id), request.args)


@pages.post("/negotiations/<uuid:negotiation_id>/approvals/new")
@permit(Grant.APPROVAL_ASK)
@sent_once
def ask(actor: Actor, negotiation_id: UUID) -> Response:
    """Ask for approval."""
    record = _askable(actor, negotiation_id)
    try:
        sent = form_values(request.form, RequestSchema())
        offer = {name.removeprefix(TERM): sent.pop(name) for name in list(sent) if name.startswith(TERM)}
        made = ask_approval(actor, negotiation_id, load(RequestSchema(), sent | {"offer": offer}), today_here())
    except REFUSALS as refusal:
        return _ask(record, request.form, refusal.status, said_by(refusal, "/why"))
    return see(".show", saying="Asked. Whoever may say yes has been told.", request_id=made)


def _askable(actor: Actor, negotiation_id: UUID) -> Askable:
    record = askable(actor, negotiation_id)
    if record is None or not record.may_ask:
        raise NotFound
    return record


def _show(actor: Actor, request_id: UUID, status: int = 200, errors: Mapping[str, list[str]] | None = None) -> Response:
    found = request_for(actor.user_id, request_id, today_here())
    return show(
        "approvals/request.html",
        status,
        request_row=found,
        people=people_asked(found.id, today_here()),
        seat=seat_in_request(actor.user_id, found.id, today_here()),
        is_mine=is_behind(actor.user_id, found),
        may_let_pass=found.is_about_a_rule and may_see_waivers(actor, today_here()),
        typed=request.form,
        errors=errors or {},
    )


def _ask(
    record: Askable, typed: Mapping[str, str], status: int = 200, errors: Mapping[str, list[str]] | None = None
) -> Response:
    return show(
        "approvals/ask.html",
        status,
        record=record,
        typed=typed,
        offers={name.removeprefix(TERM): said for name, said in typed.items() if name.startswith(TERM)},
        today=today_here(),
        errors=errors or {},
    )
