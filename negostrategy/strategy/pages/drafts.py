"""Writing a playbook's draft: its scope, variables and questions on one page."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.organization import today_here
from negostrategy.edge.payloads import form_values, load, sent_revision
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Direction, Kind, Privacy, Segment, Topic, ValueKind
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.consistency import remarks_on
from negostrategy.strategy.novelty import novelties
from negostrategy.strategy.pages.forms import errors_by_field, opened, sent_rows, to_open, without_rows
from negostrategy.strategy.pages.playbooks import found_draft
from negostrategy.strategy.pages.variables import (
    TYPED,
    question_of,
    row_of_question,
    row_of_variable,
    shown_rows,
    variables_of,
)
from negostrategy.strategy.queries.playbooks import PlaybookText, playbook_text, versions_of_playbook
from negostrategy.strategy.schemas import TRADERS, PlaybookSchema
from negostrategy.strategy.service.checking import MANY_RULES
from negostrategy.strategy.service.drafting import DraftNotAsSeen
from negostrategy.strategy.service.playbooks import edit_playbook
from negostrategy.strategy.unapproved import beginning_of_playbook

pages = Blueprint("playbook_draft", __name__)
SPARE = 1
MOVED = ("variable", "question")
SCOPE = ("name", "purpose", "after", "kind", "topics", "segments", "value_from", "value_to", "privacy_default")
# What an empty field means: a purpose may be empty text, a kind may be any, and a limit may be none.
EMPTIED: dict[str, Any] = {
    "purpose": "",
    "after": None,
    "kind": None,
    "topics": [],
    "segments": [],
    "value_from": None,
    "value_to": None,
}
VOCABULARIES = {
    "kinds": Kind,
    "topics": Topic,
    "segments": Segment,
    "privacies": Privacy,
    "value_kinds": ValueKind,
    "directions": Direction,
    "traders": [(str(role), f"{role}s".capitalize()) for role in TRADERS],
}


@pages.get("/playbooks/versions/<uuid:version_id>/edit")
@permit(Grant.PLAYBOOK_WRITE)
def edit(_actor: Actor, version_id: UUID) -> Response:
    """Return the page on which a draft is written."""
    return _edit(found_draft(version_id))


@pages.post("/playbooks/versions/<uuid:version_id>/edit")
@permit(Grant.PLAYBOOK_WRITE)
def save(actor: Actor, version_id: UUID) -> Response:
    """Save scope, variables and questions; a refused or outdated form comes back as it was typed."""
    draft = found_draft(version_id)
    typed = _typed()
    try:
        edit_playbook(actor, version_id, sent_revision(), load(PlaybookSchema(), _meant(draft, typed)))
    except DraftNotAsSeen:
        return _edit(draft, DraftNotAsSeen.status, typed)
    except BadInput as refusal:
        return _edit(draft, refusal.status, typed, errors_by_field(refusal.errors))
    if request.form.get("then") == "library":
        return see("library.show", version_id=version_id)
    moved = request.form.get("move", "").partition("-")[0]
    anchor = to_open() or (f"{moved}s" if moved in MOVED else None)
    return see(".edit", saying="Saved.", version_id=version_id, open=to_open() or None, _anchor=anchor)


def _edit(
    draft: PlaybookText,
    status: int = 200,
    typed: dict[str, Any] | None = None,
    errors: dict[str, list[str]] | None = None,
) -> Response:
    said = typed or {
        **{name: getattr(draft, name) for name in SCOPE},
        "variables": [row_of_variable(variable) for variable in draft.variables],
        "questions": [row_of_question(question) for question in draft.questions],
    }
    return show(
        "playbooks/edit.html",
        status,
        playbook=draft,
        said=said | {"variables": shown_rows(draft.variables, said["variables"])},
        spare=SPARE,
        vocabularies=VOCABULARIES,
        has_seals=any(variable.seal == "sealed" for variable in draft.variables),
        remarks={} if typed else _remarks(draft),
        marks=novelties(_before(draft), draft),
        beginning=beginning_of_playbook(draft, today_here()),
        many_rules=len(draft.rules) > MANY_RULES,
        opened=opened(),
        is_stale=status == DraftNotAsSeen.status,
        errors=errors or {},
    )


def _before(draft: PlaybookText) -> PlaybookText | None:
    published = [row for row in versions_of_playbook(draft.playbook_id) if not row.is_draft]
    return playbook_text(published[0].version_id) if published else None


def _remarks(draft: PlaybookText) -> dict[str, list[str]]:
    said = {f"/variables/{n}/{name}": [one] for n, row in enumerate(draft.variables) for name, one in remarks_on(row)}
    return errors_by_field(said)


def _typed() -> dict[str, Any]:
    sent = form_values(request.form, PlaybookSchema())
    for name in ("revision", "then", "open"):
        sent.pop(name, None)
    rows = {
        "variables": sent_rows(sent, "variable", TYPED),
        "questions": sent_rows(sent, "question", ("text", "choices")),
    }
    sent.pop("move", None)
    return EMPTIED | without_rows(sent) | rows


def _meant(draft: PlaybookText, typed: dict[str, Any]) -> dict[str, Any]:
    questions = [question_of(row, typed["questions"]) for row in typed["questions"]]
    return typed | {"variables": variables_of(draft.variables, typed["variables"]), "questions": questions}
