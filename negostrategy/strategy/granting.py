"""What is typed to grant authority: to whom, for what, how far, until when."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from marshmallow import fields, validate

from negostrategy.edge.fields import Day, Pattern, line, text
from negostrategy.edge.payloads import DraftSchema
from negostrategy.kernel.business import AuthorityBasis, Segment, Topic

ROLES = ("employee", "manager", "leader")


@dataclass(frozen=True)
class AuthorityDraft:
    """One line of the authority matrix as it was typed. limit is read by the kind of what it limits."""

    basis: str
    role: str | None = None
    user_id: UUID | None = None
    topic: str | None = None
    segment: str | None = None
    variable: str | None = None
    limit: str | None = None
    currency: str | None = None
    from_on: date | None = None
    until_on: date | None = None
    note: str | None = None


def _one_of(words: list[str], say: str) -> fields.String:
    return fields.String(allow_none=True, load_default=None, validate=validate.OneOf(words, error=say))


class AuthoritySchema(DraftSchema):
    """A line: a role or a person, and one of four measures."""

    makes = AuthorityDraft
    basis = fields.String(
        required=True,
        validate=validate.OneOf(list(AuthorityBasis), error="Choose value, variable, points or exception."),
        error_messages={"required": "Say what the authority is measured by."},
    )
    role = _one_of(list(ROLES), "Choose employee, manager or leader.")
    user_id = fields.UUID(allow_none=True, load_default=None)
    topic = _one_of([str(word) for word in Topic], "There is no such topic.")
    segment = _one_of([str(word) for word in Segment], "There is no such segment.")
    variable = line(60, load_default=None)
    limit = line(60, load_default=None)
    currency = fields.String(
        allow_none=True,
        load_default=None,
        validate=Pattern(r"^[A-Z]{3}$", error="Use the three letters of a currency, such as EUR."),
    )
    from_on = Day(allow_none=True, load_default=None)
    until_on = Day(allow_none=True, load_default=None)
    note = text(500, load_default=None)
