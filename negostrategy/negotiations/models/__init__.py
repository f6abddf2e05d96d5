"""Tables of negotiations: one file per noun."""

from negostrategy.negotiations.models.counterpart import Counterpart
from negostrategy.negotiations.models.debrief import Debrief
from negostrategy.negotiations.models.negotiation import Negotiation, NegotiationPerson, Revision
from negostrategy.negotiations.models.table import Move, Pulse, Term

__all__ = ["Counterpart", "Debrief", "Move", "Negotiation", "NegotiationPerson", "Pulse", "Revision", "Term"]
