"""Each lock holds alone: through pages, JSON, the command line and the worker, nothing of another company is found."""

import argparse
from uuid import UUID

import pytest
from sqlalchemy import func, select

from negostrategy.audit.models import AuditEntry
from negostrategy.audit.sealing import seal_pending, verify
from negostrategy.cli import token
from negostrategy.cli.application import small_application
from negostrategy.cli.named import Unusable
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.schemas import QuickLog
from negostrategy.negotiations.service import log_negotiation
from negostrategy.strategy.service.playbooks import install_starter
from tests.cast import Cast
from tests.clients import browser_of, program_of
from tests.features.locks.conftest import House

SECRET = "The foundry would go down to ninety"
PAGES = (
    *("/", "/negotiations", "/negotiations?words=foundry", "/counterparts", "/counterparts?words=hidden", "/strategy"),
    *("/playbooks", "/strategy/versions", "/compliance", "/outcomes", "/records"),
)


@pytest.fixture
def hidden(cast: Cast) -> UUID:
    """Return the id of a record of the first company, with a counterpart and a playbook of its own."""
    with transaction(cast.organization_id):
        install_starter(cast.greta.actor, "staff_allocation")
        draft = QuickLog(SECRET, counterpart="Hidden Foundry")
        return log_negotiation(cast.noor.actor, draft, Here(clock.today(), "EUR"))


@pytest.mark.parametrize("who", ["noor", "ines", "greta"])
def test_no_page_shows_the_neighbour(house: House, cast: Cast, next_door: Cast, hidden: UUID, who: str) -> None:
    chrome = browser_of(house.app, getattr(next_door, who))

    texts = [chrome.get(path).text for path in PAGES]

    assert not [path for path, text in zip(PAGES, texts, strict=True) if SECRET in text or "Hidden Foundry" in text]
    assert chrome.get(f"/negotiations/{hidden}").status_code == 404


def test_the_page_of_people_shows_only_ones_own(house: House, cast: Cast, next_door: Cast) -> None:
    answer = browser_of(house.app, next_door.adam).get("/people")

    assert next_door.noor.email in answer.text
    assert cast.noor.email not in answer.text


def test_nothing_is_changed_from_next_door(house: House, cast: Cast, next_door: Cast, hidden: UUID) -> None:
    chrome = browser_of(house.app, next_door.noor)
    form = {"revision": "1", "title": "Taken over", "kind": "external", "side": "ours", "outcome": "parked"}

    statuses = [
        chrome.post(f"/negotiations/{hidden}/{act}", form).status_code for act in ("edit", "terms", "moves", "outcome")
    ]

    assert statuses == [404] * 4


def test_json_knows_nothing_of_the_neighbour(house: House, cast: Cast, next_door: Cast, hidden: UUID) -> None:
    script = program_of(house.app, next_door.greta)

    rows = script.call("GET", "/negotiations").json["rows"] + script.call("GET", "/counterparts").json["rows"]

    assert rows == []
    assert script.call("GET", "/playbooks").json["rows"] == []
    assert script.call("GET", f"/negotiations/{hidden}").status_code == 404
    assert script.call("PATCH", f"/negotiations/{hidden}", {"note": "x"}, If_Match=f'"{hidden}.1"').status_code == 404


def test_a_token_of_the_neighbour_opens_nothing(house: House, cast: Cast, next_door: Cast) -> None:
    script = program_of(house.app, next_door.greta)

    answer = script.client.get(
        f"/o/{cast.slug}/api/v1/negotiations", headers={"Authorization": f"Bearer {script.token}"}
    )

    assert answer.status_code == 401


def test_the_command_line_finds_no_foreign_person(house: House, cast: Cast, next_door: Cast) -> None:
    words = argparse.Namespace(
        organization=cast.slug, email=next_door.noor.email, name="x", days=1, scope=None, act="create"
    )

    with pytest.raises(Unusable, match="Nobody with this address"):
        token.run(words, house.settings)


def test_the_worker_keeps_companies_apart(house: House, cast: Cast, next_door: Cast, hidden: UUID) -> None:
    with transaction(next_door.organization_id):
        log_negotiation(next_door.noor.actor, QuickLog("Own record"), Here(clock.today(), "EUR"))
    worker = small_application(house.settings, house.settings.worker_database_url)

    with worker.app_context(), transaction(cast.organization_id):
        sealed = seal_pending().count
    with worker.app_context(), transaction(next_door.organization_id):
        beside = verify()
    with worker.app_context(), transaction(cast.organization_id):
        own = session.scalar(
            select(func.count(AuditEntry.id)).where(AuditEntry.organization_id == cast.organization_id)
        )

    assert sealed == own
    assert (beside.sealed, beside.is_whole) == (0, True)
    assert beside.unsealed > 0
