"""Pages about values: the table and picture of a record, packages, what could still be better, calculators."""
