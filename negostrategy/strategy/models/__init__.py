"""Tables of the strategy: the document and the playbooks."""

from negostrategy.strategy.models.document import Acknowledgement, Objective, StrategyVersion
from negostrategy.strategy.models.playbook import Playbook, PlaybookVersion, Rule, Variable

__all__ = [
    "Acknowledgement",
    "Objective",
    "Playbook",
    "PlaybookVersion",
    "Rule",
    "StrategyVersion",
    "Variable",
]
