"""Everybody chooses how numbers are written for them."""

import pytest
from sqlalchemy import select

from negostrategy.accounts.models import User
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.numbers.conftest import COMMA, POINT, made_with, type_of_writer


def chosen(cast: Cast) -> str | None:
    """Return what Noor chose."""
    with transaction(cast.organization_id):
        return session.scalars(select(User.number_format).where(User.id == cast.noor.id)).one()


@pytest.mark.parametrize("number_format", [COMMA, POINT])
def test_the_profile_keeps_the_choice(cast: Cast, browser: type_of_browser, number_format: str) -> None:
    chrome = browser(cast.noor)

    chrome.post("/profile/number-format", {"number_format": number_format})

    assert chosen(cast) == number_format
    assert f'<option value="{number_format}" selected>' in chrome.get("/profile").text


def test_the_choice_is_taken_back(cast: Cast, writing: type_of_writer) -> None:
    writing(COMMA).post("/profile/number-format", {"number_format": ""})

    assert chosen(cast) is None


def test_another_format_is_refused(cast: Cast, browser: type_of_browser) -> None:
    answer = browser(cast.noor).post("/profile/number-format", {"number_format": "semicolon"})

    assert (answer.status_code, chosen(cast)) == (422, None)
    assert "Choose a decimal point or a decimal comma." in answer.text


def test_who_has_not_chosen_keeps_the_decimal_point(cast: Cast, browser: type_of_browser) -> None:
    assert "Understood: “1.500” as 1.5." in made_with(browser(cast.noor), "1.500")
