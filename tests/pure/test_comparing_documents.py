"""What two versions of the strategy say differently: names, places, texts and objectives."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from negostrategy.strategy.comparing import compare_documents
from negostrategy.strategy.queries.document import Document, ObjectiveRow

PARTS = {"why": "We meet again.", "scope": "Every talk.", "ethics": "No gifts."}
KEPT = ObjectiveRow(UUID(int=1), 1, "Rules kept", "Share of rules kept", "M9", "%", None, Decimal(90), None, None)


def document(parts: dict[str, str] = PARTS, objectives: list[ObjectiveRow] | None = None, **titles: str) -> Document:
    """Return a version with these parts in this order. titles: what a part is called, when not as its key."""
    sections = [{"key": key, "title": titles.get(key, key.capitalize()), "body": body} for key, body in parts.items()]
    return Document(UUID(int=9), 1, "Ours", "draft", sections, None, 1, objectives or [])


def changed(old: Document, new: Document) -> list[tuple[str, str]]:
    """Return the names and kinds of what differs."""
    return [(one.name, one.kind) for one in compare_documents(old, new)]


def test_two_versions_that_say_the_same_differ_in_nothing() -> None:
    assert changed(document(objectives=[KEPT]), document(objectives=[KEPT])) == []


def test_a_part_that_is_called_differently_is_told() -> None:
    assert changed(document(), document(ethics="Law")) == [("Law: name", "changed")]


def test_only_the_part_that_moved_is_told() -> None:
    moved = {key: PARTS[key] for key in ("ethics", "why", "scope")}

    changes = compare_documents(document(), document(moved))

    assert [(one.name, [piece.text for piece in one.pieces]) for one in changes] == [
        ("Ethics: place", ["part 3", "part 1"])
    ]


def test_a_part_that_is_new_is_told_once() -> None:
    assert changed(document(), document(PARTS | {"people": "We train."})) == [("People", "added")]


def test_an_objective_with_a_new_title_is_the_same_objective() -> None:
    renamed = replace(KEPT, title="We keep our rules", target=Decimal(95))

    assert changed(document(objectives=[KEPT]), document(objectives=[renamed])) == [
        ("We keep our rules: title", "changed"),
        ("We keep our rules: target", "changed"),
    ]


def test_two_objectives_of_one_title_are_both_compared() -> None:
    second = replace(KEPT, place=2, target=Decimal(50))
    now = replace(second, target=Decimal(60))

    assert changed(document(objectives=[KEPT, second]), document(objectives=[KEPT, now])) == [
        ("Rules kept: target", "changed")
    ]


def test_an_objective_that_is_counted_now_says_how() -> None:
    (change,) = compare_documents(document(objectives=[replace(KEPT, measure=None)]), document(objectives=[KEPT]))

    assert (change.name, change.pieces[-1].text) == ("Rules kept: counted from records as", "Rules kept")
