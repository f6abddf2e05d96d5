"""Choosing somebody in a company of many: by any word of the name, with scripts; from the whole list without them."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import expect

from negostrategy.accounts.models import User
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.service.playbooks import install_starter
from tests.browser.conftest import PHONE, Window
from tests.cast import Cast, make_cast

type_of_window = Callable[..., Window]


@pytest.fixture(scope="module")
def crowd(application: Flask) -> Cast:
    """Return a company of a hundred and fifty."""
    with application.app_context():
        cast = make_cast("crowded-company")
        names = [f"{first} {last}" for first in ("Ada", "Bo", "Cleo", "Dag", "Eva") for last in range(101, 130)]
        with transaction(cast.organization_id):
            session.add_all(
                User(id=new_id(), name=name, email=f"{name.replace(' ', '.')}@crowd.example", roles=["leader"])
                for name in names
            )
    return cast


@pytest.fixture(scope="module")
def draft(application: Flask, crowd: Cast) -> UUID:
    """Return a draft that somebody has to approve."""
    with application.app_context(), transaction(crowd.organization_id):
        return install_starter(crowd.greta.actor, "supplier_price_renewal")


def test_one_person_is_found_by_name(crowd: Cast, window: type_of_window) -> None:
    opened = window(crowd.greta, PHONE)
    page = opened.go("/authority")

    page.get_by_label("Find: or one person").fill("cleo 117")

    expect(page.get_by_label("or one person", exact=True)).to_have_js_property("selectedIndex", 1)
    assert opened.complaints == []


def test_several_are_ticked_one_after_the_other(crowd: Cast, window: type_of_window, draft: UUID) -> None:
    page = window(crowd.greta).go(f"/playbooks/versions/{draft}/review")
    find = page.get_by_label("Find: Ask").first

    for name in ("Cleo 117", "Eva 103"):
        find.fill(name)
        page.get_by_label(name).first.check()

    expect(page.locator("fieldset").first.locator(".tick:visible")).to_have_count(2)
