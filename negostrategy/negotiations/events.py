"""What negotiations announce."""

from dataclasses import dataclass
from uuid import UUID

from negostrategy.kernel.events import Event


@dataclass(frozen=True)
class NegotiationChanged(Event):
    """A record, its terms, moves, people, answers or pulses are no longer what they were. is_new: it was just made."""

    negotiation_id: UUID
    is_new: bool
