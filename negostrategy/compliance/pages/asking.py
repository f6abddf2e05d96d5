"""May I agree to this? A form for an offer, and the answer beside it."""

from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request

from negostrategy.compliance.queries.asking import Answer
from negostrategy.compliance.queries.checks import checks_on
from negostrategy.compliance.service.asking import may_i_agree
from negostrategy.edge.answers import show
from negostrategy.edge.organization import today_here
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import Fault, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.queries.askable import Askable, askable
from negostrategy.strategy.queries.ladders import ladders_of

pages = Blueprint("asking", __name__)
TERM = "offer-"
PART = "X-Part"


@pages.get("/negotiations/<uuid:negotiation_id>/ask")
@permit(Grant.APPROVAL_ASK)
def ask_page(actor: Actor, negotiation_id: UUID) -> Response:
    """Return the form for an offer, and what was asked before."""
    return _page(_readable(actor, negotiation_id), request.args.to_dict())


@pages.post("/negotiations/<uuid:negotiation_id>/ask")
@permit(Grant.APPROVAL_ASK)
def ask(actor: Actor, negotiation_id: UUID) -> Response:
    """Return the answer to an offer: the whole page, or only the answer for a script that asks while one types."""
    record = _readable(actor, negotiation_id)
    typed = {name.removeprefix(TERM): said for name, said in request.form.items() if name.startswith(TERM)}
    answer, refusal = None, None
    try:
        answer = may_i_agree(actor, negotiation_id, typed, today_here())
    except Fault as fault:
        refusal = fault
    if request.headers.get(PART) == "answer":
        part = render_template("asking/answer.html", answer=answer, refusal=refusal, record=record, typed=typed)
        return make_response(part, refusal.status if refusal else 200, {PART: "answer"})
    return _page(record, typed, answer, refusal)


def _readable(actor: Actor, negotiation_id: UUID) -> Askable:
    record = askable(actor, negotiation_id)
    if record is None:
        raise NotFound
    return record


def _page(
    record: Askable, typed: dict[str, str], answer: Answer | None = None, refusal: Fault | None = None
) -> Response:
    return show(
        "asking/ask.html",
        refusal.status if refusal else 200,
        record=record,
        typed=typed,
        answer=answer,
        refusal=refusal,
        errors=getattr(refusal, "errors", {}),
        checks=checks_on(record),
        fallbacks=[one for key, one in ladders_of(record.playbook_version_id).items() if key in record.terms],
    )
