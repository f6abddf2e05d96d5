"""Measurements: always a ratio against something measured in the same run, never an absolute promise."""
