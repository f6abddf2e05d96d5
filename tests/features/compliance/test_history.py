"""Our own history behind a record: counted over what one may read, and nothing else."""

from typing import Any
from uuid import UUID

from negostrategy.compliance.queries.history import History, history_of
from negostrategy.compliance.service.judging import judge
from negostrategy.facts.service import refresh
from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast, Person
from tests.features.compliance.books import FLOOR, add_book
from tests.features.facts.records import add_record

LOOK = {**FLOOR, "key": "look", "title": "We look back.", "binding": "evidence", "severity": 1, "expression": None}
VALUED: dict[str, Any] = {**FLOOR, "key": "valued", "expression": {"fact": "value", "is": "at_least", "value": 100}}


def ended(person: Person, version_id: UUID, outcome: str, value: int) -> UUID:
    """Return a closed record under a version, judged, in the running transaction."""
    closed = {"outcome": outcome, "closed_on": clock.today(), "value": value, "currency": "EUR"}
    record = add_record(person, playbook_version_id=version_id, **closed)
    refresh([record], is_new=True)
    judge([record])
    return record


def told(cast: Cast) -> History:
    """Return what Noor is told: she closed three talks, and Otto of another team closed one in private."""
    with transaction(cast.organization_id):
        version_id = add_book(cast, (LOOK, VALUED)).version_id
        for outcome, value in (("agreed", 200), ("agreed", 50), ("no_deal", 300)):
            ended(cast.noor, version_id, outcome, value)
        add_private = {"privacy": "private", "outcome": "agreed", "closed_on": clock.today()}
        refresh([add_record(cast.otto, playbook_version_id=version_id, **add_private)], is_new=True)
        record = add_record(cast.noor, playbook_version_id=version_id)
        refresh([record], is_new=True)

        found = history_of(cast.noor.actor, record, version_id)

    assert found is not None
    return found


def test_what_became_of_earlier_talks_is_counted_over_what_one_may_read(cast: Cast) -> None:
    past = told(cast).under_playbook

    assert (past.agreed, past.closed, past.kept, past.decided) == (2, 3, 2, 3)


def test_the_rules_that_only_ask_to_look_stand_above(cast: Cast) -> None:
    assert [rule.title for rule in told(cast).rules] == ["We look back."]


def test_the_record_leads_to_its_history(cast: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        version_id = add_book(cast, (LOOK, VALUED)).version_id
        ended(cast.noor, version_id, "agreed", 200)
        record = add_record(cast.noor, playbook_version_id=version_id)
        refresh([record], is_new=True)
    noor = browser(cast.noor)

    page = noor.get(f"/negotiations/{record}/history").text

    assert f"/negotiations/{record}/history" in noor.get(f"/negotiations/{record}").text
    assert "1 of 1" in page


def test_a_stranger_finds_no_history(cast: Cast, next_door: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        record = add_record(cast.noor, playbook_version_id=add_book(cast, (LOOK,)).version_id)
        refresh([record], is_new=True)

    assert browser(next_door.noor).get(f"/negotiations/{record}/history").status_code == 404
