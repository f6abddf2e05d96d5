"""What a draft would do, before anybody is bound by it: numbers, and the records behind each of them."""

from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.compliance.queries.preview import EFFECTS, USUAL_CLOSED, Preview, preview_of, replay_of
from negostrategy.compliance.queries.replaying import Replay, records_with
from negostrategy.edge.answers import show
from negostrategy.edge.organization import today_here
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.queries.among import readable_among
from negostrategy.strategy.queries.playbooks import PlaybookText, playbook_text
from negostrategy.strategy.queries.reviews import may_see_draft

pages = Blueprint("preview", __name__)
SIZES = {"20": 20, "60": 60, "200": 200, "1000": 1000, "all": None}
EFFECT_WORDS = {
    "newly_broken": "would break a rule that they keep now, or that is new",
    "newly_kept": "would keep a rule that they break now, or that is new",
    "newly_unknown": "could not be judged any more, or not by what is new",
    "approvals": "would need an approval that they do not need now",
    "open_affected": "would be judged differently if running ones moved to this version",
    "cannot_tell": "could not be judged by every rule",
    "score_count": "with a deal score now and under this version",
}
MOST_LISTED = 200


@pages.get("/playbooks/versions/<uuid:version_id>/preview", endpoint="show")
@permit(Grant.APPROVAL_DECIDE)
def show_preview(actor: Actor, version_id: UUID) -> Response:
    """Return what a version would do to the last closed and all running negotiations of its playbook."""
    text, size = _found(actor, version_id), _size()
    return show(
        "preview/preview.html",
        playbook=text,
        preview=preview_of(_asked(text)),
        size=size,
        sizes=[(size, f"the last {size}" if size != "all" else "all") for size in SIZES],
        effects=EFFECTS,
        may_write=actor.may(Grant.PLAYBOOK_WRITE),
    )


@pages.get("/playbooks/versions/<uuid:version_id>/preview/<effect>", endpoint="records")
@permit(Grant.APPROVAL_DECIDE)
def show_records(actor: Actor, version_id: UUID, effect: str) -> Response:
    """Return the records behind one number: those this person may read, and how many others there are."""
    text, rule = _found(actor, version_id), request.args.get("rule")
    if effect not in EFFECT_WORDS:
        raise NotFound
    asked = _asked(text)
    count = _count(preview_of(asked), effect, rule)
    rows = readable_among(actor, records_with(asked, effect, rule), MOST_LISTED) if count else []
    return show(
        "preview/records.html",
        playbook=text,
        rows=rows,
        count=count,
        others=count - len(rows),
        words=EFFECT_WORDS[effect],
        rule=next((one.title for one in text.rules if one.key == rule), None),
        size=_size(),
    )


def _count(preview: Preview, effect: str, rule: str | None) -> int:
    if rule is None:
        found: int = getattr(preview, effect)
        return found
    effects = next((one for one in preview.rules if one.key == rule), None)
    if effects is None or effect not in effects.counts:
        raise NotFound
    return effects.counts[effect]


def _asked(text: PlaybookText) -> Replay:
    found = replay_of(text.id, text.playbook_id, SIZES[_size()])
    if found is None:
        raise NotFound
    return found


def _found(actor: Actor, version_id: UUID) -> PlaybookText:
    text = playbook_text(version_id)
    if text is None or not may_see_draft(actor, version_id, today_here()):
        raise NotFound
    return text


def _size() -> str:
    asked = request.args.get("closed", str(USUAL_CLOSED))
    return asked if asked in SIZES else str(USUAL_CLOSED)
