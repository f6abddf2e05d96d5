"""What the people of the demo say of their negotiations afterwards."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from negostrategy.exchange.demo.dice import Dice, dice
from negostrategy.kernel.business import Outcome
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.negotiations.models import Debrief, Negotiation

LOOKED_BACK = timedelta(days=100)
SHARE, LATE = 0.62, 0.2
EVENING = time(16, 40, tzinfo=UTC)
WORKED = (
    "We asked for their reasons before we named a number.",
    "Two packages on the table at once; they chose, and we lost nothing.",
    "We had the figures with us and they had not.",
    "Taking a break before the last step.",
    "Writing down what was agreed while everybody was still in the room.",
)
SURPRISED = (
    "They cared far more about the date than about the price.",
    "Their engineer had already told us more than their buyer wanted.",
    "We looked hurried, and they noticed.",
    "They could decide alone; we had waited for their manager for nothing.",
    "",
)
OTHERWISE = (
    "Ask for the cost driver by mail a week before.",
    "Name what we want in return before we give anything.",
    "Bring the planner along, so that the date is not promised blindly.",
    "Value our alternative first; we were guessing.",
    "Stop after the second round and sleep on it.",
    "",
)


def look_back(today: date) -> None:
    """Let owners look back on most of what ended lately, most of them within the week; done once."""
    if session.scalar(select(Debrief.id).limit(1)) is not None:
        return
    ended = session.execute(
        select(Negotiation.id, Negotiation.owner_id, Negotiation.closed_on, Negotiation.source_key)
        .where(Negotiation.outcome != Outcome.OPEN)
        .where(Negotiation.closed_on >= today - LOOKED_BACK)
        .order_by(Negotiation.closed_on, Negotiation.id)
    ).all()
    for row in ended:
        chance = dice("look back", row.source_key)
        at = datetime.combine(row.closed_on + timedelta(days=_days(chance)), EVENING)
        if chance.happens(SHARE) and at.date() <= today:
            session.add(
                Debrief(
                    id=new_id(),
                    negotiation_id=row.id,
                    written_by_id=row.owner_id,
                    worked=chance.choice(WORKED),
                    surprised=chance.choice(SURPRISED),
                    otherwise=chance.choice(OTHERWISE),
                    questions_asked=chance.randint(2, 14) if chance.happens(LATE) else None,
                    written_at=at,
                    changed_at=at,
                )
            )
    session.flush()


def _days(chance: Dice) -> int:
    return chance.randint(8, 20) if chance.happens(LATE) else chance.randint(0, 4)
