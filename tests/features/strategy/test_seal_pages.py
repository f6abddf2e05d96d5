"""Pages of sealed walk-aways: opened after the password, and no other page or answer holds the limit."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from negostrategy.accounts.models import User
from negostrategy.accounts.secrets import hash_of
from negostrategy.kernel.clock import standing_still
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.models import PlaybookVersion, SealedLimit
from negostrategy.strategy.service.playbooks import start_playbook_draft
from negostrategy.strategy.service.sealing import close_seal
from tests.cast import PASSWORD, Cast
from tests.features.strategy.seals import NOON, published_with_record, sealed_draft


def with_password(cast: Cast) -> None:
    """Let Greta have a password."""
    with transaction(cast.organization_id):
        session.execute(update(User).where(User.id == cast.greta.id).values(password_hash=hash_of(PASSWORD)))


def test_the_page_shows_a_limit_after_the_password(cast: Cast, browser: Any) -> None:
    version_id = sealed_draft(cast)
    with_password(cast)

    page = browser(cast.greta).post(f"/playbooks/versions/{version_id}/seals/price/look", {"password": PASSWORD})

    assert ("103.5" in page.text, page.headers["Cache-Control"]) == (True, "no-store")


def test_a_wrong_password_opens_nothing(cast: Cast, browser: Any) -> None:
    version_id = sealed_draft(cast)
    with_password(cast)

    page = browser(cast.greta).post(f"/playbooks/versions/{version_id}/seals/price/look", {"password": "guess"})

    assert ("103.5" in page.text, page.status_code) == (False, 422)


def test_who_neither_writes_nor_holds_finds_no_such_page(cast: Cast, browser: Any) -> None:
    version_id = sealed_draft(cast)

    assert browser(cast.noor).get(f"/playbooks/versions/{version_id}/seals").status_code == 404


def test_whoever_compares_versions_learns_that_a_limit_was_sealed_anew_and_no_more(cast: Cast, browser: Any) -> None:
    first, _record = published_with_record(cast)
    with standing_still(NOON + timedelta(days=400)), transaction(cast.organization_id):
        playbook_id = session.scalars(select(PlaybookVersion.playbook_id).where(PlaybookVersion.id == first)).one()
        draft = start_playbook_draft(cast.greta.actor, playbook_id)
        close_seal(cast.greta.actor, draft, "price", "104.25")

    page = browser(cast.greta).get(f"/versions/{draft}/changes").text

    assert ("Sealed walk-aways" in page, "104.25" in page, "103.5" in page) == (True, False, False)


def test_no_answer_of_any_page_or_api_holds_the_limit_or_its_edge(cast: Cast, browser: Any, program: Any) -> None:
    version_id, record = published_with_record(cast)
    with transaction(cast.organization_id):
        edge = session.scalars(select(SealedLimit.edge)).one()
    greta, noor = browser(cast.greta), browser(cast.noor)

    said = [
        greta.get(f"/playbooks/versions/{version_id}/seals").text,
        greta.get("/playbooks").text,
        noor.get(f"/negotiations/{record}").text,
        noor.get(f"/negotiations/{record}/ask").text,
        program(cast.noor).call("GET", f"/negotiations/{record}").text,
        program(cast.greta).call("GET", f"/playbooks/versions/{version_id}").text,
    ]

    assert [text for text in said if "103.5" in text or str(edge.normalize()) in text] == []
