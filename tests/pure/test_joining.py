"""Two people on one draft: nothing that either of them wrote is lost without a word."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from negostrategy.strategy.joining import joined, marks_of


def form(**more: Any) -> dict[str, Any]:
    """Return a form with two parts, one segment and one objective."""
    said: dict[str, Any] = {
        "title": "Ours",
        "sections": [{"key": "scope", "body": "All."}, {"key": "trust", "body": "Much."}],
        "segments": [{"segment": "key", "default_style": "cooperative", "note": None}],
        "objectives": [{"title": "Kept", "target": Decimal("85.0"), "due_on": date(2027, 1, 1), "note": None}],
        "change_note": None,
    }
    return said | more


def parts(scope: str, trust: str) -> list[dict[str, str]]:
    """Return the two parts with these texts."""
    return [{"key": "scope", "body": scope}, {"key": "trust", "body": trust}]


def test_what_only_one_of_them_changed_is_taken_from_that_one() -> None:
    mine, theirs = form(sections=parts("Mine.", "Much.")), form(sections=parts("All.", "Theirs."))

    whole = joined(mine, theirs, marks_of(form()))

    assert [one["body"] for one in whole.typed["sections"]] == ["Mine.", "Theirs."]
    assert (whole.taken, whole.disputed) == (["section-trust"], [])


def test_what_both_changed_is_disputed_and_stays_as_typed() -> None:
    mine, theirs = form(title="Mine"), form(title="Theirs")

    whole = joined(mine, theirs, marks_of(form()))

    assert whole.typed["title"] == "Mine"
    assert [(one.name, [(p.kind, p.text) for p in one.pieces]) for one in whole.disputed] == [
        ("title", [("gone", "Theirs"), ("new", "Mine")])
    ]


def test_without_marks_every_difference_is_disputed() -> None:
    whole = joined(form(title="Mine"), form(sections=parts("All.", "Theirs.")), "")

    assert {one.name for one in whole.disputed} == {"title", "section-trust"}


def test_a_browser_and_the_database_say_the_same_in_two_ways() -> None:
    sent = form(
        objectives=[{"title": "Kept ", "target": "85", "due_on": "2027-01-01"}],
        segments=[{"segment": "key", "default_style": "cooperative", "note": ""}],
    )

    assert marks_of(sent) == marks_of(form())


def test_a_segment_that_they_took_out_stays_out() -> None:
    whole = joined(form(), form(segments=[]), marks_of(form()))

    assert (whole.typed["segments"], whole.taken) == ([], ["segment-key"])


def test_an_order_that_they_changed_is_taken() -> None:
    theirs = form(sections=list(reversed(parts("All.", "Much."))))

    whole = joined(form(title="Mine"), theirs, marks_of(form()))

    assert [one["key"] for one in whole.typed["sections"]] == ["trust", "scope"]


words = st.sampled_from(["a", "b", "c", "d"])
forms = st.builds(lambda title, one, two: form(title=title, sections=parts(one, two)), words, words, words)


@given(began=forms, mine=forms, theirs=forms)
def test_everything_is_theirs_mine_or_disputed(
    began: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    whole = joined(mine, theirs, marks_of(began))

    disputed = {one.name for one in whole.disputed}
    for name, place in (("section-scope", 0), ("section-trust", 1)):
        was, here, there, now = (one["sections"][place]["body"] for one in (began, mine, theirs, whole.typed))
        assert now == (there if here == was else here)
        assert (name in disputed) == (here not in (was, there) and there != was)


def test_a_number_that_nothing_could_store_is_compared_as_it_was_typed() -> None:
    mine = form(objectives=[{"title": "Kept", "target": "1e99999999"}])

    assert joined(mine, form(), marks_of(form())).typed["objectives"] == mine["objectives"]
