"""Every table of the product, so that the models and the migrations can be compared."""

from sqlalchemy import MetaData

from negostrategy.accounts import models as _accounts
from negostrategy.analytics import models as _analytics
from negostrategy.audit import models as _audit
from negostrategy.compliance import models as _compliance
from negostrategy.edge import models as _edge
from negostrategy.facts import models as _facts
from negostrategy.jobs import models as _jobs
from negostrategy.kernel.db import Base
from negostrategy.negotiations import models as _negotiations
from negostrategy.notices import models as _notices
from negostrategy.strategy import models as _strategy
from negostrategy.tenancy import models as _tenancy
from negostrategy.trading import models as _trading

FEATURES = (
    _accounts,
    _analytics,
    _audit,
    _compliance,
    _edge,
    _facts,
    _jobs,
    _negotiations,
    _notices,
    _strategy,
    _tenancy,
    _trading,
)


def all_tables() -> MetaData:
    """Return the metadata with every model loaded."""
    return Base.metadata


def is_ours(thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    """Return whether alembic should compare a thing: views and the job runner's own tables are not its business."""
    info = getattr(thing, "info", {})
    return not (kind == "table" and (info.get("is_view") or getattr(thing, "schema", None) == "jobs"))
