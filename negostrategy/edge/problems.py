"""Every error as one thing: a page for people, problem+json for programs, both from the same Fault."""

import re

import structlog
from flask import Flask, Response, current_app, g, json, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException

from negostrategy.edge.permit import is_api
from negostrategy.edge.refusing import FormIsOld, Undone, refuse_form
from negostrategy.edge.writers import WRITER
from negostrategy.kernel.faults import (
    BadInput,
    Conflict,
    Fault,
    HeldByOthers,
    InWork,
    Malformed,
    NotFound,
    NotSignedIn,
    TookTooLong,
    TooLarge,
    TooMany,
    Unavailable,
)

log = structlog.get_logger()
NEVER_CHANGES = "NS001"
# What PostgreSQL answers when a statement waited, or ran, longer than its limit.
ENDED_BY_THE_DATABASE = {"55P03": HeldByOthers, "57014": TookTooLong}
SIGN_IN = "negostrategy.sign_in"


class PublishedNeverChanges(Conflict):
    """A published version never changes. Start a new draft from it."""

    code = "published_never_changes"


class AlreadyThere(Conflict):
    """Something with this name or id is already there. Choose another."""

    code = "already_there"


class WrongMethod(Fault):
    """This address does not take that method."""

    status = 405
    code = "wrong_method"

    def __init__(self, allowed: list[str]) -> None:
        super().__init__()
        self.allowed = allowed


def answer_faults(app: Flask) -> None:
    """Have the application answer every error, expected or not, as a Fault."""
    app.register_error_handler(Exception, _answer)


def answer_of(fault: Fault) -> Response:
    """Return the page or the problem document that tells of a fault."""
    if isinstance(fault, NotSignedIn) and not is_api():
        if request.method == "POST":
            asked: Response = current_app.extensions[SIGN_IN]()
            return asked
        return make_response(redirect(url_for("sign_in.ask", next=_where_to()), 303))
    if is_api():
        answer = make_response(json.dumps(problem_of(fault)), fault.status)
        answer.content_type = "application/problem+json"
    else:
        shapes = {"fault": fault, "fault_title": title_of(fault), "request_id": g.get("request_id")}
        answer = make_response(render_template("errors/fault.html", **shapes), fault.status)
    if isinstance(fault, WrongMethod):
        answer.headers["Allow"] = ", ".join(sorted(fault.allowed))
    if isinstance(fault, (TooMany, Unavailable, InWork)):
        answer.headers["Retry-After"] = str(fault.retry_after_seconds)
    if fault.status == 401 and is_api():
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def problem_of(fault: Fault) -> dict[str, object]:
    """Return a fault as RFC 9457 members."""
    problem: dict[str, object] = {
        "type": f"about:negostrategy/{fault.code}",
        "title": title_of(fault),
        "status": fault.status,
        "detail": fault.detail,
        "instance": f"urn:request:{g.get('request_id', '')}",
    }
    if isinstance(fault, BadInput):
        problem["errors"] = [
            {"pointer": pointer, "detail": sentence} for pointer, said in fault.errors.items() for sentence in said
        ]
    return problem


def title_of(fault: Fault) -> str:
    """Return a fault's name as words: BadInput becomes "Bad input"."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(fault).__name__)
    return words.capitalize()


def fault_of(error: Exception) -> Fault:
    """Return the Fault that stands for any exception; what nobody foresaw is logged with its trace, never shown."""
    if isinstance(error, Fault):
        return error
    if isinstance(error, HTTPException):
        return _fault_of_http(error)
    if isinstance(error, exc.DataError):
        return BadInput(detail="A value lies outside of what can be stored. Shorten it, or use a smaller number.")
    if isinstance(error, exc.IntegrityError):
        return _fault_of_constraint(error)
    if isinstance(error, (exc.OperationalError, exc.InterfaceError, exc.TimeoutError)):
        return _fault_of_outage(error)
    if getattr(getattr(error, "orig", None), "sqlstate", None) == NEVER_CHANGES:
        return PublishedNeverChanges()
    log.error("unexpected_error", exc_info=error)
    return Fault()


def _where_to() -> str:
    query = request.query_string.decode("latin-1")
    return request.path + (f"?{query}" if query else "")


def _answer(error: Exception) -> Response:
    if isinstance(error, CSRFError) and _is_own_form():
        # The sign-in that the form was drawn for has ended. Whether somebody has to sign in first, the door says.
        refuse_form(FormIsOld())
        try:
            return current_app.make_response(current_app.dispatch_request())
        except Undone as undone:
            return undone.answer
        except Exception as later:  # noqa: BLE001  # the second answer may fail in every way the first one can
            return answer_of(fault_of(later))
    if isinstance(error, Undone):
        return error.answer
    return answer_of(fault_of(error))


def _is_own_form() -> bool:
    # Every form of ours tells its writer. A page from elsewhere gets no form filled in with its words.
    return WRITER in request.form and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def _fault_of_http(error: HTTPException) -> Fault:
    code = error.code or 500
    if code == 405:
        return WrongMethod(list(getattr(error, "valid_methods", None) or []))
    if code == 422:
        return BadInput(getattr(error, "data", {}).get("pointers", {}))
    known = {404: NotFound, 413: TooLarge}
    if code in known:
        return known[code]()
    fault: Fault = Malformed(str(error.description or "")) if code < 500 else Fault()
    fault.status = code
    # Not the path: the key of an invitation is part of one.
    log.info("http_error", status=code, route=str(request.url_rule or "none"))
    return fault


def _fault_of_outage(error: exc.SQLAlchemyError) -> Fault:
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    log.error("database_unavailable", error=type(error).__name__, state=state)
    return ENDED_BY_THE_DATABASE.get(state or "", Unavailable)()


def _fault_of_constraint(error: exc.IntegrityError) -> Fault:
    state = getattr(error.orig, "sqlstate", "")
    if state == "23505":
        return AlreadyThere()
    if state == "23503":
        return NotFound()
    return BadInput(detail="Two values do not fit together. Check the dates, limits and names.")
