"""Questions about what the rules say."""
