"""What a draft would do, as JSON."""

from typing import Any
from uuid import UUID

from marshmallow import EXCLUDE, Schema, fields, validate

from negostrategy.compliance.api.blueprint import api
from negostrategy.compliance.queries.preview import EFFECTS, USUAL_CLOSED, RuleEffect, preview_of, replay_of
from negostrategy.edge.fields import Amount
from negostrategy.edge.organization import today_here
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.queries.playbooks import playbook_text
from negostrategy.strategy.queries.reviews import may_see_draft

MOST_CLOSED = 100_000


class PreviewQuery(Schema):
    """On how many closed negotiations the draft is replayed."""

    class Meta:
        """Other words of the address are left to others."""

        unknown = EXCLUDE

    closed = fields.Integer(load_default=USUAL_CLOSED, validate=validate.Range(0, MOST_CLOSED))


class RuleEffectShape(Schema):
    """How many records one rule would judge differently."""

    key = fields.String(required=True)
    title = fields.String(required=True)
    binding = fields.String(required=True)
    is_new = fields.Boolean(required=True)
    newly_broken = fields.Integer(required=True)
    newly_kept = fields.Integer(required=True)
    newly_unknown = fields.Integer(required=True)


class PreviewShape(Schema):
    """Counts of records; score_change is the median, in points, of score_count records."""

    closed_count = fields.Integer(required=True)
    open_count = fields.Integer(required=True)
    newly_broken = fields.Integer(required=True)
    newly_kept = fields.Integer(required=True)
    newly_unknown = fields.Integer(required=True)
    approvals = fields.Integer(required=True)
    open_affected = fields.Integer(required=True)
    cannot_tell = fields.Integer(required=True)
    score_change = Amount(allow_none=True, required=True)
    score_count = fields.Integer(required=True)
    rules = fields.List(fields.Nested(RuleEffectShape), required=True)


@api.get("/playbooks/versions/<uuid:version_id>/preview")
@permit(Grant.APPROVAL_DECIDE)
@api.arguments(PreviewQuery, location="query")
@api.response(200, PreviewShape)
def show_preview(actor: Actor, asked: dict[str, Any], version_id: UUID) -> dict[str, Any]:
    """Replay a draft on the last closed and all running negotiations under its playbook; nothing is written."""
    text = playbook_text(version_id) if may_see_draft(actor, version_id, today_here()) else None
    replay = replay_of(version_id, text.playbook_id, asked["closed"]) if text else None
    if replay is None:
        raise NotFound
    preview = preview_of(replay)
    counted = {name: getattr(preview, name) for name in (*EFFECTS, "approvals", "open_affected")}
    return counted | {
        "closed_count": preview.closed_count,
        "open_count": preview.open_count,
        "cannot_tell": preview.cannot_tell,
        "score_change": preview.score_change,
        "score_count": preview.score_count,
        "rules": [_rule(one) for one in preview.rules],
    }


def _rule(one: RuleEffect) -> dict[str, Any]:
    return {"key": one.key, "title": one.title, "binding": one.binding, "is_new": one.is_new, **one.counts}
