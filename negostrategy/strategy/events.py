"""What the strategy announces."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from negostrategy.kernel.actor import Actor
from negostrategy.kernel.events import Event


@dataclass(frozen=True)
class PlaybookPublished(Event):
    """A version of a playbook was published. migrates: running negotiations move to it on the day when it begins."""

    actor: Actor
    version_id: UUID
    playbook_id: UUID
    effective_on: date
    migrates: bool


@dataclass(frozen=True)
class StrategyPublished(Event):
    """A version of the strategy was published. is_major: everybody in scope has to read it again, once it holds."""

    actor: Actor
    version_id: UUID
    is_major: bool


@dataclass(frozen=True)
class PlaybookBegan(Event):
    """The day has come from which a version of a playbook holds. migrates: running negotiations move to it now."""

    actor: Actor
    version_id: UUID
    playbook_id: UUID
    migrates: bool


@dataclass(frozen=True)
class StrategyBegan(Event):
    """The day has come from which a version of the strategy holds."""

    version_id: UUID


@dataclass(frozen=True)
class StrategyEnded(Event):
    """The day has come from which a version of the strategy holds no longer although none follows it."""

    version_id: UUID
