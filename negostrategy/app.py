"""The only place where the parts meet."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from flask_wtf import CSRFProtect

from negostrategy.accounts.gate import actor_of_token, current_actor, guard
from negostrategy.accounts.secrets import HASHER, make_hasher
from negostrategy.audit.service import AUDIT_KEY
from negostrategy.edge.address import with_organizations
from negostrategy.edge.health import CHECKS, health
from negostrategy.edge.organization import DIRECTORY
from negostrategy.edge.permit import GATE
from negostrategy.edge.problems import answer_faults
from negostrategy.edge.requests import watch_requests
from negostrategy.kernel.db import db
from negostrategy.kernel.events import wire
from negostrategy.settings import Settings
from negostrategy.tenancy import second_lock
from negostrategy.tenancy.queries import organization_called
from negostrategy.wiring import REACTIONS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LOCKS = (second_lock,)
LARGEST_BODY_BYTES = 2_000_000


class Application(Flask):
    """A Flask application whose addresses may begin with an organization."""

    def wsgi_app(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Return the answer to one request, its organization moved out of the path."""
        return with_organizations(super().wsgi_app)(environ, start_response)


def create_app(settings: Settings) -> Flask:
    """Return the application, wired and ready to serve."""
    app = Application(__name__)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_size": 10, "max_overflow": 5, "pool_timeout": 5, "pool_pre_ping": True},
        MAX_CONTENT_LENGTH=LARGEST_BODY_BYTES,
        **{AUDIT_KEY: settings.audit_key},
    )
    db.init_app(app)
    wire(REACTIONS)
    app.extensions[DIRECTORY] = organization_called
    app.extensions[CHECKS] = {}
    app.extensions[GATE] = {False: current_actor, True: actor_of_token}
    app.extensions[HASHER] = make_hasher(settings.argon2_memory_kib, settings.argon2_rounds)
    guard(app, settings.is_secure)
    CSRFProtect(app)
    watch_requests(app)
    answer_faults(app)
    app.register_blueprint(health)
    return app
