"""Tests of numbers that people type and programs send, whatever they are about."""
