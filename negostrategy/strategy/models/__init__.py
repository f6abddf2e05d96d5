"""Tables of the strategy: the document and the playbooks."""

from negostrategy.strategy.models.authority import Authority
from negostrategy.strategy.models.document import Acknowledgement, Objective, StrategyVersion
from negostrategy.strategy.models.learning import (
    AcknowledgedStatement,
    Audience,
    Proposal,
    ProposalCase,
    UnderstandingAnswer,
    UnderstandingCase,
)
from negostrategy.strategy.models.playbook import Playbook, PlaybookVersion, Rule, Variable
from negostrategy.strategy.models.review import Comment, Retirement, Review, ReviewSeat, ScheduledChange
from negostrategy.strategy.models.sealed import SealedLimit, SealHolder
from negostrategy.strategy.models.segments import SegmentPolicy
from negostrategy.strategy.models.template import PlaybookTemplate

__all__ = [
    "AcknowledgedStatement",
    "Acknowledgement",
    "Audience",
    "Authority",
    "Comment",
    "Objective",
    "Playbook",
    "PlaybookTemplate",
    "PlaybookVersion",
    "Proposal",
    "ProposalCase",
    "Retirement",
    "Review",
    "ReviewSeat",
    "Rule",
    "ScheduledChange",
    "SealHolder",
    "SealedLimit",
    "SegmentPolicy",
    "StrategyVersion",
    "UnderstandingAnswer",
    "UnderstandingCase",
    "Variable",
]
