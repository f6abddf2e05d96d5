"""Who has to read a strategy travels with its file, teams by name."""

from typing import Any
from uuid import UUID

import pytest

from negostrategy.exchange.service.policies import bring_in, strategy_file
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.audiences import AudienceDraft, Reach
from negostrategy.strategy.queries.audiences import reaches_of
from negostrategy.strategy.service.audience import set_audience
from negostrategy.strategy.service.document import start_draft
from tests.cast import Cast


def draft_for(cast: Cast, audience: AudienceDraft) -> UUID:
    """Return a draft with an audience, in the running transaction."""
    draft = start_draft(cast.greta.actor)
    set_audience(cast.greta.actor, draft, 1, audience)
    return draft


def test_an_audience_comes_back_as_it_went(cast: Cast, next_door: Cast) -> None:
    with transaction(cast.organization_id):
        parts = {"ethics": Reach([cast.design_id]), "authority": Reach([], ["manager"])}
        first = strategy_file(draft_for(cast, AudienceDraft([cast.operations_id], ["employee", "manager"], parts)))
        first = first.replace(f"owner: {cast.greta.email}", "owner: null")

    with transaction(next_door.organization_id):
        _kind, version = bring_in(next_door.greta.actor, first.encode())
        again = strategy_file(version)

    assert again == first


def test_a_file_without_an_audience_is_for_everybody(cast: Cast) -> None:
    with transaction(cast.organization_id):
        everybody = strategy_file(start_draft(cast.greta.actor))
        draft_for(cast, AudienceDraft(roles=["manager"]))

        _kind, version = bring_in(cast.greta.actor, everybody.encode())

        assert reaches_of(version) == {}


@pytest.mark.parametrize(
    ("audience", "pointer"),
    [
        ("{teams: [Sorcery]}", "/audience/teams"),
        ("{roles: [admin]}", "/audience/roles/0"),
        ("{parts: {mood: {roles: [leader]}}}", "/audience/parts/mood"),
        ("[leader]", "/audience"),
        ("{parts: {ethics: leader}}", "/audience/parts/ethics"),
        ("{teams: Design office}", "/audience"),
    ],
)
def test_an_audience_that_does_not_fit_is_told_by_its_place(cast: Cast, audience: Any, pointer: str) -> None:
    with transaction(cast.organization_id):
        file = strategy_file(start_draft(cast.greta.actor)) + f"  audience: {audience}\n"

    with pytest.raises(BadInput) as refusal, transaction(cast.organization_id):
        bring_in(cast.greta.actor, file.encode())

    assert list(refusal.value.errors) == [pointer]
