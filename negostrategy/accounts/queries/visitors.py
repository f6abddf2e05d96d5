"""Who a visitor of a demo company may enter as."""

from dataclasses import dataclass

from sqlalchemy import func, select

from negostrategy.accounts.models import Team, User
from negostrategy.kernel.db import session

# The first words of their addresses, in the order in which they are offered, and what each of them is for.
_PARTS = {
    "employee": "records their own negotiations",
    "manager": "sees the teams below",
    "leader": "owns the strategy",
    "admin": "people and settings, no records",
}


@dataclass(frozen=True)
class Visitor:
    """Somebody to enter as."""

    name: str
    email: str
    note: str


def visitors() -> list[Visitor]:
    """Return the people of the demo company in force that are meant to be entered as."""
    part = func.split_part(User.email, "@", 1)
    statement = (
        select(part.label("part"), User.name, User.email, Team.name.label("team"))
        .outerjoin(Team, Team.id == User.team_id)
        .where(part.in_(_PARTS))
        .where(User.is_active)
    )
    rows = {row.part: row for row in session.execute(statement)}
    return [
        Visitor(rows[part].name, rows[part].email, f"{rows[part].team or 'Whole company'}: {note}")
        for part, note in _PARTS.items()
        if part in rows
    ]
