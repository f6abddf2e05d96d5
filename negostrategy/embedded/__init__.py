"""A private PostgreSQL for the demo and for tests, when no database is given."""
