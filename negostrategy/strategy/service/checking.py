"""Can a draft be published? Everything that is not consistent, in sentences a leader understands."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from negostrategy.strategy.consistency import remarks_on
from negostrategy.strategy.language.nodes import Vocabulary, check_node
from negostrategy.strategy.models import PlaybookVersion, StrategyVersion
from negostrategy.strategy.queries.playbooks import PlaybookText, RuleRow, VariableRow, playbook_text
from negostrategy.strategy.queries.sealed import said_openly_before
from negostrategy.strategy.service.sealing import unset_seals

MANY_RULES = 25
FEWEST_CHOICES = 2
SAID_BEFORE = "an earlier version says its walk-away openly. Whoever has read that knows it, unless you sealed another."
UNSEALED = "nothing lies under its seal. Seal the walk-away, also again once you accept more or count it otherwise."
type_of_complaints = Iterator[tuple[str, str]]


def complaints_about(version: StrategyVersion | PlaybookVersion) -> dict[str, list[str]]:
    """Return what keeps a version from review and publication: sentences by JSON pointer; none when all is well."""
    if isinstance(version, StrategyVersion):
        is_empty = not any(section.get("body", "").strip() for section in version.sections)
        return {"/sections": ["Nothing is written yet. Fill in at least one part."]} if is_empty else {}
    return complaints_about_playbook(version.id)


def complaints_about_playbook(version_id: UUID) -> dict[str, list[str]]:
    """Return what keeps a version from being published: sentences by JSON pointer; none when all is well."""
    text = playbook_text(version_id)
    found: dict[str, list[str]] = {}
    if text is None:
        return found
    for pointer, sentence in _complaints(text):
        found.setdefault(pointer, []).append(sentence)
    for name in unset_seals(version_id):
        found.setdefault("/variables", []).append(f"{name}: {UNSEALED}")
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
    return warnings + [f"{name}: {SAID_BEFORE}" for name in (said_openly_before(version_id) if text else ())]


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
        {variable.key: variable.counted for variable in text.variables},
        {question["key"]: question for question in text.questions},
    )
    for place, rule in enumerate(text.rules):
        yield from _about_rule(place, rule, words)


def _about_variable(place: int, variable: VariableRow) -> type_of_complaints:
    for name, sentence in remarks_on(variable):
        yield f"/variables/{place}/{name}", f"{variable.name}: {sentence}"


def _about_question(place: int, question: Mapping[str, Any]) -> type_of_complaints:
    if question["kind"] == "choice" and len(question.get("choices") or ()) < FEWEST_CHOICES:
        yield f"/questions/{place}", f"{question['text']} A question with choices needs at least two of them."


def _about_rule(place: int, rule: RuleRow, words: Vocabulary) -> type_of_complaints:
    for name, node in (("condition", rule.condition), ("expression", rule.expression)):
        if node is not None:
            for sentence in check_node(node, words):
                yield f"/rules/{place}/{name}", f"{rule.title} {sentence}"
