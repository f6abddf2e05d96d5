"""Segments of counterparts: begun from the starter, replaced as a whole, refused when they contradict themselves."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from negostrategy.edge.payloads import load
from negostrategy.kernel import clock
from negostrategy.kernel.business import Segment
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.comparing import compare_documents
from negostrategy.strategy.queries.document import document
from negostrategy.strategy.queries.segments import segment_row
from negostrategy.strategy.schemas import DocumentDraft, DocumentSchema
from negostrategy.strategy.segments import GRIDS, SegmentRow, SegmentSchema
from negostrategy.strategy.service.document import edit_draft, start_draft
from negostrategy.strategy.service.publication import publish_strategy
from negostrategy.strategy.service.segments import first_segments
from tests.cast import Cast, Person
from tests.clients import Program
from tests.review import approved

KEY = SegmentRow("key", "partnership", ["cooperative", "partnership"], 8, "open_books", "A prepared team.")


def sent(**more: Any) -> dict[str, Any]:
    """Return one segment as JSON would send it."""
    said = {"segment": "leverage", "default_style": "cooperative", "allowed_styles": ["cooperative"]}
    return said | {"minimum_variables": 6, "openness": "closed"} | more


def test_every_segment_stands_in_one_grid() -> None:
    assert sorted(segment for grid in GRIDS for segment, _where in grid.cells) == sorted(Segment)


def test_the_starter_says_something_of_every_segment_and_contradicts_itself_nowhere() -> None:
    rows = first_segments()

    again = [load(SegmentSchema(), vars(row)) for row in rows]

    assert (again, {row.segment for row in rows}) == (rows, {str(one) for one in Segment})


def test_a_new_version_begins_with_what_the_last_one_says(cast: Cast, draft: UUID) -> None:
    greta = cast.greta.actor
    with transaction(cast.organization_id):
        edit_draft(greta, draft, 1, DocumentDraft(segments=[KEY]))
        publish_strategy(greta, approved(cast, draft), clock.today())

        copy = document(start_draft(greta))

    assert copy is not None
    assert copy.segments == [KEY]


def test_what_is_said_of_one_segment_is_found(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        found, missing = segment_row(strategy, "leverage"), segment_row(None, "leverage")

    assert (found and found.minimum_variables, missing) == (6, None)


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"default_style": "partnership"}, "/segments/0/default_style"),
        ({"allowed_styles": ["cooperative", "combative"]}, "/segments/0/note"),
        ({"allowed_styles": ["cooperative", "combative"], "note": " "}, "/segments/0/note"),
        ({"segment": "friends"}, "/segments/0/segment"),
        ({"minimum_variables": 61}, "/segments/0/minimum_variables"),
        ({"minimum_variables": "many"}, "/segments/0/minimum_variables"),
        ({"openness": "wide"}, "/segments/0/openness"),
        ({"note": "<script>x</script>"}, "/segments/0/note"),
    ],
)
def test_a_contradiction_is_refused_at_its_place(more: dict[str, Any], pointer: str) -> None:
    with pytest.raises(BadInput) as refusal:
        load(DocumentSchema(), {"segments": [sent(**more)]})

    assert list(refusal.value.errors) == [pointer]


def test_nothing_is_said_twice_of_one_segment() -> None:
    with pytest.raises(BadInput):
        load(DocumentSchema(), {"segments": [sent(), sent()]})


def test_comparing_shows_what_changes_for_a_segment(cast: Cast, draft: UUID) -> None:
    with transaction(cast.organization_id):
        old = document(draft)
        edit_draft(cast.greta.actor, draft, 1, DocumentDraft(segments=[KEY]))
        new = document(draft)

    assert old is not None
    assert new is not None
    changes = compare_documents(old, new)
    assert {(one.name, one.kind) for one in changes if one.group == "Segments"} >= {
        ("Key: default style", "changed"),
        ("Key: variables at least", "changed"),
        ("Leverage", "removed"),
    }


def test_a_program_reads_and_replaces_segments(cast: Cast, program: Callable[[Person], Program]) -> None:
    script = program(cast.greta)
    made = script.call("POST", "/strategy/versions")
    address = f"/strategy/versions/{made.json['id']}"

    changed = script.call("PATCH", address, {"segments": [vars(KEY)]}, If_Match=made.headers["ETag"])

    assert len(made.json["segments"]) == len(Segment)
    assert changed.json["segments"] == [vars(KEY)]
