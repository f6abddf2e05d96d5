"""Calculators that stand alone, can be linked, and put their result into a value table."""
