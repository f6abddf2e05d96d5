"""Words that every feature speaks: actor, grants, clock, faults, database, transaction, columns, events."""
