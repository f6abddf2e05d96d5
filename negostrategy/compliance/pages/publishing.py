"""Publishing a playbook's draft: what keeps it from holding, and what it would do, on the page with the button."""

from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.accounts.queries.people import is_alone
from negostrategy.compliance.queries.preview import preview_of, replay_of
from negostrategy.edge.answers import see, show
from negostrategy.edge.organization import today_here
from negostrategy.edge.payloads import load_form
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import VersionState
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.pages.playbooks import found, found_draft
from negostrategy.strategy.queries.playbooks import PlaybookText
from negostrategy.strategy.queries.retired import coming_versions
from negostrategy.strategy.queries.reviews import reviews_of
from negostrategy.strategy.schemas import PublicationSchema
from negostrategy.strategy.service.checking import complaints_about_playbook, warnings_about
from negostrategy.strategy.service.publication import publish_playbook

pages = Blueprint("publishing", __name__)


@pages.get("/playbooks/versions/<uuid:version_id>/publication")
@permit(Grant.PLAYBOOK_WRITE)
def check(_actor: Actor, version_id: UUID) -> Response:
    """Return what keeps a draft from being published, what it would do, and the question from which day it holds."""
    return _check(found_draft(version_id))


@pages.post("/playbooks/versions/<uuid:version_id>/publication")
@permit(Grant.PLAYBOOK_WRITE)
def publish(actor: Actor, version_id: UUID) -> Response:
    """Publish a draft from a day."""
    text = found(version_id)
    try:
        draft = load_form(PublicationSchema())
        publish_playbook(actor, version_id, draft.effective_on, draft.running)
    except BadInput as refusal:
        return _check(text, 422, refusal.errors)
    return see("playbooks.show", saying="Published.", playbook_id=text.playbook_id)


def _check(text: PlaybookText, status: int = 200, errors: dict[str, list[str]] | None = None) -> Response:
    complaints = complaints_about_playbook(text.id)
    asked = None if complaints else replay_of(text.id, text.playbook_id)
    return show(
        "playbooks/publish.html",
        status,
        playbook=text,
        is_alone=text.state == VersionState.DRAFT and is_alone(),
        complaints=complaints,
        warnings=warnings_about(text.id),
        reviews=reviews_of(text.id),
        preview=preview_of(asked) if asked else None,
        today=today_here(),
        coming=coming_versions(text.playbook_id, today_here()),
        typed=request.form,
        errors=errors or {},
    )
