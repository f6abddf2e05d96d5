"""A company to measure with: its people, its eight starter playbooks in force, and lines that use them."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from negostrategy.accounts.models import Team, User
from negostrategy.accounts.queries.acting import actor_of
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import ValueKind
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role, grants_of
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy import starters
from negostrategy.strategy.queries.reviews import people_who_decide
from negostrategy.strategy.reviewing import DecisionDraft, ReviewDraft, StepDraft
from negostrategy.strategy.service.playbooks import install_starter
from negostrategy.strategy.service.publication import publish_playbook
from negostrategy.strategy.service.reviewing import ask_review, decide
from negostrategy.strategy.starters.shapes import StarterPlaybook, StarterVariable
from negostrategy.tenancy.service import enter_organization
from negostrategy.tenancy.settings import OrganizationSettings

OPENING_DAY = date(2025, 1, 1)
PEOPLE = 100
MOVES = (("theirs", "offer"), ("ours", "demand"), ("theirs", "concede"), ("ours", "accept"))
PULSES = (("ours", "result"), ("ours", "relation"), ("theirs", "result"))


def make_company(slug: str) -> Actor:
    """Return the leader of a new company of 100 people whose starter playbooks are in force since the opening day."""
    settings = OrganizationSettings(zone="Europe/Berlin", currency="EUR", number_format="comma")
    with transaction(None):
        organization_id = enter_organization(slug, slug.title(), settings)
    team_id, leader_id = new_id(), new_id()
    with transaction(organization_id):
        session.add(Team(id=team_id, name="Sourcing"))
        session.flush()
        session.add_all(
            User(
                id=leader_id if number == 0 else new_id(),
                name=f"Person {number}",
                email=f"person{number}@{slug}.example",
                roles=[Role.LEADER.value if number == 0 else Role.EMPLOYEE.value],
                team_id=team_id,
            )
            for number in range(PEOPLE)
        )
    leader = _leader(organization_id, leader_id, slug)
    with clock.standing_still(datetime(2025, 1, 1, 12, tzinfo=UTC)), transaction(organization_id):
        approver = next(one for one in people_who_decide() if one.id != leader_id)
        approving = actor_of(approver.id)
        assert approving is not None
        for key in starters.KEYS:
            version_id = install_starter(leader, key)
            asked = ReviewDraft(1, [StepDraft([approver.id], 1)])
            review_id = ask_review(leader, "playbook", version_id, asked, OPENING_DAY)
            decide(approving, review_id, DecisionDraft(1, approves=True, reason="Ready to be measured."), OPENING_DAY)
            publish_playbook(leader, version_id, OPENING_DAY)
    return leader


def lines(slug: str, count: int, *, first: int = 0, only: str | None = None) -> Iterator[bytes]:
    """Return negotiations as lines of a file, the kinds and topics of all starter playbooks in turn, or of one."""
    books = [book for book in starters.playbooks() if only in (None, book.key)]
    for number in range(first, first + count):
        yield json.dumps(_line(slug, number, books[number % len(books)])).encode() + b"\n"


def _leader(organization_id: UUID, user_id: UUID, slug: str) -> Actor:
    return Actor(
        user_id=user_id,
        organization_id=organization_id,
        name="Person 0",
        email=f"person0@{slug}.example",
        roles=frozenset({Role.LEADER}),
        grants=grants_of([Role.LEADER]),
    )


def _line(slug: str, number: int, book: StarterPlaybook) -> dict[str, Any]:
    held_on = OPENING_DAY + timedelta(days=number % 600)
    terms = [_term(variable, number) for variable in book.variables[:5]]
    is_external = book.kind != "internal"
    return {
        "source": "benchmark",
        "key": str(number),
        "title": f"{book.name}, round {number}",
        "note": "They asked for more time and we asked what it is worth to them.",
        "kind": "external" if is_external else "internal",
        "topic": book.topics[0] if book.topics else "finance",
        "channel": ("video", "meeting", "phone", "hallway")[number % 4],
        "held_on": held_on.isoformat(),
        "recorded_at": f"{held_on}T17:30:00+01:00",
        "owner": f"person{number % PEOPLE}@{slug}.example",
        "people": [{"email": f"person{(number + 7) % PEOPLE}@{slug}.example"}],
        "counterpart": {"name": f"Supplier {number % 80}"} if is_external else None,
        "style_planned": ("combative", "cooperative", "partnership")[number % 3],
        "power_balance": number % 5 - 2,
        "alternative": {"text": "A second source", "value": 90_000 + number, "valued_on": held_on.isoformat()},
        "value": 100_000 + number,
        "terms": terms,
        "moves": [
            {"side": side, "tag": tag, "positions": {terms[0]["key"]: terms[0].get("agreed", 1)}} for side, tag in MOVES
        ],
        "pulses": [{"side": side, "domain": domain, "score": 1 + (number + 3) % 7} for side, domain in PULSES],
        "outcome": {"state": ("agreed", "agreed", "parked", "no_deal")[number % 4]},
    }


def _term(variable: StarterVariable, number: int) -> dict[str, Any]:
    positions = {name: getattr(variable, name) for name in ("weight", "target", "acceptable", "walk_away")}
    said = {name: float(figure) for name, figure in positions.items() if figure is not None}
    words = {name: getattr(variable, name) for name in ("key", "name", "kind", "unit", "direction")}
    if variable.kind in (ValueKind.CHOICE, ValueKind.YES_NO):
        levels = [{"label": level.label, "points": float(level.points)} for level in variable.levels]
        return words | said | {"levels": levels or None, "agreed": number % 2}
    return words | said | {"opening": number % 50, "agreed": number % 40}
