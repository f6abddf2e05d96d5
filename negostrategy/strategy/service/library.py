"""Variables out of the library into a draft, behind those that it has already."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.strategy import starters
from negostrategy.strategy.queries.playbooks import playbook_text
from negostrategy.strategy.schemas import PlaybookDraft, VariableDraft
from negostrategy.strategy.service.playbooks import edit_playbook


def add_from_library(actor: Actor, version_id: UUID, keys: Collection[str]) -> int:
    """Return how many variables of the library a draft got: without positions and weight, in the library's order.

    What the draft has already is not added again. Errors: NotFound; AlreadyPublished; BadInput for nothing chosen, or
    for a key that the library does not have.
    """
    text = playbook_text(version_id)
    if text is None:
        raise NotFound
    library = {one.key: one for group in starters.variable_library() for one in group.variables}
    if not keys or not set(keys) <= set(library):
        raise BadInput({"/keys": ["Choose at least one variable of the list."]})
    there = {one.key for one in text.variables}
    chosen = [one for key, one in library.items() if key in keys and key not in there]
    drafts = [*map(_draft, text.variables), *map(_draft, chosen)]
    edit_playbook(actor, version_id, text.revision, PlaybookDraft(variables=drafts, given=frozenset({"variables"})))
    return len(chosen)


def _draft(one: Any) -> VariableDraft:
    said = {name: getattr(one, name) for name in VariableDraft.__dataclass_fields__ if hasattr(one, name)}
    levels = [_level(level) for level in one.levels or ()] or None
    words = {name: str(value) if isinstance(value, str) else value for name, value in said.items()}
    return VariableDraft(**words | {"levels": levels})


def _level(level: Any) -> dict[str, Any]:
    return dict(level) if isinstance(level, dict) else vars(level) | {"points": int(level.points)}
