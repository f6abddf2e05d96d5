"""An entry as people read it: kinds of things in words, people by name, ids only where they are asked for.

Never the title of a record: whoever reads the trail may not read records.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import current_app

NAMES = "negostrategy.names_of_people"
# Every act has the request it came with; it says nothing to people.
NOT_SAID = ("request",)
# What the kind alone does not say well.
KINDS = {"user": "person", "access_request": "change that needs a second person", "token": "token for programs"}


@dataclass(frozen=True)
class Worded:
    """What an act was on, and its details, each as (name, words)."""

    subject: str
    details: list[tuple[str, str]]


def names_in(entries: Iterable[Any]) -> Mapping[str, str]:
    """Return the names of the people whom these entries mean: {id as text: name}."""
    meant = {str(entry.subject_id) for entry in entries if entry.subject_id}
    meant |= {one for entry in entries for value in entry.details.values() for one in _ids_in(value)}
    look_up: Callable[[Collection[UUID]], Mapping[UUID, str]] = current_app.extensions[NAMES]
    return {str(user_id): name for user_id, name in look_up([UUID(one) for one in sorted(meant)]).items()}


def worded(entry: Any, names: Mapping[str, str]) -> Worded:
    """Return an entry in words."""
    kind = KINDS.get(entry.subject_kind, entry.subject_kind.replace("_", " "))
    name = names.get(str(entry.subject_id))
    details = [
        (key.replace("_", " "), _said(value, names)) for key, value in entry.details.items() if key not in NOT_SAID
    ]
    subject = kind[:1].upper() + kind[1:] + (f": {name}" if name else "")
    return Worded(subject, [(key, said) for key, said in details if said])


def _said(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(said for one in value if (said := _said(one, names)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return names.get(text, "") if _is_id(text) else text


def _ids_in(value: Any) -> list[str]:
    if isinstance(value, list):
        return [one for inner in value for one in _ids_in(inner)]
    return [value] if isinstance(value, str) and _is_id(value) else []


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
