"""Who has to confirm a version: everybody who negotiates, or some teams and roles of them; narrower for a statement."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from marshmallow import ValidationError, fields, validate, validates_schema

from negostrategy.accounts.queries.people import Colleague, TeamRow
from negostrategy.edge.payloads import DraftSchema
from negostrategy.kernel.grants import Role
from negostrategy.strategy.statements import STATEMENTS

MOST_TEAMS = 200
ROLES = (Role.LEADER.value, Role.MANAGER.value, Role.EMPLOYEE.value)
ROLE_NAMES = {Role.LEADER.value: "Leaders", Role.MANAGER.value: "Managers", Role.EMPLOYEE.value: "Employees"}
# Below this name stands who has to read the version as a whole.
WHOLE = ""


@dataclass(frozen=True)
class Reach:
    """Some teams, with those below them, and some roles. Where both say something, both have to fit; nothing: all."""

    team_ids: list[UUID] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)

    @property
    def is_everybody(self) -> bool:
        """Return whether nobody is left out."""
        return not self.team_ids and not self.roles


@dataclass(frozen=True)
class AudienceDraft(Reach):
    """Who has to read a version. parts: {key of a statement: who has to confirm it, within the whole}."""

    parts: dict[str, Reach] = field(default_factory=dict)

    @property
    def reaches(self) -> dict[str, Reach]:
        """Return every reach that leaves somebody out: {part, or "" for the whole: reach}."""
        whole = {WHOLE: Reach(self.team_ids, self.roles)}
        return {part: one for part, one in (whole | self.parts).items() if not one.is_everybody}


class ReachSchema(DraftSchema):
    """Teams and roles."""

    makes = Reach
    team_ids = fields.List(
        fields.UUID(error_messages={"invalid_uuid": "Choose teams from the list."}),
        validate=validate.Length(0, MOST_TEAMS, error=f"Choose at most {MOST_TEAMS} teams."),
    )
    roles = fields.List(
        fields.String(validate=validate.OneOf(ROLES, error="Choose leader, manager or employee.")),
        validate=validate.Length(0, len(ROLES)),
    )


class AudienceSchema(ReachSchema):
    """Who has to read a version."""

    makes = AudienceDraft
    parts = fields.Dict(keys=fields.String(), values=fields.Nested(ReachSchema))

    @validates_schema
    def refuse_unknown_part(self, values: Mapping[str, object], **_kwargs: object) -> None:
        """Return when every part is one that people confirm on its own."""
        parts = values.get("parts") or {}
        unknown = sorted(set(parts) - set(STATEMENTS)) if isinstance(parts, dict) else []
        if unknown:
            said = f"Only these parts are confirmed on their own: {', '.join(STATEMENTS)}."
            raise ValidationError({"parts": {unknown[0]: [said]}})


def fits(reach: Reach, person: Colleague, within: Collection[UUID]) -> bool:
    """Return whether somebody is reached. within: the reach's teams with all teams below them."""
    in_team = not reach.team_ids or person.team_id in within
    return in_team and (not reach.roles or bool(person.roles & set(reach.roles)))


def teams_within(tree: list[TeamRow], team_ids: Collection[UUID]) -> set[UUID]:
    """Return these teams with all teams below them. tree: each team after the one it lies in."""
    found = set(team_ids)
    for team in tree:
        if team.parent_id in found:
            found.add(team.id)
    return found


def said_of(reach: Reach, team_names: Mapping[UUID, str]) -> str:
    """Return a reach in words: Managers in Operations and the teams below."""
    roles = _listed([ROLE_NAMES[role].lower() for role in ROLES if role in reach.roles])
    who = roles.capitalize() or "Everybody who negotiates"
    teams = _listed(sorted(team_names[one] for one in reach.team_ids if one in team_names))
    return f"{who} in {teams}, with the teams below" if teams else who


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
