"""What leaders type: the strategy, playbooks, and the day of publication."""

from negostrategy.strategy.schemas.document import DocumentDraft, DocumentSchema, ObjectiveDraft, SectionDraft
from negostrategy.strategy.schemas.playbook import PlaybookDraft, PlaybookSchema
from negostrategy.strategy.schemas.publication import Publication, PublicationSchema
from negostrategy.strategy.schemas.rules import QuestionDraft, RuleDraft, RuleSchema
from negostrategy.strategy.schemas.variables import TRADERS, VariableDraft, VariableSchema

__all__ = [
    "TRADERS",
    "DocumentDraft",
    "DocumentSchema",
    "ObjectiveDraft",
    "PlaybookDraft",
    "PlaybookSchema",
    "Publication",
    "PublicationSchema",
    "QuestionDraft",
    "RuleDraft",
    "RuleSchema",
    "SectionDraft",
    "VariableDraft",
    "VariableSchema",
]
