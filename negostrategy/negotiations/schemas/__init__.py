"""What people and programs send about negotiations."""

from negostrategy.negotiations.schemas.records import QuickLog, QuickLogSchema, RecordSchema
from negostrategy.negotiations.schemas.table import (
    AnswerSchema,
    MoveDraft,
    MoveSchema,
    OutcomeSchema,
    PeopleSchema,
    PulseSchema,
)
from negostrategy.negotiations.schemas.terms import TermDraft, TermSchema

__all__ = [
    "AnswerSchema",
    "MoveDraft",
    "MoveSchema",
    "OutcomeSchema",
    "PeopleSchema",
    "PulseSchema",
    "QuickLog",
    "QuickLogSchema",
    "RecordSchema",
    "TermDraft",
    "TermSchema",
]
