"""/o/<organization>/… : the organization is a prefix of the address, moved out of the way before routes are matched."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PREFIX = re.compile(r"^/o/([a-z0-9-]{1,60})(?=/|$)")
SLUG = "negostrategy.slug"

type_of_wrapped = Callable[["WSGIEnvironment", "StartResponse"], Iterable[bytes]]


def with_organizations(app: "WSGIApplication") -> type_of_wrapped:
    """Return the application behind addresses that begin with an organization.

    The prefix becomes part of SCRIPT_NAME: every address that is built carries it, and no view repeats it.
    """

    def serve(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        found = _PREFIX.match(path)
        if found:
            environ[SLUG] = found.group(1)
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + found.group(0)
            environ["PATH_INFO"] = path[found.end() :] or "/"
        return app(environ, start_response)

    return serve


def slug_asked_for() -> str | None:
    """Return the slug that the address names, or None outside of every organization."""
    slug: str | None = request.environ.get(SLUG)
    return slug
