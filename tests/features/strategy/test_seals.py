"""Sealed walk-aways: encrypted, opened by their holders alone, void once more is accepted, carried to new drafts."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text, update

from negostrategy.accounts.models import User
from negostrategy.audit.models import AuditEntry
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.models import PlaybookVersion, SealedLimit, Variable
from negostrategy.strategy.queries.playbooks import playbook_text
from negostrategy.strategy.schemas import PlaybookDraft, VariableDraft
from negostrategy.strategy.sealing import edge_of
from negostrategy.strategy.service.checking import warnings_about
from negostrategy.strategy.service.playbooks import edit_playbook, start_playbook_draft
from negostrategy.strategy.service.sealing import (
    NotAHolder,
    carry_seals,
    close_seal,
    name_holders,
    open_seal,
    unset_seals,
)
from tests.cast import Cast
from tests.features.compliance.books import add_book
from tests.features.strategy.seals import LIMIT, PRICE_SEALED, published_with_record, sealed_draft


def test_what_is_sealed_is_nowhere_in_the_database_in_plain(cast: Cast) -> None:
    sealed_draft(cast)

    with transaction(cast.organization_id):
        stored = session.scalars(select(SealedLimit)).one()

    assert (b"103.5" in stored.sealed, stored.edge > LIMIT * Decimal("1.14")) == (False, True)


def test_its_holder_opens_it(cast: Cast) -> None:
    version_id = sealed_draft(cast)

    with transaction(cast.organization_id):
        assert open_seal(cast.greta.actor, version_id, "price") == LIMIT


def test_every_look_is_on_the_trail(cast: Cast) -> None:
    version_id = sealed_draft(cast)

    with transaction(cast.organization_id):
        open_seal(cast.greta.actor, version_id, "price")

    with transaction(cast.organization_id):
        acts = session.scalars(select(AuditEntry.act).where(AuditEntry.act == "limit.opened")).all()
    assert acts == ["limit.opened"]


def test_nobody_else_opens_it(cast: Cast) -> None:
    version_id = sealed_draft(cast)

    with pytest.raises(NotAHolder), transaction(cast.organization_id):
        open_seal(cast.ines.actor, version_id, "price")


def test_a_holder_names_others(cast: Cast) -> None:
    version_id = sealed_draft(cast)
    with transaction(cast.organization_id):
        playbook_id = session.scalars(select(PlaybookVersion.playbook_id)).one()
        name_holders(cast.greta.actor, playbook_id, [cast.greta.id, cast.ines.id])

    with transaction(cast.organization_id):
        assert open_seal(cast.ines.actor, version_id, "price") == LIMIT


def test_who_writes_a_playbook_does_not_become_a_holder_by_sealing_something(cast: Cast) -> None:
    version_id = sealed_draft(cast)

    with pytest.raises(NotAHolder), transaction(cast.organization_id):
        close_seal(cast.ines.actor, version_id, "price", "120")


def test_when_every_holder_has_left_somebody_else_seals_anew(cast: Cast) -> None:
    version_id = sealed_draft(cast)
    with transaction(cast.organization_id):
        session.execute(update(User).where(User.id == cast.greta.id).values(is_active=False))

        close_seal(cast.ines.actor, version_id, "price", "100")

        assert open_seal(cast.ines.actor, version_id, "price") == Decimal(100)


@pytest.mark.parametrize(
    ("change", "unset"),
    [
        ({"acceptable": Decimal(97)}, ["Price"]),
        ({"acceptable": Decimal(95)}, []),
        ({"note": "As before."}, []),
        ({"unit": "USD"}, ["Price"]),
        ({"kind": "number"}, ["Price"]),
    ],
)
def test_a_seal_is_void_once_more_is_accepted_or_it_is_counted_otherwise(
    cast: Cast, change: dict[str, Any], unset: list[str]
) -> None:
    version_id = sealed_draft(cast)
    with transaction(cast.organization_id):
        text = playbook_text(version_id)
        assert text is not None
        said = {name: getattr(text.variables[0], name) for name in VariableDraft.__dataclass_fields__}

        variables = [VariableDraft(**said | change)]
        edit_playbook(
            cast.greta.actor,
            version_id,
            text.revision,
            PlaybookDraft(variables=variables, given=frozenset({"variables"})),
        )

        assert unset_seals(version_id) == unset


def test_a_seal_copied_to_another_row_cannot_be_opened(cast: Cast) -> None:
    first, second = sealed_draft(cast), sealed_draft(cast, Decimal(200))
    with transaction(cast.organization_id):
        stolen = session.scalars(select(SealedLimit.sealed).where(SealedLimit.playbook_version_id == first)).one()
        session.execute(update(SealedLimit).where(SealedLimit.playbook_version_id == second).values(sealed=stolen))

    with pytest.raises(Exception, match="cannot be opened"), transaction(cast.organization_id):
        open_seal(cast.greta.actor, second, "price")


def test_a_published_seal_cannot_be_changed_even_by_sql(cast: Cast) -> None:
    published_with_record(cast)

    with pytest.raises(Exception, match="never changes"), transaction(cast.organization_id):
        session.execute(text("UPDATE sealed_limits SET edge = 0"))


def test_the_next_draft_carries_the_seal_and_its_edge(cast: Cast) -> None:
    version_id, _record = published_with_record(cast)
    with transaction(cast.organization_id):
        draft = add_book(cast, (), variables=(PRICE_SEALED,), is_published=False).version_id
        name_holders_of(cast, draft)

        carry_seals(version_id, draft)

    with transaction(cast.organization_id):
        edges = set(session.scalars(select(SealedLimit.edge)))
        assert (open_seal(cast.greta.actor, draft, "price"), len(edges)) == (LIMIT, 1)


def test_the_same_limit_beside_another_acceptable_has_no_second_edge(cast: Cast) -> None:
    version_id = sealed_draft(cast)
    with transaction(cast.organization_id):
        session.execute(update(Variable).where(Variable.playbook_version_id == version_id).values(acceptable=50))

        close_seal(cast.greta.actor, version_id, "price", str(LIMIT))

    with transaction(cast.organization_id):
        edge = session.scalars(select(SealedLimit.edge)).one()
    assert (edge, edge_of(LIMIT, Decimal(50), "less", "money") == edge) == (
        edge_of(LIMIT, Decimal(96), "less", "money"),
        False,
    )


def name_holders_of(cast: Cast, version_id: UUID) -> None:
    """Make Greta a holder of the playbook of a version."""
    playbook_id = session.scalars(select(PlaybookVersion.playbook_id).where(PlaybookVersion.id == version_id)).one()
    name_holders(cast.greta.actor, playbook_id, [cast.greta.id])


def test_sealing_what_an_earlier_version_says_openly_is_warned_of(cast: Cast) -> None:
    with transaction(cast.organization_id):
        version_id = add_book(cast, (), variables=(PRICE_SEALED | {"seal": "open", "walk_away": 100},)).version_id
        playbook_id = session.scalars(select(PlaybookVersion.playbook_id)).one()
        draft = start_playbook_draft(cast.greta.actor, playbook_id, version_id)
        text = playbook_text(draft)
        assert text is not None
        said = {name: getattr(text.variables[0], name) for name in VariableDraft.__dataclass_fields__}
        sealed = PlaybookDraft(variables=[VariableDraft(**said | {"seal": "sealed"})], given=frozenset({"variables"}))

        edit_playbook(cast.greta.actor, draft, text.revision, sealed)

        assert "says its walk-away openly" in " ".join(warnings_about(draft))


def test_a_walk_away_on_the_good_side_of_acceptable_is_refused(cast: Cast) -> None:
    with pytest.raises(BadInput):
        sealed_draft(cast, Decimal(95))


def test_a_sealed_variable_without_a_limit_is_named(cast: Cast) -> None:
    with transaction(cast.organization_id):
        version_id = add_book(cast, (), variables=(PRICE_SEALED,), is_published=False).version_id

        assert unset_seals(version_id) == ["Price"]


def test_another_organization_finds_no_seal(cast: Cast, next_door: Cast) -> None:
    version_id = sealed_draft(cast)

    with pytest.raises(NotFound), transaction(next_door.organization_id):
        close_seal(next_door.greta.actor, version_id, "price", "1")
