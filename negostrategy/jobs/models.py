"""The worker's signs of life: that it is there, and when each part of its work was last done."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.db import Base


class WorkerBeat(Base):
    """When a worker last said that it lives. It belongs to no organization."""

    __tablename__ = "worker_beats"

    name: Mapped[str] = mapped_column(primary_key=True)
    beaten_at: Mapped[datetime]


class WorkerTurn(Base):
    """When a piece of background work was last done, and since when something waits for it. It belongs to nobody."""

    __tablename__ = "worker_turns"

    name: Mapped[str] = mapped_column(primary_key=True)
    every_seconds: Mapped[int]
    worked_at: Mapped[datetime]
    behind_since: Mapped[datetime | None]
