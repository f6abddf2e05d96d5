"""How a proposal begins that comes from a look back: with its words and its record."""

from uuid import UUID

from negostrategy.kernel.actor import Actor
from negostrategy.negotiations.queries.askable import askable
from negostrategy.negotiations.queries.debriefs import readable_debrief
from negostrategy.strategy.queries.pinned import pinned_playbook


def from_debrief(actor: Actor, debrief_id: UUID) -> dict[str, str]:
    """Return what is filled in already: the wish, the record and its playbook; nothing for what one may not read."""
    said = readable_debrief(actor, debrief_id)
    record = askable(actor, said.negotiation_id) if said else None
    if said is None or record is None:
        return {}
    begun = {"wish": said.otherwise, "negotiation_id": str(said.negotiation_id)}
    playbook = pinned_playbook(record.playbook_version_id) if record.playbook_version_id else None
    return begun | ({"playbook_id": str(playbook.playbook_id)} if playbook else {})
