"""What an organization says of itself: where it is at home, what it counts in, and on which days it works."""

from dataclasses import dataclass

from negostrategy.kernel.business import NumberFormat
from negostrategy.kernel.working_time import MONDAY_TO_FRIDAY


@dataclass(frozen=True)
class OrganizationSettings:
    """The settings of an organization.

    Units: zone is an IANA name, currency a code of ISO 4217, language a tag of BCP 47, fiscal_year_start a month from 1
    to 12, working_days are ISO weekdays with 1 for Monday, holiday_region is a country with or without its part.
    """

    zone: str
    currency: str
    number_format: str = NumberFormat.POINT.value
    language: str = "en"
    fiscal_year_start: int = 1
    working_days: tuple[int, ...] = MONDAY_TO_FRIDAY
    holiday_region: str | None = None
