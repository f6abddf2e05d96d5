"""The worker's sign of life."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from negostrategy.kernel.db import Base


class WorkerBeat(Base):
    """When a worker last said that it lives. It belongs to no organization."""

    __tablename__ = "worker_beats"

    name: Mapped[str] = mapped_column(primary_key=True)
    beaten_at: Mapped[datetime]
