"""A small application for commands and background work: the database and the keys, no pages.

Pages, figures and their libraries would double the memory of a process that shows none.
"""

from flask import Flask

from negostrategy.accounts.secrets import HASHER, make_hasher
from negostrategy.audit.service import AUDIT_KEY
from negostrategy.edge.address import PUBLIC_ADDRESS
from negostrategy.jobs.mail import MAIL, MailServer
from negostrategy.jobs.queue import SEARCH_PATH
from negostrategy.kernel.db import db
from negostrategy.kernel.events import wire
from negostrategy.kernel.limits import BACKGROUND, REPORT_LIMIT
from negostrategy.settings import Settings
from negostrategy.tenancy import second_lock
from negostrategy.tenancy.vault import SEALING_KEY
from negostrategy.wiring import REACTIONS

# Importing the second lock closes it: it listens to every session from then on.
LOCKS = (second_lock,)


def small_application(settings: Settings, database_url: str) -> Flask:
    """Return an application that reaches the database by this address, with the same wiring as the web's."""
    app = Flask("negostrategy.small")
    app.config.update(
        SQLALCHEMY_DATABASE_URI=database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_size": 2,
            "max_overflow": 2,
            "connect_args": {"options": f"{SEARCH_PATH} {BACKGROUND.as_options()}"},
        },
        SECRET_KEY=settings.secret_key,
        **{AUDIT_KEY: settings.audit_key, SEALING_KEY: settings.sealing_key, REPORT_LIMIT: BACKGROUND.statement},
    )
    app.extensions[MAIL] = MailServer.of(settings)
    app.extensions[HASHER] = make_hasher(settings.argon2_memory_kib, settings.argon2_rounds)
    app.extensions[PUBLIC_ADDRESS] = settings.public_address
    db.init_app(app)
    wire(REACTIONS)
    return app
