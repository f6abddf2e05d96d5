"""Versions as PDF: drawn here, calling nowhere, with sealed limits sealed; without the library, a sentence."""

from uuid import UUID

import pytest

from negostrategy.edge import pdf as drawing
from negostrategy.edge.pdf import NoPdfHere, Nowhere, drawn, makes_pdf
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.schemas import DocumentDraft, PlaybookDraft, SectionDraft, VariableDraft
from negostrategy.strategy.service.document import edit_draft, start_draft
from negostrategy.strategy.service.playbooks import edit_playbook, install_starter, new_playbook
from negostrategy.strategy.service.sealing import close_seal
from tests.cast import Cast
from tests.clients import type_of_browser


@pytest.fixture
def strategy(cast: Cast) -> UUID:
    """Return the id of a draft of the strategy."""
    with transaction(cast.organization_id):
        return start_draft(cast.greta.actor)


@pytest.fixture
def book(cast: Cast) -> UUID:
    """Return the id of a playbook's draft."""
    with transaction(cast.organization_id):
        return install_starter(cast.greta.actor, "supplier_price_renewal")


@pytest.mark.parametrize("kind", ["strategy", "book"])
def test_a_version_is_drawn_on_paper(
    cast: Cast, browser: type_of_browser, kind: str, request: pytest.FixtureRequest
) -> None:
    version = request.getfixturevalue(kind)
    folder = "strategy" if kind == "strategy" else "playbooks"

    answer = browser(cast.greta).get(f"/{folder}/versions/{version}.pdf")

    assert (answer.status_code, answer.mimetype, answer.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert answer.headers["Content-Disposition"].endswith('-1.pdf"')


def test_a_long_text_takes_several_sheets() -> None:
    assert len(drawn("<p>Words and words.</p>" * 400).pages) > 5


def test_a_sheet_calls_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("socket.socket.connect", lambda _self, address: asked.append(address))

    drawn('<link rel="stylesheet" href="http://192.0.2.1/x.css"><img src="file:///etc/hostname"><p>x</p>')

    assert asked == []


def test_nothing_that_a_sheet_names_is_fetched() -> None:
    with pytest.raises(ValueError, match="fetches nothing"):
        Nowhere()("file:///etc/hostname")


def test_drafts_on_paper_are_for_those_who_write(
    cast: Cast, next_door: Cast, browser: type_of_browser, strategy: UUID, book: UUID
) -> None:
    addresses = [f"/strategy/versions/{strategy}.pdf", f"/playbooks/versions/{book}.pdf"]

    statuses = [browser(one).get(address).status_code for one in (cast.noor, next_door.greta) for address in addresses]

    assert statuses == [404] * 4


def test_a_sealed_limit_is_called_sealed_on_paper(
    cast: Cast, browser: type_of_browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    greta = cast.greta.actor
    with transaction(cast.organization_id):
        book = new_playbook(greta, "Sealed prices")
        price = VariableDraft(key="price", name="Price", direction="less", seal="sealed")
        edit_playbook(greta, book, 1, PlaybookDraft(variables=[price], given=frozenset({"variables"})))
        close_seal(greta, book, "price", "113.7")
    seen: list[str] = []
    draw = drawing.drawn
    monkeypatch.setattr(drawing, "drawn", lambda page, *more: (seen.append(page), draw(page, *more))[1])

    browser(cast.greta).get(f"/playbooks/versions/{book}.pdf")

    assert ('<td class="num">Sealed</td>' in seen[0], "113" in seen[0]) == (True, False)


def test_without_the_library_there_is_a_sentence_and_no_link(
    cast: Cast, browser: type_of_browser, strategy: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "_library", lambda: None)
    monkeypatch.setattr(drawing, "find_library", lambda _name: None)
    makes_pdf.cache_clear()
    chrome = browser(cast.greta)

    answer = chrome.get(f"/strategy/versions/{strategy}.pdf")

    assert (makes_pdf(), answer.status_code) == (False, NoPdfHere.status)
    assert "print it with your browser" in answer.text
    assert f"{strategy}.pdf" not in chrome.get(f"/strategy/versions/{strategy}").text
    makes_pdf.cache_clear()


def test_the_pages_lead_to_both_files(cast: Cast, browser: type_of_browser, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        edit_draft(cast.greta.actor, strategy, 1, DocumentDraft(sections=[SectionDraft("scope", "All.")]))

    page = browser(cast.greta).get(f"/strategy/versions/{strategy}").text

    assert [f"{strategy}.{kind}" in page for kind in ("pdf", "yaml")] == [True, True]
