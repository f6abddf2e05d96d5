"""Rules as data, turned into SQL. SQL's own three-valued logic is the product's: NULL is unknown, and never a pass."""
