"""Fields that the schemas of negotiations share."""

import re
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, fields, validate

from negostrategy.edge.fields import Pattern

CURRENCY = re.compile(r"[A-Z]{3}")
KEY = Pattern(r"^[a-z][a-z0-9_]{0,63}$", error="Use small letters, digits and underscores, a letter first.")
LONGEST_TITLE, LONGEST_NOTE, LONGEST_REMARK = 300, 20_000, 2_000


def word(words: type[StrEnum], **more: Any) -> fields.String:
    """Return a field for one word of a vocabulary."""
    listed = [str(one) for one in words]
    sentence = f"Choose one of: {', '.join(listed)}."
    return fields.String(validate=validate.OneOf(listed, error=sentence), **more)


def ticks() -> fields.Dict:
    """Return a field for the conditions that are met: {id of the approval: how its condition is met}."""
    note = fields.String(validate=validate.Length(1, LONGEST_REMARK, error="Say in a few words how it is met."))
    return fields.Dict(keys=fields.UUID(), values=note, validate=validate.Length(max=100))


class CurrencyCode(fields.String):
    """Three capital letters."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str) or not CURRENCY.fullmatch(value.strip().upper()):
            raise ValidationError("Write a currency as three letters, such as EUR.")
        return value.strip().upper()


class Position(fields.Raw):
    """Where a term stands, as it was said; its kind decides what that means."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, str | int | float):
            raise ValidationError("A number, a day, a level, or yes or no is expected.")
        return value
