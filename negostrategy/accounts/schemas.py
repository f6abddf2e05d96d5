"""What people type about people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from marshmallow import fields, post_load, validate

from negostrategy.accounts.secrets import LONGEST_PASSWORD, SHORTEST_PASSWORD
from negostrategy.accounts.settings import NAMES, SettingsFields
from negostrategy.edge.fields import Day, Pattern, line
from negostrategy.edge.payloads import DraftSchema
from negostrategy.kernel.business import NumberFormat
from negostrategy.kernel.grants import Role

RESERVED = ["admin", "api", "app", "assets", "help", "login", "new", "o", "sign-in", "static", "support", "www"]


def _name(longest: int = 120) -> fields.String:
    return fields.String(required=True, validate=validate.Length(1, longest, error=f"Use 1 to {longest} characters."))


def _email() -> fields.Email:
    return fields.Email(
        required=True,
        validate=validate.Length(max=254),
        error_messages={"invalid": "This is not an e-mail address.", "required": "An e-mail address is needed."},
    )


def _password() -> fields.String:
    sentence = f"Use {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters; a sentence is easiest."
    return fields.String(required=True, validate=validate.Length(SHORTEST_PASSWORD, LONGEST_PASSWORD, error=sentence))


@dataclass(frozen=True)
class Credentials:
    """What somebody types to sign in."""

    email: str
    password: str
    next: str = "/"


class CredentialsSchema(DraftSchema):
    """E-mail and password; lengths are not checked here, so that a refusal says nothing about either."""

    makes = Credentials
    email = fields.String(required=True, error_messages={"required": "Type your e-mail address."})
    password = fields.String(required=True, error_messages={"required": "Type your password."})
    next = fields.String(load_default="/")


@dataclass(frozen=True)
class Founding:
    """A new organization and its first person. said: its settings, as far as they were said."""

    name: str
    slug: str
    person: str
    email: str
    password: str
    said: Mapping[str, Any] = field(default_factory=dict)


class FoundingSchema(SettingsFields, DraftSchema):
    """The slug becomes part of every address, so it is short and plain."""

    makes = Founding
    name = _name()
    slug = fields.String(
        required=True,
        validate=[
            Pattern(
                r"^[a-z0-9](-?[a-z0-9]){1,39}$",
                error="Use 2 to 40 small letters and digits, with single dashes between.",
            ),
            validate.NoneOf(RESERVED, error="This address is kept for the service. Choose another."),
        ],
    )
    person = _name()
    email = _email()
    password = _password()

    @post_load
    def make(self, values: dict[str, Any], **_kwargs: Any) -> Founding:
        """Return the founding that was typed."""
        said = {name: values.pop(name) for name in NAMES if name in values}
        return Founding(**values, said=said)


@dataclass(frozen=True)
class Invite:
    """Whom to invite, and as what."""

    email: str
    roles: list[Role]
    team_id: UUID | None = None


class InviteSchema(DraftSchema):
    """At least one role; the team may be chosen later."""

    makes = Invite
    email = _email()
    roles = fields.List(
        fields.Enum(Role, by_value=True), required=True, validate=validate.Length(1, error="Choose a role.")
    )
    team_id = fields.UUID(load_default=None)


@dataclass(frozen=True)
class Joining:
    """What an invited person adds."""

    name: str
    password: str


class JoiningSchema(DraftSchema):
    """A name and a password."""

    makes = Joining
    name = _name()
    password = _password()


@dataclass(frozen=True)
class PasswordChange:
    """The password that holds, and the one that is to hold. keep_tokens: tokens for programs go on, too."""

    present: str
    password: str
    keep_tokens: bool = False


class PasswordChangeSchema(DraftSchema):
    """The present one is asked, because a browser may be left open."""

    makes = PasswordChange
    present = fields.String(required=True)
    password = _password()
    keep_tokens = fields.Boolean(load_default=False)


@dataclass(frozen=True)
class NewPassword:
    """The password that is to hold. keep_tokens: tokens for programs go on."""

    password: str
    keep_tokens: bool = False


class NewPasswordSchema(DraftSchema):
    """For somebody who came by a link."""

    makes = NewPassword
    password = _password()
    keep_tokens = fields.Boolean(load_default=False)


@dataclass(frozen=True)
class AddressChange:
    """Where somebody is reached, and signs in with."""

    email: str


class AddressChangeSchema(DraftSchema):
    """One address."""

    makes = AddressChange
    email = _email()


@dataclass(frozen=True)
class TeamDraft:
    """A team, the one above it, and who manages it."""

    name: str
    parent_id: UUID | None = None
    manager_id: UUID | None = None


class TeamSchema(DraftSchema):
    """A name is enough."""

    makes = TeamDraft
    name = _name(80)
    parent_id = fields.UUID(load_default=None)
    manager_id = fields.UUID(load_default=None)


@dataclass(frozen=True)
class PersonChange:
    """Roles, team, and whether somebody may still sign in."""

    roles: list[Role]
    team_id: UUID | None = None
    is_active: bool = False


class PersonChangeSchema(DraftSchema):
    """An unticked box is not sent: who is not ticked as active is not."""

    makes = PersonChange
    roles = fields.List(
        fields.Enum(Role, by_value=True), required=True, validate=validate.Length(1, error="Choose a role.")
    )
    team_id = fields.UUID(load_default=None)
    is_active = fields.Boolean(load_default=False)


@dataclass(frozen=True)
class StandInDraft:
    """Who decides for somebody from one day to another. user_id: who is away; oneself unless it is given."""

    deputy_id: UUID
    from_on: date
    until_on: date
    reason: str | None = None
    user_id: UUID | None = None


class StandInSchema(DraftSchema):
    """A stand-in."""

    makes = StandInDraft
    deputy_id = fields.UUID(required=True, error_messages={"required": "Say who decides for you."})
    from_on = Day(required=True, error_messages={"required": "Say from when."})
    until_on = Day(required=True, error_messages={"required": "Say until when."})
    reason = line(300, load_default=None)
    user_id = fields.UUID(load_default=None)


class NumberFormatSchema(DraftSchema):
    """How numbers are written for somebody; nothing as their organization does."""

    number_format = fields.String(
        load_default=None,
        validate=validate.OneOf(list(NumberFormat), error="Choose a decimal point or a decimal comma."),
    )
