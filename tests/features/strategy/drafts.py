"""A playbook's draft, read as its text and saved through its form."""

from uuid import UUID

from werkzeug.test import TestResponse

from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.queries.playbooks import PlaybookText, playbook_text
from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.strategy.forms import fields_of


def read(cast: Cast, version_id: UUID) -> PlaybookText:
    """Return the text of a version."""
    with transaction(cast.organization_id):
        text = playbook_text(version_id)
    assert text is not None
    return text


def saved(
    cast: Cast, browser: type_of_browser, book: UUID, change: dict[str, str]
) -> tuple[TestResponse, PlaybookText]:
    """Return the answer to Greta's saving a draft's form with a change, and the draft's text afterwards."""
    chrome = browser(cast.greta)
    form = fields_of(chrome.get(f"/playbooks/versions/{book}/edit").text)
    answer = chrome.post(f"/playbooks/versions/{book}/edit", form | change)
    return answer, read(cast, book)
