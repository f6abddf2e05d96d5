"""Questions about negotiations."""
