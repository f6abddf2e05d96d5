"""What is usual in a country: its currency, how numbers are written there, and its working days, to be proposed.

Source: regions.csv holds what the Unicode CLDR (48) says of each country of ISO 3166; zones belong to countries as the
table of the IANA time zone database has it.
"""

import csv
import zoneinfo
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from negostrategy.kernel.business import NumberFormat
from negostrategy.kernel.working_time import MONDAY_TO_FRIDAY, holiday_regions
from negostrategy.tenancy.settings import OrganizationSettings

UTC = "UTC"
NOWHERE = OrganizationSettings(zone=UTC, currency="USD")
# Names that browsers still give to zones, beside those that the database gives them now.
OLD_NAMES = {
    "Africa/Asmera": "Africa/Asmara",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Catamarca": "America/Argentina/Catamarca",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Cordoba": "America/Argentina/Cordoba",
    "America/Godthab": "America/Nuuk",
    "America/Indianapolis": "America/Indiana/Indianapolis",
    "America/Jujuy": "America/Argentina/Jujuy",
    "America/Louisville": "America/Kentucky/Louisville",
    "America/Mendoza": "America/Argentina/Mendoza",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Atlantic/Faeroe": "Atlantic/Faroe",
    "Europe/Kiev": "Europe/Kyiv",
    "Pacific/Enderbury": "Pacific/Kanton",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
}
# Languages that tell where their speaker is at home, when nothing else does. English and Spanish do not.
HOME_OF = {
    "bg": "BG",
    "cs": "CZ",
    "da": "DK",
    "de": "DE",
    "el": "GR",
    "et": "EE",
    "fi": "FI",
    "fr": "FR",
    "he": "IL",
    "hr": "HR",
    "hu": "HU",
    "is": "IS",
    "it": "IT",
    "ja": "JP",
    "ko": "KR",
    "lt": "LT",
    "lv": "LV",
    "nb": "NO",
    "nl": "NL",
    "no": "NO",
    "pl": "PL",
    "ro": "RO",
    "sk": "SK",
    "sl": "SI",
    "sv": "SE",
    "tr": "TR",
    "uk": "UA",
}


@dataclass(frozen=True)
class Region:
    """What is usual in a country. working_days: ISO weekdays."""

    code: str
    currency: str
    number_format: str
    working_days: tuple[int, ...]


@cache
def regions() -> dict[str, Region]:
    """Return every country by its code of ISO 3166."""
    lines = files("negostrategy.tenancy").joinpath("regions.csv").read_text().splitlines()
    return {
        row["region"]: Region(
            row["region"], row["currency"], row["number_format"], tuple(map(int, row["working_days"]))
        )
        for row in csv.DictReader(lines)
    }


@cache
def currencies() -> dict[str, tuple[str, ...]]:
    """Return the currencies in use, each with the countries that pay in it."""
    found: dict[str, list[str]] = {}
    for region in regions().values():
        found.setdefault(region.currency, []).append(region.code)
    return {currency: tuple(found[currency]) for currency in sorted(found)}


@cache
def zones() -> dict[str, str | None]:
    """Return the time zones that people choose from, each with the country it lies in; UTC lies in none."""
    lines = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text().splitlines()
    fields = [line.split("\t") for line in lines if not line.startswith("#")]
    found: dict[str, str | None] = {zone: region for region, _, zone, *_ in fields}
    return {UTC: None} | dict(sorted(found.items()))


@cache
def known_zones() -> frozenset[str]:
    """Return every name of a time zone that can be counted in, older names among them."""
    return frozenset(name for name in zoneinfo.available_timezones() if name not in {"Factory", "localtime"})


def proposed(language: str | None = None, zone: str | None = None) -> OrganizationSettings:
    """Return what to propose to a company that is being founded, from the language of a browser and its time zone.

    language: a tag of BCP 47, such as de-AT. Where neither says anything, what is counted in everywhere is proposed.
    """
    parts = (language or "").replace("_", "-").split("-")
    said = next((part.upper() for part in parts[1:] if part.upper() in regions()), HOME_OF.get(parts[0].lower()))
    code = zones().get(OLD_NAMES.get(zone or "", zone or "")) or said
    if code is None or code not in regions():
        return NOWHERE if zone is None else OrganizationSettings(zone=zone, currency=NOWHERE.currency)
    region = regions()[code]
    return OrganizationSettings(
        zone=zone or next((name for name, lies_in in zones().items() if lies_in == code), UTC),
        currency=region.currency,
        number_format=region.number_format,
        working_days=region.working_days,
        holiday_region=code if code in holiday_regions() else None,
    )


def proposals() -> dict[str, object]:
    """Return what a script needs to propose by the zone of a browser; what is usual nearly everywhere is left out."""
    every = regions().values()
    return {
        "old": OLD_NAMES,
        "comma": " ".join(one.code for one in every if one.number_format == NumberFormat.COMMA),
        "days": {one.code: list(one.working_days) for one in every if one.working_days != MONDAY_TO_FRIDAY},
    }
