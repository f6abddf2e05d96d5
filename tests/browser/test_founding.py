"""Founding a company: where it is at home is proposed by the browser, and what somebody chose stays."""

from uuid import uuid4

from playwright.sync_api import Browser

from tests.cast import PASSWORD


def test_the_browser_proposes_where_a_company_is_at_home(chromium: Browser, address: str) -> None:
    page = chromium.new_context(timezone_id="Pacific/Auckland", locale="en-NZ").new_page()

    page.goto(f"{address}/found")

    chosen = [
        page.locator(f"[name={name}]").input_value() for name in ("zone", "currency", "holiday_region", "language")
    ]
    assert chosen == ["Pacific/Auckland", "NZD", "NZ", "en-NZ"]
    assert page.locator("[name=number_format]:checked").input_value() == "point"


def test_what_somebody_chose_stays_when_they_choose_another_zone(chromium: Browser, address: str) -> None:
    page = chromium.new_context(timezone_id="Europe/Berlin", locale="de-DE").new_page()
    page.goto(f"{address}/found")

    page.locator("[name=currency]").select_option("USD")
    page.locator("[name=zone]").select_option("Africa/Cairo")

    days = page.locator("[name=working_days]:checked").evaluate_all("boxes => boxes.map((box) => box.value)")
    assert (page.locator("[name=currency]").input_value(), days) == ("USD", ["1", "2", "3", "4", "7"])


def test_who_founds_a_company_is_in_it_at_once(chromium: Browser, address: str) -> None:
    page, slug = chromium.new_context(timezone_id="Asia/Calcutta").new_page(), f"kauri-{uuid4().hex[:8]}"
    page.goto(f"{address}/found")
    for name, typed in [("name", "Kauri"), ("slug", slug), ("person", "Aroha"), ("email", "a@kauri.example")]:
        page.locator(f"[name={name}]").fill(typed)
    page.locator("[name=password]").fill(PASSWORD)

    page.get_by_role("button", name="Found the organization").click()
    page.wait_for_url(f"{address}/o/{slug}/")
    page.goto(f"{address}/o/{slug}/organization")

    assert page.locator("[name=zone]").input_value() == "Asia/Kolkata"
