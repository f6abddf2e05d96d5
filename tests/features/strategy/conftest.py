"""A draft of the strategy, the strategy in force, and a playbook's first draft."""

from uuid import UUID

import pytest

from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.service.document import start_draft
from negostrategy.strategy.service.playbooks import install_starter
from negostrategy.strategy.service.publication import publish_strategy
from tests.cast import Cast
from tests.review import approved


@pytest.fixture
def draft(cast: Cast) -> UUID:
    """Return the id of a draft of the strategy."""
    with transaction(cast.organization_id):
        return start_draft(cast.greta.actor)


@pytest.fixture
def strategy(cast: Cast, draft: UUID) -> UUID:
    """Return the id of the strategy in force."""
    with transaction(cast.organization_id):
        publish_strategy(cast.greta.actor, approved(cast, draft), clock.today())
    return draft


@pytest.fixture
def book(cast: Cast) -> UUID:
    """Return the id of a playbook's first draft."""
    with transaction(cast.organization_id):
        return install_starter(cast.greta.actor, "supplier_price_renewal")
