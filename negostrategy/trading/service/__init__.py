"""Acts on values: keep the table, keep a package, put one on the table."""
