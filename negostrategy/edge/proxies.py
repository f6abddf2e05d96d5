"""Who asks, and over which scheme, where proxies stand in front: never by what a client claims itself."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def behind_proxies(app: "WSGIApplication", count: int, is_secure: bool) -> "WSGIApplication":
    """Return the application as it sees requests through so many proxies of ours.

    Each proxy appends the address it was asked from to the chain; counted from its end, that of the person is the one
    before ours, and whatever stands before that was claimed by the client. The scheme is that of the address which the
    settings give. Without TLS there, the nearest proxy may say it, and nobody without one.
    """
    behind = ProxyFix(app, x_for=count, x_proto=min(count, 1)) if count else app
    if not is_secure:
        return behind

    def securely(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        environ.pop("HTTP_X_FORWARDED_PROTO", None)
        environ["wsgi.url_scheme"] = "https"
        return behind(environ, start_response)

    return securely
