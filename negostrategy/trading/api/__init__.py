"""Values and bargaining as JSON: the same acts and questions as the pages."""

from negostrategy.trading.api.analysis import analyse_domain
from negostrategy.trading.api.blueprint import api
from negostrategy.trading.api.calculators import work_out
from negostrategy.trading.api.values import show_values

# Importing a file of routes registers them with the one blueprint.
ROUTES = (analyse_domain, work_out, show_values)

__all__ = ["ROUTES", "api"]
