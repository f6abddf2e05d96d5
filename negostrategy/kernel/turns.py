"""Taking turns: what must be checked against everything else is done by one transaction at a time."""

from sqlalchemy import func, select

from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import organization_in_force


def take_turn(name: str) -> None:
    """Wait until no other transaction of this organization holds the turn of this name; it ends with the transaction.

    Take it before any row is locked, or two transactions may wait for each other.
    """
    number = func.hashtextextended(f"{organization_in_force()} {name}", 0)
    session.execute(select(func.pg_advisory_xact_lock(number)))
