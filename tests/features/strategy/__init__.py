"""The strategy and its playbooks."""
