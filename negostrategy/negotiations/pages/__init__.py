"""Pages about negotiations."""
