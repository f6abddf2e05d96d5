"""Our own history behind a record, on a page of its own."""

from uuid import UUID

from flask import Blueprint, Response

from negostrategy.compliance.queries.history import history_of
from negostrategy.edge.answers import show
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.queries.askable import askable

pages = Blueprint("history", __name__)


@pages.get("/negotiations/<uuid:negotiation_id>/history", endpoint="show")
@permit(Grant.NEGOTIATION_READ)
def show_history(actor: Actor, negotiation_id: UUID) -> Response:
    """Return what became of earlier talks under the record's playbook, as far as this person may read them."""
    record = askable(actor, negotiation_id)
    if record is None:
        raise NotFound
    version_id = record.playbook_version_id
    history = history_of(actor, negotiation_id, version_id) if version_id else None
    if history is None:
        raise NotFound
    return show("history/history.html", record=record, history=history)
