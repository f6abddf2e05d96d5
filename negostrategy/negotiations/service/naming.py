"""From the name of the other side to its row, and from a record's scope to the versions that hold for it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from negostrategy.kernel.business import Kind, Privacy, Topic
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.names import name_key, shown_name
from negostrategy.negotiations.models import Counterpart
from negostrategy.negotiations.queries.names import Known, Mentioned
from negostrategy.strategy.queries import pinned_for

type_of_values = dict[str, Any]
NARROWNESS = (Privacy.OPEN, Privacy.NEED_TO_KNOW, Privacy.PRIVATE)
SCOPE = ("kind", "topic", "segment", "value", "held_on")
# A change of one of these brings a record under the version that held for it on its day.
LASTING_SCOPE = ("kind", "topic", "segment", "held_on")


def name_other_side(values: type_of_values, name: str | None, known: Mentioned) -> None:
    """Set who the other side is: a team of ours when the record is internal, else an organization; new ones are added.

    Without a kind, a name of one of our teams makes the record internal and any other name makes it external.
    Errors: BadInput when an internal record names no team of ours.
    """
    key = name_key(name or "")
    name = shown_name(name or "") if key else None
    team, counterpart = known.teams.get(key), known.counterparts.get(key)
    values.setdefault("kind", _usual_kind(name, team, counterpart))
    values |= {"counterpart_id": None, "counterpart_team_id": None}
    if name is None:
        return
    if values["kind"] == Kind.INTERNAL:
        if team is None:
            raise BadInput(
                {"/counterpart": [f"No team of ours is called “{name}”. Choose a team, or make it external."]}
            )
        values["counterpart_team_id"] = team.id
    else:
        found = counterpart or _new_counterpart(name, values.get("segment"))
        values["counterpart_id"] = found.id
        values["segment"] = values.get("segment") or found.segment


def pin(values: type_of_values) -> str | None:
    """Set the versions that are in force on the record's day; return the privacy that its playbook wants, if any."""
    pinned = pinned_for(*(values[name] for name in SCOPE))
    values["strategy_version_id"] = pinned.strategy_version_id
    values["playbook_version_id"] = pinned.playbook_version_id
    return pinned.privacy_default


def is_pinned_anew(before: type_of_values, after: type_of_values) -> bool:
    """Return whether a change of a record's scope decides anew under which versions it is.

    Otherwise it stays where it is, also where it was moved to. A value decides only where it tells playbooks apart.
    """
    if any(before[name] != after[name] for name in LASTING_SCOPE):
        return True
    if before["value"] == after["value"]:
        return False
    old, new = (pinned_for(*(values[name] for name in SCOPE)) for values in (before, after))
    return old.playbook_version_id != new.playbook_version_id


def usual_privacy(topic: str, wanted: str | None) -> str:
    """Return how private a record is unless somebody says so: talk about people is not for everybody."""
    usual = Privacy.NEED_TO_KNOW if topic == Topic.STAFF else Privacy.OPEN
    return max(usual, Privacy(wanted or Privacy.OPEN), key=NARROWNESS.index).value


def _usual_kind(name: str | None, team: Known | None, counterpart: Known | None) -> str:
    is_external = counterpart is not None or (name is not None and team is None)
    return (Kind.EXTERNAL if is_external else Kind.INTERNAL).value


def _new_counterpart(name: str, segment: str | None) -> Known:
    key = name_key(name)
    # Two people may name the same new organization at the same moment: the second finds what the first has added.
    session.execute(
        insert(Counterpart)
        .values(id=new_id(), name=name, name_key=key, segment=segment)
        .on_conflict_do_nothing(index_elements=["organization_id", "name_key"])
    )
    row = session.execute(
        select(Counterpart.id, Counterpart.name, Counterpart.segment).where(Counterpart.name_key == key)
    ).one()
    return Known(*row)
