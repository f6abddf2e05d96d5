"""Acts on negotiations."""

from negostrategy.negotiations.here import Here
from negostrategy.negotiations.service.editing import NotAsSeen, close_negotiation, edit_negotiation
from negostrategy.negotiations.service.people import name_person, remove_person, set_people
from negostrategy.negotiations.service.recording import log_negotiation, record_negotiation
from negostrategy.negotiations.service.table import add_move, answer_question, feel

__all__ = [
    "Here",
    "NotAsSeen",
    "add_move",
    "answer_question",
    "close_negotiation",
    "edit_negotiation",
    "feel",
    "log_negotiation",
    "name_person",
    "record_negotiation",
    "remove_person",
    "set_people",
]
