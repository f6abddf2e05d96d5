"""What happens to every request before and after its view: an id, a size, a log line, and strict headers."""

import time
from dataclasses import dataclass

import structlog
from flask import Flask, Response, current_app, g, request

from negostrategy.edge.address import refuse_other_hosts
from negostrategy.edge.admission import refuse_without_room
from negostrategy.edge.words import refuse_unusable_text
from negostrategy.kernel.ids import new_id

log = structlog.get_logger()

NOTHING = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
MAPS = "'sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o='"
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        # Plotly adds one empty style element, and one for maps that we never draw: the digests of nothing and of that.
        # A newer Plotly brings another digest; the browser tests then say which.
        f"style-src 'self' {NOTHING} {MAPS}",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SECURE_FOR_A_YEAR = "max-age=31536000"
GUARDING = "negostrategy.guarding"


@dataclass(frozen=True)
class Guarding:
    """What every request is held to.

    hosts: the names it may ask under, any when there are none; is_secure: people reach us over TLS.
    """

    hosts: tuple[str, ...] = ()
    is_secure: bool = False


def watch_requests(app: Flask, guarding: Guarding) -> None:
    """Have the application number, check, log and close every request."""
    app.extensions[GUARDING] = guarding
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id = str(new_id())
    g.begun = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)
    guarding: Guarding = current_app.extensions[GUARDING]
    if guarding.hosts:
        refuse_other_hosts(guarding.hosts)
    refuse_without_room()
    refuse_unusable_text([request.path, *request.args.keys()])
    for _, values in request.args.lists():
        refuse_unusable_text(values)
    for _, values in request.form.lists():
        refuse_unusable_text(values)


def _end(answer: Response) -> Response:
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if current_app.extensions[GUARDING].is_secure:
        answer.headers["Strict-Transport-Security"] = SECURE_FOR_A_YEAR
    answer.headers["X-Request-Id"] = g.get("request_id", "")
    if not answer.cache_control.max_age:
        answer.headers.setdefault("Cache-Control", "no-store")
    organization = g.get("organization")
    log.info(
        "request",
        method=request.method,
        route=str(request.url_rule or "none"),
        status=answer.status_code,
        milliseconds=round(1000 * (time.perf_counter() - g.get("begun", time.perf_counter())), 1),
        organization=str(organization.id) if organization else None,
    )
    return answer
