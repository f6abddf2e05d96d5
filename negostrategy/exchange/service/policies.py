"""Strategies and playbooks out of the house and in again: what came out comes in exactly as it was, as a draft."""

from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

from marshmallow import ValidationError
from sqlalchemy import select

from negostrategy.audit import service as trail
from negostrategy.edge.payloads import load
from negostrategy.edge.speaking import reading_a_file
from negostrategy.edge.words import refuse_unusable_text
from negostrategy.exchange.policy_files import PLAYBOOK, STRATEGY, read_file, written
from negostrategy.exchange.service.audiences import audience_of, bring_audience
from negostrategy.exchange.service.known_playbooks import KnownPlaybook, Wanted, draft_from_file, known_playbook
from negostrategy.exchange.service.owners import address_of, owner_named
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.strategy.models import (
    Objective,
    Playbook,
    PlaybookVersion,
    Rule,
    StrategyVersion,
    Variable,
)
from negostrategy.strategy.queries.segments import segment_rows
from negostrategy.strategy.schemas import (
    DocumentSchema,
    ObjectiveDraft,
    PlaybookSchema,
    RuleDraft,
    VariableDraft,
)
from negostrategy.strategy.service.document import edit_draft, start_draft

SCOPE = ("purpose", "after", "kind", "topics", "segments", "value_from", "value_to", "privacy_default")
MOST_SECTIONS = 40
LONGEST_PROMPT = 2_000
# Who owns it and who has to read it stand in the file in words of their own.
ELSEWHERE = ("audience", "owner", "owner_id")
UNSAID: dict[str, Any] = {"segments": [], "objectives": [], "review_on": None, "change_note": None}
SECTION = ("key", "title", "prompt", "body")


def strategy_file(version_id: UUID) -> str:
    """Return a version of the strategy as a file.

    Errors: NotFound.
    """
    version = session.scalars(select(StrategyVersion).where(StrategyVersion.id == version_id)).one_or_none()
    if version is None:
        raise NotFound
    objectives = session.scalars(
        select(Objective).where(Objective.strategy_version_id == version_id).order_by(Objective.place)
    )
    said = {
        "title": version.title,
        "owner": address_of(version.owner_id),
        "review_on": version.review_on,
        "change_size": version.change_size,
        "change_note": version.change_note,
        "sections": [
            {name: one.get(name, "") for name in ("key", "title", "prompt", "body")} for one in version.sections
        ],
        "segments": [asdict(one) for one in segment_rows(version_id)],
        "objectives": [_said(one, ObjectiveDraft) for one in objectives],
    }
    return written(STRATEGY, said | audience_of(version_id))


def playbook_file(version_id: UUID) -> str:
    """Return a version of a playbook as a file. A sealed walk-away is not in it.

    Errors: NotFound.
    """
    row = session.execute(
        select(PlaybookVersion, Playbook.name)
        .join(Playbook, Playbook.id == PlaybookVersion.playbook_id)
        .where(PlaybookVersion.id == version_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    version, name = row
    variables = session.scalars(
        select(Variable).where(Variable.playbook_version_id == version_id).order_by(Variable.place)
    )
    rules = session.scalars(select(Rule).where(Rule.playbook_version_id == version_id).order_by(Rule.place))
    said = {"name": name} | {field: getattr(version, field) for field in SCOPE}
    said |= {
        "variables": [_said(one, VariableDraft) for one in variables],
        "questions": version.questions,
        "rules": [_said(one, RuleDraft) for one in rules],
    }
    return written(PLAYBOOK, said)


def bring_in(actor: Actor, data: bytes, wanted: Wanted | None = None) -> tuple[str, UUID]:
    """Return which kind a file was, and the id of the draft that was made of it.

    wanted: what a playbook that is here already becomes; its next version unless said.
    Errors: BadInput with a sentence for each thing that cannot be taken, by JSON pointer.
    """
    kind, said = read_file(data)
    refuse_unusable_text(_texts(said))
    with reading_a_file():
        return kind, _strategy(actor, said) if kind == STRATEGY else _playbook(actor, said, wanted or Wanted())


def known_playbook_of(data: bytes) -> KnownPlaybook | None:
    """Return the playbook of ours that a file means, or None for a strategy and for a playbook that is not here.

    Errors: BadInput for what is no such file.
    """
    kind, said = read_file(data)
    name = said.get("name")
    return known_playbook(name) if kind == PLAYBOOK and isinstance(name, str) else None


def _strategy(actor: Actor, said: dict[str, Any]) -> UUID:
    sections = _sections(said.get("sections"))
    # What a file does not say is not said: nothing of the version that the draft begins with may stay.
    whole = UNSAID | {name: one for name, one in said.items() if name not in ELSEWHERE}
    whole["sections"] = [{name: one[name] for name in ("key", "title", "body")} for one in sections]
    whole["owner_id"] = owner_named(said.get("owner"))
    change = load(DocumentSchema(), whole)
    version_id = start_draft(actor)
    draft = session.get_one(StrategyVersion, (actor.organization_id, version_id))
    draft.sections = sections
    session.flush()
    revision = edit_draft(actor, version_id, draft.revision, change)
    bring_audience(actor, version_id, revision, said.get("audience", {}))
    trail.record(actor, "strategy.imported", "strategy_version", version_id)
    return version_id


def _sections(said: Any) -> list[dict[str, str]]:
    if not isinstance(said, list) or not 0 < len(said) <= MOST_SECTIONS:
        raise BadInput({"/sections": [f"A strategy has 1 to {MOST_SECTIONS} parts."]})
    for place, one in enumerate(said):
        if not isinstance(one, dict) or set(one) != set(SECTION) or not all(isinstance(t, str) for t in one.values()):
            raise BadInput({f"/sections/{place}": ["Each part has key, title, prompt and body, all of them text."]})
        if len(one["prompt"]) > LONGEST_PROMPT:
            raise BadInput({f"/sections/{place}/prompt": [f"Write at most {LONGEST_PROMPT} characters."]})
    if len({one["key"] for one in said}) < len(said):
        raise BadInput({"/sections": ["Two parts have the same key."]})
    return [dict(one) for one in said]


def _playbook(actor: Actor, said: dict[str, Any], wanted: Wanted) -> UUID:
    change = load(PlaybookSchema(), {name: value for name, value in said.items() if value is not None})
    if not change.name:
        raise BadInput({"/name": ["A playbook has a name."]})
    try:
        version_id = draft_from_file(actor, change, change.name, wanted)
    except ValidationError as refusal:
        raise BadInput({"/file": [str(refusal)]}) from refusal
    trail.record(actor, "playbook.imported", "playbook_version", version_id)
    return version_id


def _said(row: Any, draft: type[Any]) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(draft)}


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for one in inner for text in _texts(one)]
