"""Filling the demo: two companies and their year, each step repeated without harm after a start that was cut short."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from negostrategy.accounts.secrets import hash_of
from negostrategy.exchange.demo.calendar import Year
from negostrategy.exchange.demo.company import Company, arlund, velden
from negostrategy.exchange.demo.lines import lines_of_year
from negostrategy.exchange.service.demo.leading import lead
from negostrategy.exchange.service.demo.looking_back import look_back
from negostrategy.exchange.service.demo.people import enter
from negostrategy.exchange.service.demo.strategy import publish_everything
from negostrategy.exchange.service.demo.valuing import value
from negostrategy.exchange.service.importing import Errand, Summary, bring_in_lines
from negostrategy.kernel.transaction import transaction

SIZES = {"full": (6000, 150), "small": (200, 30)}


@dataclass(frozen=True, slots=True)
class Filled:
    """A company that is there now, and what became of its lines."""

    company: Company
    summary: Summary


def fill(
    seed: int, until: date, size: str, password: str, tell: Callable[[str, Summary], None] = lambda _name, _sum: None
) -> list[Filled]:
    """Return both companies, filled with the year before a day.

    Errors: NotADemo when an organization of people has one of the addresses.
    """
    # One slow hash for all: the accounts share their password, which is no secret to whoever runs the demo.
    password_hash = hash_of(password)
    filled = []
    for company, count in zip((arlund(seed), velden(seed)), SIZES[size], strict=True):
        summary = _fill_one(company, seed, Year(until), count, password_hash, tell)
        filled.append(Filled(company, summary))
    return filled


def _fill_one(
    company: Company, seed: int, year: Year, count: int, password_hash: str, tell: Callable[[str, Summary], None]
) -> Summary:
    organization_id = enter(company, seed, year, password_hash)
    publish_everything(organization_id, company, seed, year)
    # A year made up for showing is no news to anybody in it.
    errand = Errand(organization_id=organization_id, is_told=False, tell=lambda summary: tell(company.name, summary))
    summary = bring_in_lines(errand, lines_of_year(company, seed, year.until, count))
    with transaction(organization_id):
        lead(company, year.until)
        look_back(year.until)
        value(year.until)
    return summary
