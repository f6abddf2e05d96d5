"""What is typed about an organization itself, when it is founded and whenever an administrator changes it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from negostrategy.edge.fields import Pattern
from negostrategy.edge.payloads import DraftSchema
from negostrategy.kernel.business import NumberFormat
from negostrategy.kernel.working_time import holiday_regions, is_known_region
from negostrategy.tenancy.regions import currencies, known_zones
from negostrategy.tenancy.settings import OrganizationSettings

LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
NAMES = tuple(OrganizationSettings.__dataclass_fields__)


@dataclass(frozen=True)
class SettingsChange:
    """How an organization is to be from now on. revision: what it was when the page was opened."""

    revision: int
    settings: OrganizationSettings


class Weekdays(fields.List[int]):
    """ISO weekdays, each once and in the order of the week."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        try:
            return tuple(sorted(set(super()._deserialize(value, attr, data, **kwargs))))
        except ValidationError as refusal:
            # One sentence for the field as a whole: its boxes are no fields of their own.
            raise ValidationError("A weekday is 1 for Monday to 7 for Sunday.") from refusal


def _known_zone(zone: str) -> None:
    if zone not in known_zones():
        raise ValidationError("This time zone is not known. Choose one from the list, such as Pacific/Auckland.")


def _known_currency(code: str) -> None:
    if code not in currencies():
        raise ValidationError("This currency is not known. Use the three letters of one in use, such as NZD.")


def _known_region(region: str) -> None:
    if is_known_region(region):
        return
    country = region.partition("-")[0]
    parts = holiday_regions().get(country, ())
    if parts:
        listed = ", ".join(parts)
        raise ValidationError(f"No such part of {country} is known. Use {country} alone, or with one of {listed}.")
    raise ValidationError("No public holidays are known for this. Use a country such as NZ, or a part such as DE-BY.")


class SettingsFields(Schema):
    """The settings of an organization. What is left out is as proposed, or as it was."""

    zone = fields.String(validate=_known_zone)
    currency = fields.String(validate=_known_currency)
    number_format = fields.String(
        validate=validate.OneOf(list(NumberFormat), error="Choose how numbers are written: comma or point.")
    )
    language = fields.String(validate=Pattern(LANGUAGE, error="Use a language tag, such as en or de-AT."))
    fiscal_year_start = fields.Integer(
        validate=validate.Range(1, 12, error="Choose a month, 1 to 12."),
        error_messages={"invalid": "Choose a month, 1 to 12."},
    )
    working_days = Weekdays(
        fields.Integer(validate=validate.Range(1, 7)),
        validate=validate.Length(1, error="Choose at least one working day."),
    )
    holiday_region = fields.String(allow_none=True, validate=_known_region)


class SettingsSchema(SettingsFields, DraftSchema):
    """The settings as the page sends them: all of them. Without a region no public holidays are kept."""

    revision = fields.Integer(required=True)

    @validates_schema(skip_on_field_errors=False)
    def say_everything(self, sent: dict[str, Any], **_kwargs: Any) -> None:
        """Return when no setting is left out. Errors: ValidationError."""
        missing = [name for name in NAMES if name not in sent and name != "holiday_region"]
        if missing:
            raise ValidationError({name: ["Say this, too."] for name in missing})

    @post_load
    def make(self, values: dict[str, Any], **_kwargs: Any) -> SettingsChange:
        """Return the change that was typed."""
        revision = values.pop("revision")
        return SettingsChange(revision, OrganizationSettings(**values))


def settled(usual: OrganizationSettings, said: Mapping[str, Any]) -> OrganizationSettings:
    """Return settings as they were said, and as usual where nothing was said."""
    return OrganizationSettings(**asdict(usual) | {name: said[name] for name in NAMES if name in said})
