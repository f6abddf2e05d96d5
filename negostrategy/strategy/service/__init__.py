"""Acts on the strategy and its playbooks."""
