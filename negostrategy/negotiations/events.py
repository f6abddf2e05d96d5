"""What negotiations announce."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from negostrategy.kernel.actor import Actor
from negostrategy.kernel.events import Event


@dataclass(frozen=True)
class NegotiationChanged(Event):
    """A record, its terms, moves, people, answers or pulses are no longer what they were. is_new: it was just made."""

    negotiation_id: UUID
    is_new: bool


@dataclass(frozen=True)
class PartiesNamed(Event):
    """Somebody may negotiate a record now who did not before."""

    negotiation_id: UUID


@dataclass(frozen=True)
class NegotiationAgreed(Event):
    """Somebody says that a running record ended with an agreement. Its facts and findings are up to date.

    conditions_met: {approval: how its condition is met}, as they say.
    """

    actor: Actor
    negotiation_id: UUID
    conditions_met: Mapping[UUID, str]


@dataclass(frozen=True)
class AgreementWritten(Event):
    """Records were written down that had ended with an agreement already. Their facts and findings are up to date."""

    negotiation_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class NegotiationClosed(Event):
    """Somebody says that a running record ended, with an agreement or without one; outcome names which."""

    actor: Actor
    negotiation_id: UUID
    outcome: str


@dataclass(frozen=True)
class AgreementEdited(Event):
    """Somebody changed a record that had been agreed before. Its facts and findings are up to date.

    before: what it said, as service.snapshots keeps it; changed: the names of its fields that did; began_at: when the
    change began.
    """

    actor: Actor
    negotiation_id: UUID
    before: Mapping[str, Any]
    changed: tuple[str, ...]
    began_at: datetime


@dataclass(frozen=True)
class NegotiationsMoved(Event):
    """These records are pinned to another version of their playbook now, and took over what it says."""

    negotiation_ids: tuple[UUID, ...]
