"""Strategies and playbooks as files: out, in, and out again gives the same bytes; what cannot be taken is told."""

import io
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negostrategy.exchange.policy_files import read_file, written
from negostrategy.exchange.service.policies import bring_in, playbook_file, strategy_file
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy import starters
from negostrategy.strategy.models import Variable
from negostrategy.strategy.queries.document import document
from negostrategy.strategy.queries.segments import segment_rows
from negostrategy.strategy.schemas import DocumentDraft, PlaybookDraft, VariableDraft
from negostrategy.strategy.service.document import edit_draft, start_draft
from negostrategy.strategy.service.playbooks import edit_playbook, install_starter, new_playbook
from tests.cast import Cast

text = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n"), max_size=60)
scalars = (
    st.none() | st.booleans() | st.integers() | text | st.decimals(allow_nan=False, allow_infinity=False, places=3)
)
anything = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4))
LEFT_OUT = {"organization_id", "id", "playbook_version_id", "place"}


@pytest.mark.parametrize("key", starters.KEYS)
def test_every_starter_comes_back_as_it_went(cast: Cast, next_door: Cast, key: str) -> None:
    with transaction(cast.organization_id):
        first = playbook_file(install_starter(cast.greta.actor, key))

    with transaction(next_door.organization_id):
        _kind, version = bring_in(next_door.greta.actor, first.encode())
        assert playbook_file(version) == first


def strategy_without_owner(cast: Cast) -> str:
    """Return the file of a draft for which nobody answers: no other house would know who that is."""
    version = start_draft(cast.greta.actor)
    edit_draft(cast.greta.actor, version, 1, DocumentDraft(owner_id=None, given=frozenset({"owner_id"})))
    return strategy_file(version)


def test_the_strategy_comes_back_as_it_went(cast: Cast, next_door: Cast) -> None:
    with transaction(cast.organization_id):
        first = strategy_without_owner(cast)

    with transaction(next_door.organization_id):
        _kind, version = bring_in(next_door.greta.actor, first.encode())
        assert strategy_file(version) == first


def test_owner_review_and_kind_of_change_come_back_as_they_went(cast: Cast) -> None:
    said = DocumentDraft(
        owner_id=cast.ines.id,
        review_on=date(2027, 3, 1),
        change_size="minor",
        change_note="One word.",
        given=frozenset({"owner_id", "review_on", "change_note"}),
    )
    with transaction(cast.organization_id):
        version = start_draft(cast.greta.actor)
        edit_draft(cast.greta.actor, version, 1, said)
        first = strategy_file(version)
        _kind, again = bring_in(cast.greta.actor, first.encode())
        found = document(again)

        assert strategy_file(again) == first
    assert found is not None
    assert (found.owner, found.review_on, found.change_size) == ("Ines Carvalho", date(2027, 3, 1), "minor")


def test_an_owner_who_is_not_here_is_told(cast: Cast, next_door: Cast) -> None:
    with transaction(cast.organization_id):
        first = strategy_file(start_draft(cast.greta.actor))

    with pytest.raises(BadInput) as refusal, transaction(next_door.organization_id):
        bring_in(next_door.greta.actor, first.encode())

    assert list(refusal.value.errors) == ["/owner"]


def test_a_day_may_stand_bare(cast: Cast) -> None:
    with transaction(cast.organization_id):
        first = strategy_without_owner(cast).replace("review_on: null", "review_on: 2027-03-01")
        _kind, version = bring_in(cast.greta.actor, first.encode())
        found = document(version)

    assert found is not None
    assert found.review_on == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("line", "pointer"),
    [
        ("? [a, b]\n: 1\n", "/file"),
        (
            "strategy: {title: x, sections: [{key: a, title: b, prompt: c, body: d}], audience: {teams: [{}]}}",
            "/audience",
        ),
        (
            "strategy: {title: x, sections: [{key: a, title: b, prompt: " + "p" * 2001 + ", body: d}]}",
            "/sections/0/prompt",
        ),
    ],
)
def test_what_nobody_meant_is_told_by_its_place(cast: Cast, line: str, pointer: str) -> None:
    with pytest.raises(BadInput) as refusal, transaction(cast.organization_id):
        bring_in(cast.greta.actor, f"negostrategy: 1\n{line}".encode())

    assert next(iter(refusal.value.errors)).startswith(pointer)


def test_every_name_in_the_file_of_a_strategy_is_documented(cast: Cast) -> None:
    page = (Path(__file__).parents[3] / "docs" / "yaml.md").read_text()
    with transaction(cast.organization_id):
        said = yaml.safe_load(strategy_file(start_draft(cast.greta.actor)))["strategy"]
    names = {*said, *(name for rows in said.values() if isinstance(rows, list) for row in rows for name in row)}

    assert [name for name in sorted(names) if f"`{name}`" not in page] == []


def test_a_file_that_says_nothing_of_segments_brings_none(cast: Cast, next_door: Cast) -> None:
    with transaction(cast.organization_id):
        said = yaml.safe_load(strategy_without_owner(cast))
    del said["strategy"]["segments"]

    with transaction(next_door.organization_id):
        _kind, version = bring_in(next_door.greta.actor, yaml.dump(said).encode())
        assert segment_rows(version) == []


def test_a_segment_that_contradicts_itself_is_told_by_its_place(cast: Cast) -> None:
    with transaction(cast.organization_id):
        said = yaml.safe_load(strategy_file(start_draft(cast.greta.actor)))
    said["strategy"]["segments"][1]["allowed_styles"] = ["partnership"]

    with pytest.raises(BadInput) as refusal, transaction(cast.organization_id):
        bring_in(cast.greta.actor, yaml.dump(said).encode())

    assert list(refusal.value.errors) == ["/segments/1/default_style"]


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(said=st.dictionaries(st.text("abc_", min_size=1), anything, max_size=5))
def test_what_is_written_is_read_and_written_the_same(said: dict[str, Any]) -> None:
    first = written("playbook", said)

    _kind, again = read_file(first.encode())

    assert written("playbook", again) == first


names = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40).filter(str.strip)
variables = st.lists(
    st.builds(
        VariableDraft,
        key=st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True),
        name=names.map(str.strip),
        kind=st.sampled_from(["number", "money", "days", "percent", "yes_no"]),
        target=st.none() | st.decimals(-1000, 1000, places=3),
        weight=st.decimals(0, 100, places=1),
        note=st.none() | names.map(str.strip),
        seal=st.sampled_from(["open", "sealed"]),
        is_optional=st.booleans(),
        traders=st.lists(st.sampled_from(["employee", "manager"]), unique=True),
    ),
    max_size=5,
    unique_by=lambda one: one.key,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drafts=variables)
def test_any_variables_come_back_as_they_went(cast: Cast, next_door: Cast, drafts: list[VariableDraft]) -> None:
    with transaction(cast.organization_id):
        version = new_playbook(cast.greta.actor, f"Book {new_id()}")
        change = PlaybookDraft(purpose="P.", variables=drafts, given=frozenset({"purpose", "variables"}))
        edit_playbook(cast.greta.actor, version, 1, change)
        first = playbook_file(version)

    with transaction(next_door.organization_id):
        _kind, again = bring_in(next_door.greta.actor, first.encode())
        assert playbook_file(again) == first


def test_every_column_of_a_variable_is_in_the_file() -> None:
    columns = {column.name for column in Variable.__table__.columns} - LEFT_OUT

    assert columns == {field.name for field in fields(VariableDraft)}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff", "not text in UTF-8"),
        (b"a: [", "no complete YAML"),
        (b"a: 1", "no file of negostrategy"),
        (b"negostrategy: 1\nplaybook: &a {name: x}\nstrategy: *a", "anchors and aliases"),
        (b"negostrategy: 1\nnegostrategy: 1", "named twice"),
        (b"negostrategy: 1\nplaybook: {}\nmore: 1", "nothing else"),
        (b"negostrategy: 1\nplaybook: !!python/object/apply:os.system [ls]", "no complete YAML"),
        (b"[" * 100_000, "YAML"),
    ],
)
def test_what_cannot_be_taken_is_told(data: bytes, sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read_file(data)

    assert sentence in refusal.value.errors["/file"][0]


def test_a_field_that_does_not_fit_is_told_by_its_place(cast: Cast) -> None:
    data = b"negostrategy: 1\nplaybook: {name: A, variables: [{key: Price, name: P}]}"

    with pytest.raises(BadInput) as refusal, transaction(cast.organization_id):
        bring_in(cast.greta.actor, data)

    assert list(refusal.value.errors) == ["/variables/0/key"]


@pytest.fixture
def version(cast: Cast) -> UUID:
    """Return the id of a playbook's draft."""
    with transaction(cast.organization_id):
        return install_starter(cast.greta.actor, "budget")


def test_the_page_gives_a_file_and_takes_it(cast: Cast, next_door: Cast, version: UUID, browser: Any) -> None:
    given_out = browser(cast.greta).get(f"/playbooks/versions/{version}.yaml")

    taken = browser(next_door.greta).post("/strategy/files", {"file": (io.BytesIO(given_out.data), "book.yaml")})

    assert (given_out.mimetype, taken.status_code) == ("application/yaml", 303)


def test_drafts_are_given_to_those_who_write(cast: Cast, next_door: Cast, version: UUID, browser: Any) -> None:
    address = f"/playbooks/versions/{version}.yaml"

    assert [browser(one).get(address).status_code for one in (cast.noor, next_door.greta)] == [404, 404]


def test_the_page_says_what_it_cannot_take(cast: Cast, browser: Any) -> None:
    page = browser(cast.greta).post("/strategy/files", {"file": (io.BytesIO(b"a: 1"), "a.yaml")})

    assert (page.status_code, "no file of negostrategy" in page.text) == (422, True)
