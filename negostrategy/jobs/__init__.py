"""Background work on PostgreSQL, and its schedule."""
