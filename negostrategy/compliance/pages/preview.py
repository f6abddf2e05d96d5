"""What a draft would do, before anybody is bound by it: numbers, and the records behind each of them."""

from uuid import UUID

from flask import Blueprint, Response, request
from sqlalchemy import select

from negostrategy.compliance.queries.preview import EFFECTS, USUAL_CLOSED, Preview, preview_of
from negostrategy.compliance.queries.preview_records import QUESTIONS, records_behind
from negostrategy.edge.answers import show
from negostrategy.edge.permit import permit
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.queries.among import readable_among
from negostrategy.strategy.queries.playbooks import PlaybookText, playbook_text

pages = Blueprint("preview", __name__)
SIZES = {"20": 20, "60": 60, "200": 200, "1000": 1000, "all": None}
EFFECT_WORDS = {
    "newly_broken": "would break a rule that they keep now, or that is new",
    "newly_kept": "would keep a rule that they break now, or that is new",
    "newly_unknown": "could not be judged any more, or not by what is new",
    "approvals": "would need an approval that they do not need now",
    "open_affected": "would be judged differently if running ones moved to this version",
    "cannot_tell": "could not be judged by every rule",
    "scores": "with a deal score now and under this version",
}
MOST_LISTED = 200


@pages.get("/playbooks/versions/<uuid:version_id>/preview", endpoint="show")
@permit(Grant.PLAYBOOK_WRITE)
def show_preview(_actor: Actor, version_id: UUID) -> Response:
    """Return what a version would do to the last closed and all running negotiations of its playbook."""
    text, size = _found(version_id), _size()
    return show(
        "preview/preview.html",
        playbook=text,
        preview=_preview(text, size),
        size=size,
        sizes=[(size, f"the last {size}" if size != "all" else "all") for size in SIZES],
        effects=EFFECTS,
    )


@pages.get("/playbooks/versions/<uuid:version_id>/preview/<effect>", endpoint="records")
@permit(Grant.PLAYBOOK_WRITE)
def show_records(actor: Actor, version_id: UUID, effect: str) -> Response:
    """Return the records behind one number: those this person may read, and how many others there are."""
    text, rule = _found(version_id), request.args.get("rule")
    if effect not in EFFECT_WORDS:
        raise NotFound
    ids = _ids(text, effect, rule)
    rows = readable_among(actor, select(Facts.id).where(Facts.id.in_(ids)), MOST_LISTED)
    return show(
        "preview/records.html",
        playbook=text,
        rows=rows,
        count=len(ids),
        others=len(ids) - len(rows),
        words=EFFECT_WORDS[effect],
        rule=next((one.title for one in text.rules if one.key == rule), None),
        size=_size(),
    )


def _ids(text: PlaybookText, effect: str, rule: str | None) -> tuple[UUID, ...]:
    if effect in QUESTIONS:
        return records_behind(effect, text.id, text.playbook_id, SIZES[_size()])
    preview = _preview(text, _size())
    if rule is None:
        return tuple(getattr(preview, effect))
    effects = next((one for one in preview.rules if one.key == rule), None)
    if effects is None:
        raise NotFound
    return effects.ids.get(effect, ())


def _preview(text: PlaybookText, size: str) -> Preview:
    found = preview_of(text.id, text.playbook_id, SIZES[size])
    if found is None:
        raise NotFound
    return found


def _found(version_id: UUID) -> PlaybookText:
    text = playbook_text(version_id)
    if text is None:
        raise NotFound
    return text


def _size() -> str:
    asked = request.args.get("closed", str(USUAL_CLOSED))
    return asked if asked in SIZES else str(USUAL_CLOSED)
