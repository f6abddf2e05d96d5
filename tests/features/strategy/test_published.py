"""What is published never changes, not even by SQL as the role that serves people."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.models import Objective, SegmentPolicy, StrategyVersion
from tests.cast import Cast
from tests.features.compliance.books import FLOOR, add_book

RULE: dict[str, Any] = {**FLOOR, "expression": {"fact": "is_closed", "is": "yes"}}


def publish_everything(cast: Cast) -> None:
    """Publish a playbook with a rule and a variable, and a strategy with an objective."""
    with transaction(cast.organization_id):
        add_book(cast, (RULE,), variables=({"key": "price"},))
        version = StrategyVersion(id=new_id(), number=1, title="Ours", sections=[], written_by_id=cast.greta.id)
        session.add(version)
        session.flush()
        session.add(Objective(strategy_version_id=version.id, place=1, title="Kept", metric="M9", unit="%", target=85))
        session.add(
            SegmentPolicy(
                strategy_version_id=version.id,
                segment="leverage",
                default_style="cooperative",
                allowed_styles=["cooperative"],
                minimum_variables=6,
                openness="closed",
            )
        )
        session.flush()
        version.state, version.effective_on = "published", date(2026, 1, 1)
        version.published_at = datetime.fromisoformat("2026-01-01T00:00:00+00:00")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE playbook_versions SET purpose = 'other'",
        "UPDATE strategy_versions SET title = 'other'",
        "UPDATE rules SET severity = 1",
        "UPDATE variables SET weight = 9",
        "UPDATE objectives SET target = 1",
        "UPDATE segment_policies SET minimum_variables = 1",
        "DELETE FROM segment_policies",
        "DELETE FROM rules",
        "DELETE FROM variables",
        "DELETE FROM objectives",
        "DELETE FROM strategy_versions",
    ],
)
def test_no_statement_changes_what_is_published(cast: Cast, statement: str) -> None:
    publish_everything(cast)

    with pytest.raises(DatabaseError, match="never changes"), transaction(cast.organization_id):
        session.execute(text(statement))


@pytest.mark.parametrize("table", ["objectives", "segment_policies"])
def test_nothing_is_moved_out_of_what_is_published(cast: Cast, table: str) -> None:
    publish_everything(cast)
    with transaction(cast.organization_id):
        draft = StrategyVersion(id=new_id(), number=2, title="Next", sections=[], written_by_id=cast.greta.id)
        session.add(draft)
        session.flush()
        draft_id = draft.id

    with pytest.raises(DatabaseError, match="never changes"), transaction(cast.organization_id):
        session.execute(text(f"UPDATE {table} SET strategy_version_id = :draft"), {"draft": draft_id})


def test_nothing_is_added_to_what_is_published(cast: Cast) -> None:
    publish_everything(cast)
    columns = "organization_id, id, playbook_version_id, place, key, name, kind, unit"
    copied = "SELECT organization_id, gen_random_uuid(), playbook_version_id, 2, 'new', name, kind, unit FROM variables"

    with pytest.raises(DatabaseError, match="never changes"), transaction(cast.organization_id):
        session.execute(text(f"INSERT INTO variables ({columns}) {copied}"))


def test_no_segment_is_added_to_what_is_published(cast: Cast) -> None:
    publish_everything(cast)
    columns = "default_style, allowed_styles, minimum_variables, openness"
    copied = f"SELECT organization_id, gen_random_uuid(), strategy_version_id, 'key', {columns} FROM segment_policies"

    with pytest.raises(DatabaseError, match="never changes"), transaction(cast.organization_id):
        session.execute(
            text(
                f"INSERT INTO segment_policies (organization_id, id, strategy_version_id, segment, {columns}) {copied}"
            )
        )
