"""The strategy and its playbooks as JSON: the same schemas and acts as the pages."""

from negostrategy.strategy.api.blueprint import api
from negostrategy.strategy.api.document import show_strategy
from negostrategy.strategy.api.playbooks import list_playbooks

# Importing a file of routes registers them with the one blueprint.
ROUTES = (show_strategy, list_playbooks)

__all__ = ["ROUTES", "api"]
