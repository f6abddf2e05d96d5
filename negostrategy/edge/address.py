"""/o/<organization>/… : the organization is a prefix of the address, moved out of the way before routes are matched.

Every address that is sent or followed is made here: from the settings, or as a path of the organization asked for.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from flask import current_app, request
from werkzeug.sansio.utils import host_is_trusted

from negostrategy.kernel.faults import Malformed

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PREFIX = re.compile(r"^/o/([a-z0-9-]{1,60})(?=/|$)")
SLUG = "negostrategy.slug"
PUBLIC_ADDRESS = "negostrategy.public_address"
FIRST_PAGE = "/"
_STEPS_ASIDE = {".", ".."}

ASKED_BY_ADDRESS = ("/livez", "/readyz")

type_of_wrapped = Callable[["WSGIEnvironment", "StartResponse"], Iterable[bytes]]


class WrongHost(Malformed):
    """This service does not answer under that name. Use the address that you were given for it."""

    code = "wrong_host"


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


def public_address(path: str = "") -> str:
    """Return where a path of this service is reached from outside: by the settings, whatever a request calls us."""
    return f"{current_app.extensions[PUBLIC_ADDRESS]}{path}"


def refuse_other_hosts(names: Sequence[str]) -> None:
    """Return when the request names one of these hosts. Errors: WrongHost.

    Whoever looks after the process asks by its bare address, and is told nothing but its state.
    """
    if request.path not in ASKED_BY_ADDRESS and not host_is_trusted(request.host.lower(), names):
        raise WrongHost


def way_back(sent: str) -> str:
    """Return the path to go to that a form or a link has named: one of the organization asked for, or its first page.

    sent: a path, with or without the organization in front. Whatever could lead elsewhere leads to the first page.
    """
    root = request.script_root
    path = sent.removeprefix(root) if root and sent.startswith(f"{root}/") else sent
    return root + (path if _stays_here(path) else FIRST_PAGE)


def _stays_here(path: str) -> bool:
    # A browser decodes once more than a form does, and drops tabs and line ends: what it will see is looked at, too.
    return all(_is_plain_path(seen) for seen in (path, unquote(path))) and not _PREFIX.match(path)


def _is_plain_path(path: str) -> bool:
    steps = re.split(r"[?#]", path, maxsplit=1)[0].split("/")
    is_rooted = path.startswith("/") and "" not in steps[1:-1] and not _STEPS_ASIDE & set(steps)
    return is_rooted and path.isprintable() and "\\" not in path
