"""Domains of the field, read and analysed: the worked example, both ways to normalise, and what is refused."""

import pytest

from negostrategy.bargaining.analysis import Files, analyse
from negostrategy.bargaining.faults import BargainingError
from tests.pure.bargaining.genius import OURS, THEIRS, domain, profile, written

EXAMPLE = Files(domain(), profile(OURS, reservation=45), profile(THEIRS, reservation=50))
MALFORMED = b"<utility_space><issue"
OUTWARD = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><utility_space>&a;</utility_space>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><utility_space>&b;</utility_space>'


def test_the_worked_example() -> None:
    found = analyse(EXAMPLE, "raw", "declared")

    assert (found["issues"], found["packages"], found["disagreement"], found["ideal"]) == (3, 27, [45, 50], [85, 100])
    assert found["points"]["nash"] == [[60, 85]]
    assert found["points"]["kalai_smorodinsky"] == [[65, 75]]
    assert found["points"]["egalitarian"] == [[70, 70], [65, 75]]
    assert found["frontier"][0] == [90, 35]


def test_dividing_by_the_largest_changes_what_an_issue_weighs() -> None:
    weights = {"Price": "0.5", "Payment": "0.3", "Term": "0.2"}
    files = Files(domain(), profile(OURS, weights), profile(THEIRS, weights))

    found = analyse(files, "per-issue", "zero")

    assert found["frontier"][0] == [1.0, 0.288333333]
    assert found["disagreement"] == [0, 0]


def test_the_minimum_is_what_a_side_gets_at_worst() -> None:
    assert analyse(EXAMPLE, "raw", "minimum")["disagreement"] == [30, 25]


def test_nothing_declared_is_nothing() -> None:
    files = Files(domain(), profile(OURS), profile(THEIRS))

    assert analyse(files, "raw", "declared")["disagreement"] == [0, 0]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (Files(MALFORMED, b"", b""), "no complete XML"),
        (Files(b"", b"", b""), "no complete XML"),
        (Files(OUTWARD, b"", b""), "declares a document type"),
        (Files(domain(), LAUGHS, b""), "declares a document type"),
        (Files(domain("integer"), b"", b""), "Only discrete issues"),
        (Files(domain(), b'<utility_space type="nonlinear"/>', b""), "do not add up"),
        (Files(domain(), b"<utility_space><ufun/></utility_space>", b""), "do not add up"),
        (Files(domain(), b"<utility_space/>", b""), "says nothing about the issue"),
        (Files(domain(), profile(OURS), profile({**THEIRS, "Term": {"1 y": 0}})), "does not say what “2 y”"),
        (Files(domain(), profile(OURS, {"Term": "much"}), b""), "is not a number"),
        (Files(domain(), profile(OURS, {"Term": "1e400"}), b""), "too large"),
        (Files(domain(), profile(OURS, {"Term": "NaN"}), b""), "is not a number"),
        (Files(domain().replace(b"94", b"96"), b"", b""), "the level “96” twice"),
        (Files(b"<a>" * 60 + b"</a>" * 60, b"", b""), "nested too deeply"),
        (Files(b" " * 5_000_001, b"", b""), "larger than 5 MB"),
    ],
)
def test_what_cannot_be_analysed_is_told(files: Files, sentence: str) -> None:
    with pytest.raises(BargainingError, match=sentence):
        analyse(files, "raw", "zero")


@pytest.mark.parametrize(("normalise", "disagreement"), [("loud", "zero"), ("raw", "late")])
def test_another_way_is_refused(normalise: str, disagreement: str) -> None:
    with pytest.raises(BargainingError):
        analyse(EXAMPLE, normalise, disagreement)


def test_fractions_that_grow_without_end_are_refused() -> None:
    long = [[(f"0.{10**16 + 2 * n + 1}", f"1.{10**16 + 2 * n + 1}")] for n in range(700)]
    files = Files(*written(long, [("1", "1")] * len(long), ("0", "0")))

    with pytest.raises(BargainingError, match="Round them, or normalise raw"):
        analyse(files, "per-issue", "zero")
    assert analyse(files, "raw", "zero")["packages"] == 1
