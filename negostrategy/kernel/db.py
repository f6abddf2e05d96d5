"""The database: one metadata, one session, plain declarative models."""

import select
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Date, DateTime, MetaData, Numeric, Text, Uuid, event
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import Pool


class Base(DeclarativeBase):
    """What all tables have in common: how their constraints are called and how types are stored."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        str: Text(),
        UUID: Uuid(),
        date: Date(),
        datetime: DateTime(timezone=True),
        Decimal: Numeric(),
        # Nothing is stored as NULL, not as the JSON word null: a rule without a condition has none.
        dict[str, Any]: JSONB(none_as_null=True),
        list[dict[str, Any]]: JSONB(none_as_null=True),
        list[str]: ARRAY(Text()),
    }


# Objects stay readable after the commit: a page is drawn from what the act returned.
db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})
session = db.session


@event.listens_for(Pool, "checkout")
def refuse_ended_connection(connection: Any, _record: Any, _proxy: Any) -> None:
    """Have the pool open another connection in place of one that the server has closed.

    A server says nothing to a connection that waits, except that it ends: whatever there is to read is its end. This
    asks the operating system, where a ping would ask the server once more in every request.
    """
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if waiting.poll(0):
        raise DisconnectionError
