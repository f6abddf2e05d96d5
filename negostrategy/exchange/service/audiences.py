"""Who has to read a strategy, in its file: teams by their names, because an id means nothing in another house."""

from typing import Any
from uuid import UUID

from negostrategy.accounts.queries.people import team_tree
from negostrategy.edge.payloads import load
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput
from negostrategy.strategy.audiences import WHOLE, AudienceSchema, Reach
from negostrategy.strategy.queries.audiences import EVERYBODY, reaches_of
from negostrategy.strategy.service.audience import set_audience


def audience_of(version_id: UUID) -> dict[str, Any]:
    """Return {"audience": {teams, roles, parts}} of a version; nothing where it is for everybody."""
    reaches = reaches_of(version_id)
    if not reaches:
        return {}
    names = {team.id: team.name for team in team_tree()}
    whole = _named(reaches.pop(WHOLE, EVERYBODY), names)
    return {"audience": whole | {"parts": {part: _named(reaches[part], names) for part in sorted(reaches)}}}


def bring_audience(actor: Actor, version_id: UUID, revision: int, said: Any) -> int:
    """Return the revision of a draft after taking its audience from a file.

    Errors: BadInput by JSON pointer, also for a team that this organization does not have.
    """
    if not isinstance(said, dict) or not isinstance(said.get("parts", {}), dict):
        raise BadInput({"/audience": ["An audience has teams, roles and parts."]})
    ids = {team.name: str(team.id) for team in team_tree()}
    parts = {str(part): _with_ids(one, ids, f"/audience/parts/{part}") for part, one in said.get("parts", {}).items()}
    whole = _with_ids({name: value for name, value in said.items() if name != "parts"}, ids, "/audience")
    try:
        draft = load(AudienceSchema(), whole | {"parts": parts})
    except BadInput as refusal:
        raise BadInput({f"/audience{pointer}": said for pointer, said in refusal.errors.items()}) from refusal
    return set_audience(actor, version_id, revision, draft)


def _named(reach: Reach, names: dict[UUID, str]) -> dict[str, list[str]]:
    return {"teams": [names[one] for one in reach.team_ids if one in names], "roles": list(reach.roles)}


def _with_ids(said: Any, ids: dict[str, str], pointer: str) -> dict[str, Any]:
    names = said.get("teams", []) if isinstance(said, dict) else None
    if not isinstance(names, list):
        raise BadInput({pointer: ["Name teams as a list, and roles as a list."]})
    missing = [str(name) for name in names if not isinstance(name, str) or name not in ids]
    if missing:
        sentence = f"There is no team called “{missing[0]}” here. Make it first, or take it out of the file."
        raise BadInput({f"{pointer}/teams": [sentence]})
    rest = {name: value for name, value in said.items() if name != "teams"}
    return rest | {"team_ids": [ids[name] for name in names]}
