"""Making a case of the understanding check out of a record or a finding."""

from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.compliance.queries.teaching import case_from
from negostrategy.edge.answers import show
from negostrategy.edge.organization import today_here
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import Conflict, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.queries.acknowledgements import version_to_read

pages = Blueprint("teaching", __name__)


class NothingToRead(Conflict):
    """No version of the strategy is in force, so there is no check to add a case to. Publish one first."""

    code = "nothing_to_read"


@pages.get("/negotiations/<uuid:negotiation_id>/case")
@permit(Grant.STRATEGY_WRITE)
def begin(actor: Actor, negotiation_id: UUID) -> Response:
    """Return the form of a case, begun from a record without names and amounts."""
    begun = case_from(actor, negotiation_id, request.args.get("rule"))
    if begun is None:
        raise NotFound
    version_id = version_to_read(today_here())
    if version_id is None:
        raise NothingToRead
    return show("acknowledgements/begun.html", negotiation_id=negotiation_id, version_id=version_id, typed=vars(begun))
