"""Questions about the strategy and its playbooks."""

from negostrategy.strategy.queries.pinned import Pinned, TermSeed, pinned_for, privacy_default_of, variables_of

__all__ = ["Pinned", "TermSeed", "pinned_for", "privacy_default_of", "variables_of"]
