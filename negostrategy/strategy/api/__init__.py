"""The strategy and its playbooks as JSON: the same schemas and acts as the pages."""

from negostrategy.strategy.api.acknowledgements import show_own
from negostrategy.strategy.api.authority import list_authority
from negostrategy.strategy.api.blueprint import api
from negostrategy.strategy.api.cases import list_cases
from negostrategy.strategy.api.document import show_strategy
from negostrategy.strategy.api.playbooks import list_playbooks
from negostrategy.strategy.api.reviews import list_reviews
from negostrategy.strategy.api.templates import list_templates

# Importing a file of routes registers them with the one blueprint.
ROUTES = (show_strategy, list_playbooks, list_authority, list_reviews, show_own, list_templates, list_cases)

__all__ = ["ROUTES", "api"]
