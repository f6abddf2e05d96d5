"""Whole numbers that people type: read as any other number, and refused when they are not whole."""

from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.service import record_negotiation
from tests.cast import Cast
from tests.features.numbers.conftest import COMMA, HERE, type_of_writer


@pytest.fixture
def closed(cast: Cast) -> UUID:
    """Return a closed record of Noor's."""
    said = {"title": "Price round", "kind": "external", "outcome": "agreed", "outcome_reason": "Volume."}
    with transaction(cast.organization_id):
        return record_negotiation(cast.noor.actor, said, HERE)


@pytest.mark.parametrize(
    ("typed", "status"), [("12", 303), ("12,0", 303), ("2,5", 422), ("１２", 422), ("1_0", 422), ("1.500", 422)]
)
def test_a_count_is_a_whole_number(writing: type_of_writer, closed: UUID, typed: str, status: int) -> None:
    form = {"worked": "Asking.", "questions_asked": typed}

    assert writing(COMMA).post(f"/negotiations/{closed}/debrief", form).status_code == status


@pytest.mark.parametrize(("sent", "status"), [(12, 201), ("12", 201), (2.5, 422), ("1_0", 422), ("2,0", 422)])
def test_a_program_sends_a_whole_number(cast: Cast, program: Any, closed: UUID, sent: Any, status: int) -> None:
    body = {"worked": "Asking.", "questions_asked": sent}

    assert program(cast.noor).call("POST", f"/negotiations/{closed}/debriefs", body).status_code == status
