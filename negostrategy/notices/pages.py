"""The inbox."""

from uuid import UUID

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from negostrategy.edge.address import way_back
from negostrategy.edge.answers import see, show
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.notices.queries import notices_of
from negostrategy.notices.service import mark_read

pages = Blueprint("inbox", __name__)


@pages.get("/inbox")
@permit(Grant.PROFILE)
def list_page(actor: Actor) -> Response:
    """Return what this person has been told."""
    return show("notices/list.html", notices=notices_of(actor.user_id))


@pages.post("/inbox/read")
@permit(Grant.PROFILE)
def read_all(actor: Actor) -> Response:
    """Mark everything as read."""
    mark_read(actor)
    return see(".list_page", saying="Everything is marked as read.")


@pages.post("/inbox/<uuid:notice_id>")
@permit(Grant.PROFILE)
def follow(actor: Actor, notice_id: UUID) -> AnyResponse:
    """Mark a notice as read and go where it leads."""
    found = next((one for one in notices_of(actor.user_id) if one.id == notice_id), None)
    if found is None:
        raise NotFound
    mark_read(actor, [notice_id])
    return redirect(way_back(found.address), 303)
