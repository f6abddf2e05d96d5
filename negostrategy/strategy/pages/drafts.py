"""Writing a playbook's draft: its scope, variables and questions on one page, each rule on its own."""

import re
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.payloads import form_values, load
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Binding, Direction, Kind, Privacy, Segment, Topic, ValueKind
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.builder import (
    OPERATORS,
    VALUES,
    NodeForm,
    choices_of,
    form_of,
    node_of,
    sent_form,
    with_spare,
)
from negostrategy.strategy.keys import key_of
from negostrategy.strategy.nodes import Vocabulary, check_node
from negostrategy.strategy.pages.playbooks import found
from negostrategy.strategy.queries.playbooks import PlaybookText, RuleRow, VariableRow
from negostrategy.strategy.schemas import PlaybookSchema
from negostrategy.strategy.service.document import AlreadyPublished, DraftNotAsSeen
from negostrategy.strategy.service.playbooks import edit_playbook

pages = Blueprint("playbook_draft", __name__)
SPARE = 2
POSITIONS = ("opening", "target", "acceptable", "walk_away", "weight")
RULE_FIELDS = ("key", "title", "binding", "severity", "guidance", "condition", "expression")
VARIABLE_FIELDS = ("key", "name", "kind", "unit", "direction", "giver", *POSITIONS, "levels", "note", "to_confirm")
_ROW = re.compile(r"(variable|question)-(\d{1,3})-([a-z_]{1,20})")
VOCABULARIES = {
    "kinds": Kind,
    "topics": Topic,
    "segments": Segment,
    "privacies": Privacy,
    "value_kinds": ValueKind,
    "directions": Direction,
    "bindings": Binding,
}


@pages.get("/playbooks/versions/<uuid:version_id>/edit")
@permit(Grant.PLAYBOOK_WRITE)
def edit(_actor: Actor, version_id: UUID) -> Response:
    """Return the page on which a draft is written."""
    return _edit(_draft(version_id))


@pages.post("/playbooks/versions/<uuid:version_id>/edit")
@permit(Grant.PLAYBOOK_WRITE)
def save(actor: Actor, version_id: UUID) -> Response:
    """Save scope, variables and questions; a refused or outdated form comes back as it was typed."""
    draft = _draft(version_id)
    typed = _typed(draft)
    try:
        edit_playbook(actor, version_id, _revision(), load(PlaybookSchema(), typed))
    except DraftNotAsSeen as refusal:
        return _edit(draft, 412, typed, {"/": [refusal.detail]})
    except BadInput as refusal:
        return _edit(draft, 422, typed, refusal.errors)
    return see(".edit", saying="Saved.", version_id=version_id)


@pages.get("/playbooks/versions/<uuid:version_id>/rules/<key>")
@permit(Grant.PLAYBOOK_WRITE)
def rule(_actor: Actor, version_id: UUID, key: str) -> Response:
    """Return the page on which one rule is composed; the key `new` begins one."""
    draft = _draft(version_id)
    return _rule(draft, key, _said(_rule_called(draft, key)))


@pages.post("/playbooks/versions/<uuid:version_id>/rules/<key>")
@permit(Grant.PLAYBOOK_WRITE)
def save_rule(actor: Actor, version_id: UUID, key: str) -> Response:
    """Save one rule, or show it again with what cannot be judged."""
    draft = _draft(version_id)
    _rule_called(draft, key)
    said = {name: request.form.get(name, "").strip() for name in ("title", "binding", "severity", "guidance")}
    forms = {name: sent_form(request.form, name) for name in ("condition", "expression")}
    try:
        made = _made(draft, key, said, forms)
        rules = [_data(one, RULE_FIELDS) for one in draft.rules if one.key != key]
        place = next((n for n, one in enumerate(draft.rules) if one.key == key), len(rules))
        rules.insert(place, made)
        edit_playbook(actor, version_id, _revision(), load(PlaybookSchema(), {"rules": rules}))
    except DraftNotAsSeen as refusal:
        return _rule(draft, key, said | forms, 412, {"/title": [refusal.detail]})
    except BadInput as refusal:
        return _rule(draft, key, said | forms, 422, refusal.errors)
    return see(".edit", saying="The rule is saved.", version_id=version_id, _anchor="rules")


@pages.post("/playbooks/versions/<uuid:version_id>/rules/<key>/removal")
@permit(Grant.PLAYBOOK_WRITE)
def remove_rule(actor: Actor, version_id: UUID, key: str) -> Response:
    """Take a rule out of the draft."""
    draft = _draft(version_id)
    rules = [_data(one, RULE_FIELDS) for one in draft.rules if one.key != key]
    edit_playbook(actor, version_id, draft.revision, load(PlaybookSchema(), {"rules": rules}))
    return see(".edit", saying="The rule is out.", version_id=version_id, _anchor="rules")


def _draft(version_id: UUID) -> PlaybookText:
    draft = found(version_id)
    if not draft.is_draft:
        raise AlreadyPublished
    return draft


def _edit(
    draft: PlaybookText,
    status: int = 200,
    typed: dict[str, Any] | None = None,
    errors: dict[str, list[str]] | None = None,
) -> Response:
    return show(
        "playbooks/edit.html",
        status,
        playbook=draft,
        said=typed or _data(draft, ("name", "purpose", "after", "kind", "topics", "segments", "privacy_default")),
        values=typed or {"value_from": draft.value_from, "value_to": draft.value_to},
        variables=(typed or {}).get("variables", draft.variables),
        questions=(typed or {}).get("questions", draft.questions),
        spare=SPARE,
        vocabularies=VOCABULARIES,
        errors=errors or {},
    )


def _rule(
    draft: PlaybookText, key: str, said: dict[str, Any], status: int = 200, errors: dict[str, list[str]] | None = None
) -> Response:
    return show(
        "playbooks/rule.html",
        status,
        playbook=draft,
        key=key,
        stored=next((one for one in draft.rules if one.key == key), None),
        said=said,
        rows={name: with_spare(said[name].parts, SPARE) for name in ("condition", "expression")},
        choices=choices_of(draft),
        operators=OPERATORS,
        values=VALUES,
        vocabularies=VOCABULARIES,
        errors=errors or {},
    )


def _typed(draft: PlaybookText) -> dict[str, Any]:
    sent = form_values(request.form, PlaybookSchema())
    rows: dict[str, dict[int, dict[str, Any]]] = {"variable": {}, "question": {}}
    for name in list(sent):
        if (matched := _ROW.fullmatch(name)) is not None:
            rows[matched[1]].setdefault(int(matched[2]), {})[matched[3]] = sent.pop(name)
    sent.pop("revision", None)
    known = {variable.key: variable for variable in draft.variables}
    emptied: dict[str, Any] = {"topics": [], "segments": [], "kind": None, "value_from": None, "value_to": None}
    return (
        emptied
        | {"after": None, "purpose": ""}
        | sent
        | {
            "variables": [_variable(row, known) for _place, row in sorted(rows["variable"].items()) if row.get("name")],
            "questions": [_question(row) for _place, row in sorted(rows["question"].items()) if row.get("text")],
        }
    )


def _variable(row: dict[str, Any], known: dict[str, VariableRow]) -> dict[str, Any]:
    before = known.get(row.get("key", ""))
    kept: dict[str, Any] = _data(before, VARIABLE_FIELDS) if before else {"key": key_of(row["name"])}
    typed = {name: row.get(name) for name in ("unit", "direction", *POSITIONS)}
    labels = [label.strip() for label in row.get("levels", "").split(";") if label.strip()]
    if labels and labels != [level["label"] for level in kept.get("levels") or []]:
        step = 100 / max(len(labels) - 1, 1)
        kept["levels"] = [
            {"level": place, "label": label, "points": round(place * step)} for place, label in enumerate(labels)
        ]
    changed = kept | typed | {"name": row["name"], "kind": row.get("kind", "number"), "unit": row.get("unit", "")}
    return changed | {"weight": row.get("weight") or "0"}


def _question(row: dict[str, Any]) -> dict[str, Any]:
    choices = [choice.strip() for choice in row.get("choices", "").split(";") if choice.strip()]
    key = row.get("key") or key_of(row["text"])
    return {"key": key, "text": row["text"], "kind": row.get("kind", "yes_no"), "choices": choices}


def _made(draft: PlaybookText, key: str, said: dict[str, str], forms: dict[str, NodeForm]) -> dict[str, Any]:
    choice_keys = {one["key"] for one in draft.questions if one["kind"] == "choice"}
    nodes = {name: node_of(form, f"/{name}", choice_keys) for name, form in forms.items()}
    words = Vocabulary(
        {variable.key: variable.direction for variable in draft.variables},
        {question["key"]: question for question in draft.questions},
    )
    complaints = {f"/{name}": check_node(node, words) for name, node in nodes.items() if node is not None}
    complaints = {pointer: sentences for pointer, sentences in complaints.items() if sentences}
    if complaints:
        raise BadInput(complaints)
    severity = int(said["severity"]) if said["severity"].isdecimal() else 3
    made = {"title": said["title"], "binding": said["binding"], "guidance": said["guidance"] or None}
    return made | nodes | {"severity": severity, "key": _free_key(draft, said["title"]) if key == "new" else key}


def _free_key(draft: PlaybookText, title: str) -> str:
    taken = {one.key for one in draft.rules}
    made = key_of(title)
    return next(key for key in (made, *(f"{made}_{n}" for n in range(2, 200))) if key not in taken)


def _rule_called(draft: PlaybookText, key: str) -> RuleRow | None:
    called = next((one for one in draft.rules if one.key == key), None)
    if called is None and key != "new":
        raise NotFound
    return called


def _said(called: RuleRow | None) -> dict[str, Any]:
    if called is None:
        blank = {"title": "", "binding": "posture", "severity": "3", "guidance": ""}
        return blank | {"condition": NodeForm(), "expression": NodeForm()}
    said = _data(called, ("title", "binding", "severity", "guidance"))
    return said | {"condition": form_of(called.condition), "expression": form_of(called.expression)}


def _data(thing: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def _revision() -> int:
    sent = request.form.get("revision", "")
    return int(sent) if sent.isdecimal() and len(sent) < len("1000000000") else 0
