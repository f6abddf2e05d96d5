"""The rule tester: what would the rules of a version say of such facts, or of one of my records?"""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, request
from sqlalchemy import select

from negostrategy.compliance.queries.asked_facts import asked_by
from negostrategy.compliance.queries.trying import Tried, try_record, try_typed
from negostrategy.edge.answers import show
from negostrategy.edge.organization import today_here
from negostrategy.edge.permit import permit
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.queries.among import readable_among
from negostrategy.negotiations.queries.askable import askable
from negostrategy.strategy.queries.playbooks import PlaybookText, playbook_text
from negostrategy.strategy.queries.reviews import may_see_draft
from negostrategy.strategy.rulebook import Rulebook, rulebook_of

pages = Blueprint("trying", __name__)
EXAMPLES = 20


@pages.get("/playbooks/versions/<uuid:version_id>/tester", endpoint="show")
@permit(Grant.PLAYBOOK_READ)
def show_tester(actor: Actor, version_id: UUID) -> Response:
    """Return the form of facts that the rules look at; ?record= tries one of one's own records at once."""
    text, book = _found(actor, version_id)
    record = request.args.get("record")
    if not record:
        return _page(actor, text, book)
    try:
        found = askable(actor, UUID(record))
    except ValueError:
        found = None
    if found is None:
        raise NotFound
    return _page(actor, text, book, tried=try_record(book, found.id), said=f"Of “{found.title}”, as it stands:")


@pages.post("/playbooks/versions/<uuid:version_id>/tester")
@permit(Grant.PLAYBOOK_READ)
def try_facts(actor: Actor, version_id: UUID) -> Response:
    """Return what each rule says of the facts that were typed."""
    text, book = _found(actor, version_id)
    try:
        tried = try_typed(book, request.form)
    except BadInput as refusal:
        return _page(actor, text, book, refusal.status, errors=refusal.errors)
    return _page(actor, text, book, tried=tried, said="Of these facts:")


def _found(actor: Actor, version_id: UUID) -> tuple[PlaybookText, Rulebook]:
    text, book = playbook_text(version_id), rulebook_of(version_id)
    if text is None or book is None:
        raise NotFound
    if text.is_draft and not may_see_draft(actor, version_id, today_here()):
        raise NotFound
    return text, book


def _page(
    actor: Actor,
    text: PlaybookText,
    book: Rulebook,
    status: int = 200,
    tried: list[Tried] | None = None,
    said: str = "",
    errors: Mapping[str, list[str]] | None = None,
) -> Response:
    return show(
        "trying/tester.html",
        status,
        playbook=text,
        asked=asked_by(book),
        examples=readable_among(actor, select(Facts.id), EXAMPLES),
        tried=tried,
        said=said,
        record=request.args.get("record", ""),
        typed=request.form,
        errors=errors or {},
    )
