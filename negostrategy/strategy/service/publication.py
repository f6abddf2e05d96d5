"""Publishing a playbook: checked whole, in sentences a leader understands, and never changed again."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Direction, ValueKind, VersionState
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput
from negostrategy.strategy.models import PlaybookVersion, Variable
from negostrategy.strategy.nodes import Vocabulary, check_node
from negostrategy.strategy.queries.playbooks import PlaybookText, RuleRow, VariableRow, playbook_text
from negostrategy.strategy.service.document import refuse_past
from negostrategy.strategy.service.playbooks import draft_of

MANY_RULES = 25
FEWEST_CHOICES = 2
type_of_complaints = Iterator[tuple[str, str]]


def publish_playbook(actor: Actor, version_id: UUID, effective_on: date, today: date | None = None) -> list[str]:
    """Publish a draft and return warnings: it holds for negotiations from a day until a later version does.

    today: the present day where the organization is at home; that of UTC unless it is given.
    Errors: NotFound; AlreadyPublished; BadInput with everything that is not consistent, or for a day in the past or a
    day that another version of it has.
    """
    draft = draft_of(version_id)
    refuse_past(effective_on, today or clock.today())
    same_day = (
        select(PlaybookVersion.id)
        .where(PlaybookVersion.playbook_id == draft.playbook_id)
        .where(PlaybookVersion.effective_on == effective_on)
    )
    if session.scalar(same_day) is not None:
        raise BadInput({"/effective_on": ["Another version of this playbook begins on this day."]})
    complaints = complaints_about(version_id)
    if complaints:
        raise BadInput(complaints)
    draft.state = VersionState.PUBLISHED.value
    draft.effective_on, draft.published_at, draft.published_by_id = effective_on, clock.now(), actor.user_id
    trail.record(actor, "playbook.published", "playbook", draft.playbook_id, effective_on=effective_on.isoformat())
    session.flush()
    return warnings_about(version_id)


def confirm_figures(actor: Actor, version_id: UUID) -> None:
    """Say that the figures of a draft are ours now, no longer suggestions.

    Errors: NotFound; AlreadyPublished.
    """
    draft = draft_of(version_id)
    session.execute(
        update(Variable)
        .where(Variable.playbook_version_id == version_id)
        .values(to_confirm=False)
        .execution_options(synchronize_session=False)
    )
    trail.record(actor, "playbook.figures_confirmed", "playbook", draft.playbook_id)


def complaints_about(version_id: UUID) -> dict[str, list[str]]:
    """Return what keeps a version from being published: sentences by JSON pointer; none when all is well."""
    text = playbook_text(version_id)
    found: dict[str, list[str]] = {}
    if text is None:
        return found
    for pointer, sentence in _complaints(text):
        found.setdefault(pointer, []).append(sentence)
    return found


def warnings_about(version_id: UUID) -> list[str]:
    """Return what is allowed but unwise about a version."""
    text = playbook_text(version_id)
    warnings = []
    if text and len(text.rules) > MANY_RULES:
        warnings.append(f"{len(text.rules)} rules are more than people keep in mind; {MANY_RULES} are a good limit.")
    if text and text.to_confirm_count:
        warnings.append(
            f"{text.to_confirm_count} figures are still suggestions of the starter. Confirm or change them."
        )
    return warnings


def _complaints(text: PlaybookText) -> type_of_complaints:
    if not text.variables and not text.rules:
        yield "/rules", "A playbook needs at least one variable or one rule."
    if not text.purpose.strip():
        yield "/purpose", "Say in one sentence what the playbook is for."
    if text.value_from is not None and text.value_to is not None and text.value_from >= text.value_to:
        yield "/value_to", "The value range ends before it begins. Swap the two."
    for place, variable in enumerate(text.variables):
        yield from _about_variable(place, variable)
    for place, question in enumerate(text.questions):
        yield from _about_question(place, question)
    words = Vocabulary(
        {variable.key: variable.direction for variable in text.variables},
        {question["key"]: question for question in text.questions},
    )
    for place, rule in enumerate(text.rules):
        yield from _about_rule(place, rule, words)


def _about_variable(place: int, variable: VariableRow) -> type_of_complaints:
    pointer = f"/variables/{place}"
    if variable.kind == ValueKind.CHOICE and not variable.levels:
        yield pointer, f"{variable.name}: a choice needs levels. Write them from worst to best for us."
    if variable.direction is None:
        if variable.weight and not variable.levels:
            yield pointer, f"{variable.name}: it has a weight, so say whether more or less is better, or weigh it 0."
        return
    for sentence in _about_positions(variable):
        yield pointer, f"{variable.name}: {sentence}"


def _about_positions(variable: VariableRow) -> Iterator[str]:
    sign = 1 if variable.direction == Direction.MORE else -1
    ladder = [("walk-away", variable.walk_away), ("acceptable", variable.acceptable), ("target", variable.target)]
    known = [(name, value) for name, value in ladder if value is not None]
    for (worse, low), (better, high) in pairwise(known):
        if sign * (high - low) < 0:
            yield f"the {worse} position lies beyond the {better} one. Swap them."
    if variable.target is not None and variable.target == variable.walk_away:
        yield "target and walk-away are the same. Leave room between them, or leave one of them empty."
    opening, target = variable.opening, variable.target
    if opening is not None and target is not None and sign * (opening - target) < 0:
        yield "we would open with less than our own target. Open at the target or beyond it."


def _about_question(place: int, question: Mapping[str, Any]) -> type_of_complaints:
    if question["kind"] == "choice" and len(question.get("choices") or ()) < FEWEST_CHOICES:
        yield f"/questions/{place}", f"{question['text']} A question with choices needs at least two of them."


def _about_rule(place: int, rule: RuleRow, words: Vocabulary) -> type_of_complaints:
    for name, node in (("condition", rule.condition), ("expression", rule.expression)):
        if node is not None:
            for sentence in check_node(node, words):
                yield f"/rules/{place}/{name}", f"{rule.title} {sentence}"
