"""How long kept answers are kept."""

from datetime import timedelta

from sqlalchemy import delete

from negostrategy.edge.models import KeptAnswer
from negostrategy.kernel import clock
from negostrategy.kernel.db import session

# A phone can be without a network for weeks.
KEPT = timedelta(days=30)


def forget_old_answers() -> None:
    """Remove the answers that nobody will ask for again."""
    session.execute(delete(KeptAnswer).where(KeptAnswer.kept_at < clock.now() - KEPT))
