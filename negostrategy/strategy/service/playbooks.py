"""Writing playbooks: installed from a starter or begun anew, drafted, edited."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from negostrategy.audit import service as trail
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Binding
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, Conflict, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.names import name_key
from negostrategy.strategy import starters
from negostrategy.strategy.keys import free_key
from negostrategy.strategy.language.nodes import DEEPEST, LARGEST, has_shape
from negostrategy.strategy.models import Playbook, PlaybookVersion, Rule, Variable
from negostrategy.strategy.queries.bases import most_approved_first
from negostrategy.strategy.queries.playbooks import variables_of_version
from negostrategy.strategy.queries.retired import playbook_version_in_force
from negostrategy.strategy.schemas import PlaybookDraft, QuestionDraft, RuleDraft, VariableDraft
from negostrategy.strategy.service.drafting import (
    DraftNotAsSeen,
    changed_by,
    locked_draft,
    refuse_unknown_owner,
    writers_of_copy,
)
from negostrategy.strategy.service.outgrown import void_outgrown_seals
from negostrategy.strategy.service.sealing import carry_seals
from negostrategy.tenancy.queries import today_in_force

NO_SHAPE = (
    "A rule is made of parts such as {fact, is, value}, joined by all, any or not: "
    f"at most {LARGEST} parts, {DEEPEST} deep. This one is not."
)
KEEPING = ("owner_id", "review_on", "change_size", "change_note")
SCOPE = ("purpose", "after", "kind", "topics", "segments", "value_from", "value_to", "privacy_default")


class AlreadyInstalled(Conflict):
    """This starter is among your playbooks already. Open it there."""

    code = "already_installed"


def install_starter(actor: Actor, key: str) -> UUID:
    """Return the id of the first draft of a playbook made from a starter, every figure to be confirmed.

    Errors: NoSuchStarter; AlreadyInstalled.
    """
    starter = starters.playbook(key)
    if session.scalar(select(Playbook.id).where(Playbook.key == key)) is not None:
        raise AlreadyInstalled
    draft = _begin(actor, key, starter.name)
    for name in SCOPE:
        value = getattr(starter, name)
        setattr(draft, name, [str(one) for one in value] if isinstance(value, tuple) else value)
    session.flush()
    write_questions(draft, [QuestionDraft(one.key, one.text, one.kind, list(one.choices)) for one in starter.questions])
    write_variables(draft.id, [_variable(one) for one in starter.variables])
    write_rules(draft.id, [RuleDraft(**_said(one, RuleDraft)) for one in starter.rules])
    trail.record(actor, "playbook.installed", "playbook", draft.playbook_id, starter=key)
    return draft.id


def new_playbook(
    actor: Actor, name: str, kind: str | None = None, topics: Collection[str] = (), segments: Collection[str] = ()
) -> UUID:
    """Return the id of the first draft of a playbook: empty but for which negotiations it is for.

    Errors: BadInput when another playbook has this name.
    """
    known = {row.key: row.name for row in session.execute(select(Playbook.key, Playbook.name))}
    if name_key(name) in {name_key(other) for other in known.values()}:
        raise BadInput({"/name": ["There is a playbook of this name already."]})
    draft = _begin(actor, free_key(name, {*known, *starters.KEYS}), name)
    draft.kind, draft.topics, draft.segments = kind, list(topics), list(segments)
    trail.record(actor, "playbook.begun", "playbook", draft.playbook_id)
    return draft.id


def start_playbook_draft(actor: Actor, playbook_id: UUID, from_id: UUID | None = None) -> UUID:
    """Return the id of a new draft that says what a version says, the one in force unless said. There may be several.

    Where none is in force, what held last comes before what is approved, and that before what nobody has approved.
    Errors: NotFound.
    """
    today = today_in_force()
    in_force = playbook_version_in_force(playbook_id, today)
    versions = session.scalars(
        select(PlaybookVersion)
        .where(PlaybookVersion.playbook_id == playbook_id)
        .order_by(*most_approved_first(in_force, today))
        .with_for_update()
    ).all()
    source = next((one for one in versions if from_id in (None, one.id)), None)
    if source is None:
        raise NotFound
    copied = {name: getattr(source, name) for name in (*SCOPE, "questions", "owner_id")}
    draft = PlaybookVersion(
        id=new_id(),
        playbook_id=playbook_id,
        number=max(one.number for one in versions) + 1,
        begun_from=source.number,
        written_by_id=actor.user_id,
        writer_ids=writers_of_copy(actor, source),
        **copied,
    )
    session.add(draft)
    session.flush()
    write_variables(draft.id, _drafts_of(Variable, VariableDraft, source.id))
    write_rules(draft.id, _drafts_of(Rule, RuleDraft, source.id))
    carry_seals(source.id, draft.id)
    trail.record(actor, "playbook.drafted", "playbook", playbook_id, number=draft.number)
    return draft.id


def edit_playbook(actor: Actor, version_id: UUID, revision: int, change: PlaybookDraft) -> int:
    """Return the revision of a draft after a change: only what is given changes; lists replace.

    Errors: NotFound; AlreadyPublished; DraftNotAsSeen; BadInput for a key used twice, a rule that judges nothing,
    or an owner who is not here.
    """
    draft = locked_draft(PlaybookVersion, version_id)
    if draft.revision != revision:
        raise DraftNotAsSeen
    refuse_unknown_owner(change.owner_id)
    for name in ("variables", "questions", "rules"):
        _refuse_twice(name, getattr(change, name) or [])
    _refuse_unjudged(change.rules or [])
    for name in (*SCOPE, *KEEPING):
        if name in change.given:
            setattr(draft, name, getattr(change, name))
    if change.name:
        session.get_one(Playbook, (actor.organization_id, draft.playbook_id)).name = change.name
    if change.questions is not None:
        write_questions(draft, change.questions)
    if change.variables is not None:
        before = variables_of_version(version_id)
        write_variables(version_id, change.variables)
        void_outgrown_seals(version_id, before, variables_of_version(version_id))
    if change.rules is not None:
        write_rules(version_id, change.rules)
    changed_by(actor, draft)
    trail.record(actor, "playbook.edited", "playbook", draft.playbook_id, fields=sorted(change.given))
    session.flush()
    return draft.revision


def write_questions(draft: PlaybookVersion, questions: Iterable[QuestionDraft]) -> None:
    """Make the questions of a draft these."""
    draft.questions = [asdict(question) for question in questions]


def write_variables(version_id: UUID, variables: Iterable[VariableDraft]) -> None:
    """Make the variables of a draft these, in their order."""
    session.execute(
        delete(Variable).where(Variable.playbook_version_id == version_id).execution_options(synchronize_session=False)
    )
    session.add_all(
        Variable(id=new_id(), playbook_version_id=version_id, place=place, **_stored(variable))
        for place, variable in enumerate(variables, 1)
    )
    session.flush()


def write_rules(version_id: UUID, rules: Iterable[RuleDraft]) -> None:
    """Make the rules of a draft these, in their order."""
    session.execute(
        delete(Rule).where(Rule.playbook_version_id == version_id).execution_options(synchronize_session=False)
    )
    session.add_all(
        Rule(id=new_id(), playbook_version_id=version_id, place=place, **asdict(rule))
        for place, rule in enumerate(rules, 1)
    )
    session.flush()


def _begin(actor: Actor, key: str, name: str) -> PlaybookVersion:
    playbook = Playbook(id=new_id(), key=key, name=name)
    session.add(playbook)
    session.flush()
    draft = PlaybookVersion(
        id=new_id(),
        playbook_id=playbook.id,
        number=1,
        purpose="",
        topics=[],
        segments=[],
        questions=[],
        privacy_default="open",
        written_by_id=actor.user_id,
    )
    session.add(draft)
    session.flush()
    return draft


def _variable(starter: Any) -> VariableDraft:
    levels = [{"level": one.level, "label": one.label, "points": int(one.points)} for one in starter.levels]
    return VariableDraft(**_said(starter, VariableDraft) | {"levels": levels or None, "note": starter.note or None})


def _stored(variable: VariableDraft) -> dict[str, Any]:
    # A sealed walk-away is kept nowhere but under its seal, also when somebody sends one along.
    walk_away = variable.walk_away if variable.seal == "open" else None
    ladder = [{"value": f"{Decimal(step['value']):f}", "note": step.get("note", "")} for step in variable.ladder]
    return asdict(variable) | {"walk_away": walk_away, "ladder": ladder}


def _said(thing: Any, shape: type[Any]) -> dict[str, Any]:
    values = {name: getattr(thing, name) for name in shape.__dataclass_fields__ if hasattr(thing, name)}
    return {name: str(value) if isinstance(value, str) else value for name, value in values.items()}


def _drafts_of(model: type[Any], shape: type[Any], version_id: UUID) -> list[Any]:
    rows = session.scalars(select(model).where(model.playbook_version_id == version_id).order_by(model.place, model.id))
    return [shape(**{name: getattr(row, name) for name in shape.__dataclass_fields__}) for row in rows]


def _refuse_twice(name: str, drafts: list[Any]) -> None:
    keys = [draft.key for draft in drafts]
    if len(set(keys)) < len(keys):
        raise BadInput({f"/{name}": [f"Two of the {name} have the same key. Give each its own."]})


def _refuse_unjudged(rules: list[RuleDraft]) -> None:
    for place, rule in enumerate(rules):
        if rule.expression is None and rule.binding != Binding.EVIDENCE:
            sentence = f"{rule.title} Say what has to hold; only our own history may go without."
            raise BadInput({f"/rules/{place}/expression": [sentence]})
        for name, node in (("condition", rule.condition), ("expression", rule.expression)):
            if node is not None and not has_shape(node):
                raise BadInput({f"/rules/{place}/{name}": [NO_SHAPE]})
