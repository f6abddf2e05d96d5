"""Tests that take minutes are run apart, and are run."""

from tests.conventions.code import ROOT

MAKE = (ROOT / "Makefile").read_text()


def recipe_of(target: str) -> str:
    """Return the lines below a target of the Makefile."""
    after = MAKE.split(f"\n{target}:", 1)[1]
    return after.split("\n\n", 1)[0]


def test_the_daily_tests_leave_the_long_ones_out():
    assert '-m "not long"' in recipe_of("test")


def test_the_long_tests_have_a_target_of_their_own():
    assert "-m long" in recipe_of("test-long")


def test_the_pipeline_runs_the_long_tests_after_the_daily_ones():
    lines = (ROOT / ".ci" / "run").read_text().splitlines()

    assert lines.index("make test-long") > lines.index("make test")
