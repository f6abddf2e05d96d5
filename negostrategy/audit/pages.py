"""The trail, for administrators: what happened and by whom, never what was written."""

from flask import Blueprint, Response, request

from negostrategy.audit.queries import newest_entries
from negostrategy.edge.answers import show
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.grants import Grant

pages = Blueprint("audit", __name__)


@pages.get("/audit")
@permit(Grant.AUDIT_READ)
def list_page(_actor: Actor) -> Response:
    """Return one page of the trail."""
    act, who = request.args.get("act", "")[:80], request.args.get("who", "")[:80]
    page = newest_entries(act, who, request.args.get("cursor"))
    return show("audit/list.html", page=page, act=act, who=who)
