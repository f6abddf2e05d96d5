"""Everybody chooses how numbers are written for them; who has not chosen writes as the organization does."""

import pytest
from sqlalchemy import select, update

from negostrategy.accounts.models import User
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.tenancy.models import Organization
from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.numbers.conftest import COMMA, POINT, made_with, text_of, type_of_writer


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


@pytest.mark.parametrize(("number_format", "said"), [(COMMA, "as 1.500."), (POINT, "as 1.5.")])
def test_who_has_not_chosen_writes_as_the_organization_does(
    cast: Cast, browser: type_of_browser, number_format: str, said: str
) -> None:
    with transaction(cast.organization_id):
        session.execute(
            update(Organization).where(Organization.id == cast.organization_id).values(number_format=number_format)
        )

    assert f"Understood: “1.500” {said}" in made_with(browser(cast.noor), "1.500")


def test_ones_own_choice_counts_before_the_organizations(cast: Cast, writing: type_of_writer) -> None:
    with transaction(cast.organization_id):
        session.execute(update(Organization).where(Organization.id == cast.organization_id).values(number_format=POINT))

    assert "Understood: “1.500” as 1.500." in text_of(made_with(writing(COMMA), "1.500"))
