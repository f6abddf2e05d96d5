"""Pages of the strategy and its playbooks."""
