"""Two questions an orchestrator asks: does the process live, and may it be sent work?"""

from collections.abc import Callable

import structlog
from flask import Blueprint, Response, current_app, jsonify, make_response
from sqlalchemy import exc

from negostrategy.edge.permit import open_to_all
from negostrategy.kernel.faults import Unavailable

log = structlog.get_logger()
health = Blueprint("health", __name__)
CHECKS = "negostrategy.checks"

type_of_check = Callable[[], str | None]


@health.get("/livez")
def live() -> Response:
    """Return that the process answers; it touches no database, so a slow database never gets it killed."""
    return jsonify(status="ok")


@health.get("/readyz")
@open_to_all("orchestrators have no account")
def ready() -> Response:
    """Return whether the database answers, its schema is current and the worker lives; otherwise 503 and why not."""
    checks: dict[str, type_of_check] = current_app.extensions[CHECKS]
    failing = {name: why for name, check in checks.items() if (why := _why_not(check))}
    answer = make_response(jsonify(status="not ready" if failing else "ok", failing=failing), 503 if failing else 200)
    if failing:
        answer.headers["Retry-After"] = str(Unavailable.retry_after_seconds)
    return answer


def _why_not(check: type_of_check) -> str | None:
    try:
        return check()
    except exc.SQLAlchemyError as refusal:
        log.warning("not_ready", error=type(refusal).__name__)
        return "the database does not answer"
