"""Questions about the strategy and its playbooks."""

from negostrategy.strategy.queries.pinned import (
    Pinned,
    PinnedPlaybook,
    Reference,
    TermSeed,
    floors_of,
    optional_among,
    pinned_for,
    pinned_playbook,
    privacy_default_of,
    questions_of,
    references_of,
    variables_of,
)

__all__ = [
    "Pinned",
    "PinnedPlaybook",
    "Reference",
    "TermSeed",
    "floors_of",
    "optional_among",
    "pinned_for",
    "pinned_playbook",
    "privacy_default_of",
    "questions_of",
    "references_of",
    "variables_of",
]
