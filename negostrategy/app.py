"""The only place where the parts meet."""

from flask import Flask
from flask_wtf import CSRFProtect

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

LOCKS = (second_lock,)
LARGEST_BODY_BYTES = 2_000_000


def create_app(settings: Settings) -> Flask:
    """Return the application, wired and ready to serve."""
    app = Flask(__name__)
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
    app.extensions[GATE] = {}
    CSRFProtect(app)
    watch_requests(app)
    answer_faults(app)
    app.register_blueprint(health)
    app.wsgi_app = with_organizations(app.wsgi_app)  # type: ignore[method-assign]  # Flask's documented way to add a WSGI layer
    return app
