"""Composing one rule of a playbook's draft, from rows or as data."""

import re
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.payloads import load, sent_revision
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.keys import free_key
from negostrategy.strategy.language.builder import GROUPS, NodeForm, form_of
from negostrategy.strategy.language.composing import NODES, composed, sent_forms
from negostrategy.strategy.language.offers import grouped, offers_of
from negostrategy.strategy.pages.playbooks import found_draft
from negostrategy.strategy.pages.rule_rows import as_sentence, for_script, help_line, rows_of
from negostrategy.strategy.queries.playbooks import PlaybookText, RuleRow
from negostrategy.strategy.schemas import PlaybookSchema
from negostrategy.strategy.service.drafting import DraftNotAsSeen
from negostrategy.strategy.service.playbooks import edit_playbook

pages = Blueprint("playbook_rule", __name__)
NEW = "new"
_OF_A_RULE = re.compile(r"^/rules/\d+/")
FIELDS = ("key", "title", "binding", "severity", "guidance", "condition", "expression")


@pages.get("/playbooks/versions/<uuid:version_id>/rules/<key>")
@permit(Grant.PLAYBOOK_WRITE)
def edit(_actor: Actor, version_id: UUID, key: str) -> Response:
    """Return the page on which one rule is composed; the key `new` begins one."""
    draft = found_draft(version_id)
    return _rule(draft, key, _said(draft, _rule_called(draft, key)))


@pages.post("/playbooks/versions/<uuid:version_id>/rules/<key>")
@permit(Grant.PLAYBOOK_WRITE)
def save(actor: Actor, version_id: UUID, key: str) -> Response:
    """Save one rule, or show it again with what cannot be judged."""
    draft = found_draft(version_id)
    _rule_called(draft, key)
    said = {name: request.form.get(name, "").strip() for name in ("title", "binding", "severity", "guidance")}
    forms = sent_forms(request.form)
    if "show" in request.form:
        return _rule(draft, key, said | forms)
    try:
        made = _made(draft, key, said, forms)
        rules = [_data(one) for one in draft.rules if one.key != key]
        place = next((n for n, one in enumerate(draft.rules) if one.key == key), len(rules))
        rules.insert(place, made)
        edit_playbook(actor, version_id, sent_revision(), load(PlaybookSchema(), {"rules": rules}))
    except DraftNotAsSeen as refusal:
        return _rule(draft, key, said | forms, refusal.status, {"/title": [refusal.detail]})
    except BadInput as refusal:
        return _rule(draft, key, said | forms, refusal.status, _by_field(refusal.errors))
    return see("playbook_draft.edit", saying="The rule is saved.", version_id=version_id, _anchor="rules")


@pages.post("/playbooks/versions/<uuid:version_id>/sentence")
@permit(Grant.PLAYBOOK_WRITE)
def say(_actor: Actor, version_id: UUID) -> Response:
    """Return, as JSON, the rule being composed in plain words, or what cannot be judged about it."""
    draft = found_draft(version_id)
    try:
        nodes = composed(draft, sent_forms(request.form))
    except BadInput as refusal:
        said = [sentence for sentences in refusal.errors.values() for sentence in sentences]
        return jsonify({"sentence": "", "complaints": said})
    return jsonify({"sentence": as_sentence(draft, nodes), "complaints": []})


@pages.post("/playbooks/versions/<uuid:version_id>/order")
@permit(Grant.PLAYBOOK_WRITE)
def move(actor: Actor, version_id: UUID) -> Response:
    """Let a rule change places with its neighbour: `move` is its key and the way, such as `price_holds-up`."""
    draft = found_draft(version_id)
    key, _, way = request.form.get("move", "").rpartition("-")
    _rule_called(draft, key)
    rules = [_data(one) for one in draft.rules]
    place = next(n for n, one in enumerate(rules) if one["key"] == key)
    other = place + (-1 if way == "up" else 1)
    if 0 <= other < len(rules):
        rules[place], rules[other] = rules[other], rules[place]
        edit_playbook(actor, version_id, draft.revision, load(PlaybookSchema(), {"rules": rules}))
    return see("playbook_draft.edit", version_id=version_id, _anchor="rules")


@pages.post("/playbooks/versions/<uuid:version_id>/rules/<key>/removal")
@permit(Grant.PLAYBOOK_WRITE)
def remove(actor: Actor, version_id: UUID, key: str) -> Response:
    """Take a rule out of the draft."""
    draft = found_draft(version_id)
    rules = [_data(one) for one in draft.rules if one.key != key]
    edit_playbook(actor, version_id, draft.revision, load(PlaybookSchema(), {"rules": rules}))
    return see("playbook_draft.edit", saying="The rule is out.", version_id=version_id, _anchor="rules")


def _rule(
    draft: PlaybookText, key: str, said: dict[str, Any], status: int = 200, errors: dict[str, list[str]] | None = None
) -> Response:
    offers = offers_of(draft)
    return show(
        "playbooks/rule.html",
        status,
        playbook=draft,
        key=key,
        stored=next((one for one in draft.rules if one.key == key), None),
        said=said,
        rows={name: rows_of(said[name], offers) for name in NODES},
        groups=GROUPS,
        choices=grouped(offers),
        every="show" in request.form or "every" in request.args,
        help_line=help_line,
        for_script=for_script(offers),
        errors=errors or {},
    )


def _made(draft: PlaybookText, key: str, said: dict[str, str], forms: dict[str, NodeForm]) -> dict[str, Any]:
    nodes = composed(draft, forms)
    made = {name: said[name] for name in ("title", "binding", "severity")} | {"guidance": said["guidance"] or None}
    taken = {one.key for one in draft.rules} | {NEW}
    return made | nodes | {"key": free_key(said["title"], taken) if key == NEW else key}


def _by_field(errors: dict[str, list[str]]) -> dict[str, list[str]]:
    return {_OF_A_RULE.sub("/", pointer): sentences for pointer, sentences in errors.items()}


def _rule_called(draft: PlaybookText, key: str) -> RuleRow | None:
    called = next((one for one in draft.rules if one.key == key), None)
    if called is None and key != NEW:
        raise NotFound
    return called


def _said(draft: PlaybookText, called: RuleRow | None) -> dict[str, Any]:
    if called is None:
        blank = {"title": "", "binding": "posture", "severity": "3", "guidance": ""}
        return blank | {"condition": NodeForm(), "expression": NodeForm()}
    measures = {variable.key: variable.counted for variable in draft.variables}
    return _data(called) | {name: form_of(getattr(called, name), measures) for name in NODES}


def _data(rule: RuleRow) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in FIELDS}
