"""Everything the database holds, as one file, and back again."""
