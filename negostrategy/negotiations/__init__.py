"""Negotiations: the record, the counterpart, the terms, the moves, the outcome, and the quick log."""
