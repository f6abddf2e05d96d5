"""Saying on a draft who has to read it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.accounts.queries.people import team_tree
from negostrategy.edge.answers import see, show
from negostrategy.edge.payloads import load, sent_revision
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.audiences import ROLE_NAMES, WHOLE, AudienceSchema, Reach
from negostrategy.strategy.queries.audiences import audience_said, reaches_of
from negostrategy.strategy.queries.document import Document, document
from negostrategy.strategy.service.audience import set_audience
from negostrategy.strategy.service.drafting import DraftNotAsSeen
from negostrategy.strategy.statements import STATEMENTS

pages = Blueprint("audience", __name__)
ADDRESS = "/strategy/drafts/<uuid:version_id>/audience"


@pages.get(ADDRESS)
@permit(Grant.STRATEGY_WRITE)
def edit(_actor: Actor, version_id: UUID) -> Response:
    """Return the page that asks who has to read a draft once it is published."""
    stored = {part: _shown(reach) for part, reach in reaches_of(version_id).items()}
    return _edit(_draft(version_id), stored)


@pages.post(ADDRESS)
@permit(Grant.STRATEGY_WRITE)
def save(actor: Actor, version_id: UUID) -> Response:
    """Keep who has to read it; a refused or outdated form comes back as it was filled in."""
    found, typed = _draft(version_id), {part: _typed(part) for part in (WHOLE, *STATEMENTS)}
    narrower = {part: reach for part, reach in typed.items() if part != WHOLE and any(reach.values())}
    try:
        draft = load(AudienceSchema(), typed[WHOLE] | {"parts": narrower})
        set_audience(actor, version_id, sent_revision(), draft)
    except DraftNotAsSeen:
        return _edit(found, typed, DraftNotAsSeen.status)
    except BadInput as refusal:
        return _edit(found, typed, refusal.status, refusal.errors)
    return see(".edit", saying="Saved.", version_id=version_id)


def _draft(version_id: UUID) -> Document:
    found = document(version_id)
    if found is None or not found.is_draft:
        raise NotFound
    return found


def _typed(part: str) -> dict[str, list[str]]:
    return {name: [one for one in request.form.getlist(f"{part}-{name}") if one] for name in ("team_ids", "roles")}


def _shown(reach: Reach) -> dict[str, list[str]]:
    return {"team_ids": [str(one) for one in reach.team_ids], "roles": list(reach.roles)}


def _edit(
    found: Document,
    reaches: dict[str, dict[str, list[str]]],
    status: int = 200,
    errors: dict[str, list[str]] | None = None,
) -> Response:
    empty: dict[str, Any] = {"team_ids": [], "roles": []}
    written = [one for one in found.written_sections if one["key"] in STATEMENTS]
    return show(
        "acknowledgements/audience.html",
        status,
        document=found,
        parts=[(WHOLE, "The whole version"), *((one["key"], one["title"]) for one in written)],
        reaches={part: reaches.get(part, empty) for part in (WHOLE, *STATEMENTS)},
        teams=[(str(team.id), team.name) for team in team_tree()],
        roles=list(ROLE_NAMES.items()),
        theirs=audience_said(found.id)[WHOLE] if status == DraftNotAsSeen.status else None,
        errors=errors or {},
    )
