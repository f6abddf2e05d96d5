"""The application for a WSGI server: `granian --interface wsgi negostrategy.wsgi:app`, or gunicorn."""

import os

from negostrategy.app import create_app
from negostrategy.edge.logs import log_as_json
from negostrategy.settings import read_settings
from negostrategy.tenancy.guard import refuse_unsafe_database

log_as_json()
app = create_app(read_settings(os.environ))
with app.app_context():
    refuse_unsafe_database()
