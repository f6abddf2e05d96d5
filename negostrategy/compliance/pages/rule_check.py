"""Trying the rule that is being composed on one record: what it would say, and why."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, Response, jsonify, request
from sqlalchemy import select

from negostrategy.compliance.queries.trying import try_record
from negostrategy.edge.permit import permit
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Binding, Result
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.kernel.ids import new_id
from negostrategy.negotiations.queries.among import readable_among
from negostrategy.negotiations.queries.askable import askable
from negostrategy.strategy.language.composing import composed, sent_forms
from negostrategy.strategy.queries.playbooks import playbook_text
from negostrategy.strategy.rulebook import RuleLine, rulebook_of

pages = Blueprint("rule_check", __name__)
MOST_EXAMPLES = 12
WORDS = {
    Result.KEPT: "Kept",
    Result.BROKEN: "Broken",
    Result.UNKNOWN: "Cannot tell",
    Result.NOT_APPLICABLE: "Does not apply",
}


@pages.get("/playbooks/versions/<uuid:version_id>/check")
@permit(Grant.PLAYBOOK_WRITE)
def examples(actor: Actor, version_id: UUID) -> Response:
    """Return, as JSON, somebody's last records to try a rule on."""
    if playbook_text(version_id) is None:
        raise NotFound
    rows = readable_among(actor, select(Facts.id), MOST_EXAMPLES)
    return jsonify({"records": [{"id": str(row.id), "title": row.title} for row in rows]})


@pages.post("/playbooks/versions/<uuid:version_id>/check")
@permit(Grant.PLAYBOOK_WRITE)
def check(actor: Actor, version_id: UUID) -> Response:
    """Return, as JSON, what the rule being composed says of one record, and why."""
    text, book = playbook_text(version_id), rulebook_of(version_id)
    record = askable(actor, _example_id())
    if text is None or book is None or record is None:
        raise NotFound
    try:
        nodes = composed(text, sent_forms(request.form))
    except BadInput as refusal:
        said = [sentence for sentences in refusal.errors.values() for sentence in sentences]
        return _said("", "", " ".join(said))
    # What is only shown, and judges nobody, can be tried as well.
    line = RuleLine(new_id(), 1, "", Binding.POSTURE, 1, None, nodes["condition"], nodes["expression"])
    tried = try_record(replace(book, is_published=False, rules=(line,)), record.id) if line.expression else []
    if not tried:
        return _said("", "", "There is nothing to judge yet. Say what has to hold.")
    return _said(tried[0].result, WORDS[Result(tried[0].result)], tried[0].sentence)


def _said(result: str, word: str, evidence: str) -> Response:
    return jsonify({"result": result, "word": word, "evidence": evidence})


def _example_id() -> UUID:
    try:
        return UUID(request.form.get("example", ""))
    except ValueError as refusal:
        raise NotFound from refusal
