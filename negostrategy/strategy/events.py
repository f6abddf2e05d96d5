"""What the strategy announces."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from negostrategy.kernel.actor import Actor
from negostrategy.kernel.events import Event


@dataclass(frozen=True)
class PlaybookPublished(Event):
    """A version of a playbook was published. migrates: running negotiations move to it; otherwise they stay pinned."""

    actor: Actor
    version_id: UUID
    playbook_id: UUID
    effective_on: date
    migrates: bool


@dataclass(frozen=True)
class StrategyPublished(Event):
    """A version of the strategy was published. is_major: everybody in scope has to read it again."""

    actor: Actor
    version_id: UUID
    is_major: bool
