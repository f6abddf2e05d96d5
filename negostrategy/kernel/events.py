"""Announcing what happened, so that features above can react without being imported."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Event:
    """Something that has happened within the running transaction."""


type_of_reaction = Callable[[Any], None]
_reactions: dict[type[Event], list[type_of_reaction]] = {}


def wire(table: dict[type[Event], list[type_of_reaction]]) -> None:
    """Replace who reacts to what; called once at start with the table in wiring.py."""
    _reactions.clear()
    _reactions.update(table)


def announce(event: Event) -> None:
    """Run every reaction to the event, in the order of the table, inside the announcer's transaction."""
    for reaction in _reactions.get(type(event), []):
        reaction(event)
