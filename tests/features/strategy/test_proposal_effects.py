"""What became of an adopted proposal: counted before and after, and silent while there is little to say."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from negostrategy.compliance.queries.effects import Effect, effect_of
from negostrategy.compliance.service.judging import judge
from negostrategy.facts.service import refresh
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.models import PlaybookVersion
from negostrategy.strategy.queries.proposals import proposal
from negostrategy.strategy.service.proposing import ProposalDraft, decide_proposal, propose
from tests.cast import Cast
from tests.features.facts.records import add_record
from tests.features.strategy.proposals import book_with


def effect_after(cast: Cast, part: str | None, records: Callable[[UUID, date], list[UUID]]) -> Effect:
    """Return what became of an adopted proposal, with records from the day before and from today."""
    with transaction(cast.organization_id):
        playbook_id, version = book_with(cast)
        made = propose(cast.noor.actor, ProposalDraft("Other", "Otherwise.", playbook_id, part))
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="Yes.")
        ids = [one for days in (1, 0) for one in records(version, clock.today() - timedelta(days=days))]
        refresh(ids, is_new=True)
        judge(ids)
        found = proposal(made)
        assert found is not None
        effect = effect_of(found)
    assert effect is not None
    return effect


@pytest.mark.parametrize(("count", "is_sayable"), [(19, False), (20, True)])
def test_the_effect_is_silent_while_there_is_little_to_say(cast: Cast, count: int, *, is_sayable: bool) -> None:
    def records(version: UUID, day: date) -> list[UUID]:
        return [
            add_record(cast.noor, held_on=day, value=50 + 100 * (number % 2), playbook_version_id=version)
            for number in range(count)
        ]

    effect = effect_after(cast, "valued", records)

    assert effect.is_sayable is is_sayable


def test_the_effect_on_a_whole_playbook_counts_records_not_findings(cast: Cast) -> None:
    def records(version: UUID, day: date) -> list[UUID]:
        return [add_record(cast.noor, held_on=day, value=one, playbook_version_id=version) for one in (50, 150, 200)]

    effect = effect_after(cast, None, records)

    assert (effect.what, effect.before.kept, effect.after.n) == ("Every rule kept", 2, 3)


def test_the_effect_on_a_term_counts_what_was_agreed_within(cast: Cast) -> None:
    def records(version: UUID, day: date) -> list[UUID]:
        limits = {"direction": "more", "target": 100, "acceptable": 90, "walk_away": 70}
        ended = {"held_on": day, "playbook_version_id": version, "outcome": "agreed", "closed_on": day}
        return [add_record(cast.noor, {"price": limits | {"agreed": agreed}}, **ended) for agreed in (95, 60)]

    effect = effect_after(cast, "price", records)

    assert (effect.what, effect.before.kept, effect.before.n) == ("Agreed within what is acceptable", 1, 2)


def test_the_effect_counts_from_the_version_that_came_after_the_decision(cast: Cast) -> None:
    with transaction(cast.organization_id):
        playbook_id, _version = book_with(cast)
        made = propose(cast.noor.actor, ProposalDraft("Other", "Otherwise.", playbook_id, "valued"))
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="Yes.")
        session.add(
            PlaybookVersion(
                id=new_id(),
                playbook_id=playbook_id,
                number=2,
                purpose="Renew.",
                state="published",
                effective_on=clock.today() + timedelta(days=3),
                published_at=clock.now() + timedelta(minutes=1),
                written_by_id=cast.greta.id,
            )
        )
        session.flush()
        found = proposal(made)
        assert found is not None
        effect = effect_of(found)

    assert effect is not None
    assert (effect.version, effect.since_on) == (2, clock.today() + timedelta(days=3))
