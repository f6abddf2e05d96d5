"""Proposals of Noor's, and a playbook with a rule to propose about."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.models import PlaybookVersion
from negostrategy.strategy.service.proposing import ProposalDraft, propose
from tests.cast import Cast
from tests.features.compliance.books import FLOOR, add_book

WISH = ProposalDraft("Let 45 days be enough", "They all pay within 45 days, and we lose the talk about it.")
RULE: dict[str, Any] = {**FLOOR, "key": "valued", "expression": {"fact": "value", "is": "at_least", "value": 100}}


def wished(cast: Cast, draft: ProposalDraft = WISH) -> UUID:
    """Return the id of a proposal of Noor's."""
    with transaction(cast.organization_id):
        return propose(cast.noor.actor, draft)


def book_with(cast: Cast, rule: dict[str, Any] = RULE) -> tuple[UUID, UUID]:
    """Return a playbook and its version in force, in the running transaction."""
    version = add_book(cast, (rule,), variables=({"key": "price"},)).version_id
    return session.scalars(select(PlaybookVersion.playbook_id)).one(), version
