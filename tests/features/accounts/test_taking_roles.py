"""Taking a role away: whoever does it sees which requests, stand-ins, lines of authority and seals hang on it."""

from typing import Any

from negostrategy.kernel.clock import datetime, standing_still
from tests.cast import Cast
from tests.features.compliance.approvals import TODAY, ask, limited_record
from tests.features.compliance.granting import grant
from tests.features.compliance.house import make_house, stands_in
from tests.features.strategy.seals import sealed_draft

NOON = datetime.fromisoformat(f"{TODAY}T12:00:00+00:00")


def test_the_page_of_a_person_says_what_hangs_on_their_roles(cast: Cast, browser: Any) -> None:
    house = make_house(cast)
    ask(cast, limited_record(cast))
    stands_in(house.felix, house.clara)
    grant(cast, user_id=house.clara.id, basis="value", limit=10, currency="EUR")

    with standing_still(NOON):
        page = browser(cast.adam).get(f"/people/{house.clara.id}").text

    assert "1\u00a0open request for approval waits for them." in page
    assert "Felix Roth stands in for Clara Voss from 2026-11-23 to 2026-11-23." in page
    assert "A line of authority by value names them." in page


def test_the_page_of_a_person_names_no_record(cast: Cast, browser: Any) -> None:
    house = make_house(cast)
    ask(cast, limited_record(cast, title="A secret takeover"))

    assert "A secret takeover" not in browser(cast.adam).get(f"/people/{house.clara.id}").text


def test_the_page_of_a_person_says_that_they_alone_hold_a_seal(cast: Cast, browser: Any) -> None:
    sealed_draft(cast)

    page = browser(cast.adam).get(f"/people/{cast.greta.id}").text

    assert "They alone hold the seals of Price renewal." in page


def test_where_nothing_hangs_nothing_is_said(cast: Cast, browser: Any) -> None:
    assert "What hangs on their roles" not in browser(cast.adam).get(f"/people/{cast.nils.id}").text
