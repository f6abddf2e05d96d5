"""Templates of playbooks: saved from a version, begun from, removed."""

from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.fields import line, text
from negostrategy.edge.idempotency import sent_once
from negostrategy.edge.payloads import DraftSchema, load_form
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.pages.playbooks import NameSchema, found
from negostrategy.strategy.queries.templates import templates
from negostrategy.strategy.service.templates import remove_template, save_template, start_from_template

pages = Blueprint("templates", __name__)


class TemplateSchema(DraftSchema):
    """What a template is called, and when to use it."""

    template_name = line(120, required=True, error_messages={"required": "Give the template a name."})
    description = text(600, load_default="")


@pages.get("/playbooks/templates")
@permit(Grant.PLAYBOOK_WRITE)
def list_page(_actor: Actor) -> Response:
    """Return the company's templates."""
    return _list()


@pages.get("/playbooks/versions/<uuid:version_id>/template")
@permit(Grant.PLAYBOOK_WRITE)
def ask(_actor: Actor, version_id: UUID) -> Response:
    """Return the question what the template is called."""
    return _ask(version_id)


@pages.post("/playbooks/versions/<uuid:version_id>/template")
@permit(Grant.PLAYBOOK_WRITE)
@sent_once
def save(actor: Actor, version_id: UUID) -> Response:
    """Save a version as a template."""
    found(version_id)
    try:
        sent = load_form(TemplateSchema())
        save_template(actor, version_id, sent["template_name"], sent["description"])
    except BadInput as refusal:
        return _ask(version_id, refusal)
    return see(".list_page", saying="The template is saved.")


@pages.post("/playbooks/templates/<uuid:template_id>")
@permit(Grant.PLAYBOOK_WRITE)
@sent_once
def begin(actor: Actor, template_id: UUID) -> Response:
    """Begin a playbook that says what the template says."""
    try:
        version_id = start_from_template(actor, template_id, load_form(NameSchema())["name"])
    except BadInput as refusal:
        return _list(refusal, template_id)
    return see("playbook_draft.edit", saying="Begun as a draft of its own.", version_id=version_id)


@pages.post("/playbooks/templates/<uuid:template_id>/removal")
@permit(Grant.PLAYBOOK_WRITE)
def remove(actor: Actor, template_id: UUID) -> Response:
    """Take a template away."""
    remove_template(actor, template_id)
    return see(".list_page", saying="The template is gone. Playbooks made from it stay.")


def _list(refusal: BadInput | None = None, refused_id: UUID | None = None) -> Response:
    return show(
        "playbooks/templates.html",
        refusal.status if refusal else 200,
        rows=templates(),
        refused_id=refused_id,
        typed=request.form,
        errors=refusal.errors if refusal else {},
    )


def _ask(version_id: UUID, refusal: BadInput | None = None) -> Response:
    return show(
        "playbooks/template.html",
        refusal.status if refusal else 200,
        playbook=found(version_id),
        typed=request.form,
        errors=refusal.errors if refusal else {},
    )
