"""What waits for a second person: the list, and saying yes or no."""

from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.accounts.queries.access_requests import waiting_requests
from negostrategy.accounts.service.confirming import decide_request
from negostrategy.edge.answers import see, show
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.grants import Grant

pages = Blueprint("confirming", __name__)


@pages.get("/people/requests")
@permit(Grant.ACCESS_CONFIRM)
def list_page(actor: Actor) -> Response:
    """Return what waits for a yes or no."""
    return show("accounts/requests.html", requests=waiting_requests(actor), errors={})


@pages.post("/people/requests/<uuid:request_id>")
@permit(Grant.ACCESS_CONFIRM)
def decide(actor: Actor, request_id: UUID) -> Response:
    """Say yes or no; a link that comes of it is shown once."""
    if request.form.get("answer") not in ("yes", "no"):
        said = {"/answer": ["Say yes or no."]}
        return show("accounts/requests.html", 422, requests=waiting_requests(actor), errors=said)
    try:
        outcome = decide_request(actor, request_id, is_granted=request.form["answer"] == "yes")
    except BadInput as refusal:
        return show("accounts/requests.html", 422, requests=waiting_requests(actor), errors=refusal.errors)
    if outcome.link:
        return show("accounts/link.html", link=outcome.link, title="The link is ready")
    return see(".list_page", saying="Your answer is kept.")
