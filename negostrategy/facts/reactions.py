"""What facts do when a record changes: they follow at once, in the same transaction."""

from negostrategy.facts.service import refresh
from negostrategy.negotiations.events import NegotiationChanged, NegotiationsMoved


def follow_the_record(event: NegotiationChanged) -> None:
    """Return when the stored facts say what the changed record says."""
    refresh([event.negotiation_id], is_new=event.is_new)


def follow_the_moved(event: NegotiationsMoved) -> None:
    """Return when the stored facts of moved records say what they say now."""
    refresh(event.negotiation_ids)
