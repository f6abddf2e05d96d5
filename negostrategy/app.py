"""The only place where the parts meet."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Flask
from flask_wtf import CSRFProtect

from dashboards import compliance as drawn_compliance
from dashboards import outcomes as drawn
from negostrategy.accounts.api import api as accounts_api
from negostrategy.accounts.gate import actor_of_token, current_actor, guard
from negostrategy.accounts.pages import confirming, front, mail, organization, people, profile, resetting, signing_in
from negostrategy.accounts.queries.acting import IDLE_LIMIT
from negostrategy.accounts.queries.hands import HOLDS_A_SEAL
from negostrategy.accounts.queries.names import names_of_people
from negostrategy.accounts.secrets import HASHER, make_hasher
from negostrategy.analytics.api import api as figures_api
from negostrategy.analytics.attainment import attainments
from negostrategy.analytics.leading import first_page_for
from negostrategy.analytics.pages import DRAWINGS, compliance_pages, outcome_pages, record_pages
from negostrategy.audit import pages as audit
from negostrategy.audit.service import AUDIT_KEY
from negostrategy.audit.wording import NAMES
from negostrategy.compliance.api import api as judging_api
from negostrategy.compliance.pages import (
    approvals,
    asking,
    history,
    preview,
    proposals,
    publishing,
    rule_check,
    teaching,
    trying,
    waivers,
)
from negostrategy.compliance.queries.findings import findings_of
from negostrategy.compliance.queries.hanging import hanging_on
from negostrategy.compliance.queries.requests import requests_on
from negostrategy.compliance.queries.waiting import waiting_counts
from negostrategy.compliance.service.offering import look_at_offer
from negostrategy.edge import kit
from negostrategy.edge.address import PUBLIC_ADDRESS, with_organizations
from negostrategy.edge.admission import Admission
from negostrategy.edge.assets import serve_assets
from negostrategy.edge.context import name_the_usual
from negostrategy.edge.display import show_values
from negostrategy.edge.drafts import acknowledge_drafts
from negostrategy.edge.health import CHECKS, health
from negostrategy.edge.navigation import WAITING
from negostrategy.edge.openapi import ApiBlueprint, describe
from negostrategy.edge.organization import DIRECTORY
from negostrategy.edge.permit import GATE
from negostrategy.edge.problems import SIGN_IN, answer_faults
from negostrategy.edge.proxies import behind_proxies
from negostrategy.edge.requests import Guarding, watch_requests
from negostrategy.edge.theme import theme
from negostrategy.exchange import pages as files
from negostrategy.jobs.mail import MAIL, MailServer
from negostrategy.jobs.queue import SEARCH_PATH
from negostrategy.jobs.service import why_no_worker
from negostrategy.kernel.db import db
from negostrategy.kernel.events import wire
from negostrategy.kernel.limits import REPORT_LIMIT, Limits
from negostrategy.kernel.room import room_for
from negostrategy.negotiations.api import api as negotiations_api
from negostrategy.negotiations.here import FINDINGS, FIRST_PAGE, OFFERS, REQUESTS
from negostrategy.negotiations.pages import counterparts, debrief, editing, home, listing, outcome, table
from negostrategy.notices import pages as inbox
from negostrategy.settings import Settings
from negostrategy.strategy.api import api as strategy_api
from negostrategy.strategy.metrics import ATTAINMENT
from negostrategy.strategy.pages import (
    acknowledging,
    audience,
    authority,
    comments,
    comparing,
    drafts,
    late,
    library,
    playbooks,
    retiring,
    reviewing,
    rules,
    seals,
)
from negostrategy.strategy.pages import document as strategy
from negostrategy.strategy.pages import templates as playbook_templates
from negostrategy.strategy.queries.sealed import holds_a_seal
from negostrategy.tenancy import second_lock
from negostrategy.tenancy.directory import Directory
from negostrategy.tenancy.guard import why_no_database
from negostrategy.tenancy.vault import SEALING_KEY
from negostrategy.trading.api import api as trading_api
from negostrategy.trading.pages import board, calculators, values
from negostrategy.wiring import REACTIONS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# Importing the second lock closes it: it listens to every session from then on.
LOCKS = (second_lock,)
LARGEST_BODY_BYTES = 2_000_000
# A request holds one connection, and looks an organization or the schema up over another for a moment.
POOL_OVERFLOW, POOL_PATIENCE_SECONDS = 4, 2
PAGES = (
    *(
        health,
        theme,
        front.pages,
        organization.pages,
        signing_in.pages,
        profile.pages,
        people.pages,
        mail.pages,
        resetting.pages,
        confirming.pages,
        audit.pages,
        inbox.pages,
    ),
    *(strategy.pages, playbooks.pages, drafts.pages, rules.pages, playbook_templates.pages, library.pages),
    *(compliance_pages, outcome_pages, record_pages),
    *(
        asking.pages,
        authority.pages,
        seals.pages,
        reviewing.pages,
        late.pages,
        comparing.pages,
        comments.pages,
        retiring.pages,
        preview.pages,
        publishing.pages,
        history.pages,
        files.pages,
        trying.pages,
        rule_check.pages,
        approvals.pages,
        waivers.pages,
        proposals.pages,
        teaching.pages,
        acknowledging.pages,
        audience.pages,
    ),
    *(calculators.pages, values.pages, board.pages),
    *(home.pages, listing.pages, editing.pages, table.pages, outcome.pages, counterparts.pages, debrief.pages),
)
APIS: list[ApiBlueprint] = [strategy_api, negotiations_api, judging_api, figures_api, accounts_api, trading_api]


class Application(Flask):
    """A Flask application whose addresses may begin with an organization."""

    def wsgi_app(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Return the answer to one request, its organization moved out of the path."""
        return with_organizations(super().wsgi_app)(environ, start_response)


def create_app(settings: Settings) -> Flask:
    """Return the application, wired and ready to serve."""
    app = Application(__name__)
    # Two slashes would be answered with a way to one, built from the Host that the request names.
    app.url_map.merge_slashes = False
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_pool(settings),
        MAX_CONTENT_LENGTH=LARGEST_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY_BYTES,
        **{IDLE_LIMIT: timedelta(hours=settings.idle_hours)},
        **{AUDIT_KEY: settings.audit_key, SEALING_KEY: settings.sealing_key, REPORT_LIMIT: settings.report_seconds},
    )
    db.init_app(app)
    wire(REACTIONS)
    _fill_extensions(app, settings)
    guard(app, settings.is_secure)
    # Before the tokens of forms are looked at: who is refused for one has a request number to name, too.
    watch_requests(app, Guarding(settings.hosts if settings.is_production else (), settings.is_secure))
    csrf = CSRFProtect(app)
    acknowledge_drafts(app)
    answer_faults(app)
    show_values(app)
    serve_assets(app)
    name_the_usual(app)
    for blueprint in PAGES:
        app.register_blueprint(blueprint)
    if not settings.is_production:
        app.register_blueprint(kit.pages)
    describe(app, APIS)
    for api in APIS:
        csrf.exempt(api)
    seen = behind_proxies(app.wsgi_app, settings.trusted_proxies, settings.is_secure)
    app.wsgi_app = seen  # type: ignore[method-assign,assignment]  # Flask's own way
    app.wsgi_app = Admission(app.wsgi_app, room_for(settings.web_threads))  # type: ignore[method-assign]  # the same
    return app


def _pool(settings: Settings) -> dict[str, object]:
    limits = Limits(settings.statement_seconds, settings.lock_seconds, settings.idle_seconds)
    return {
        "pool_size": settings.web_threads,
        "max_overflow": POOL_OVERFLOW,
        "pool_timeout": POOL_PATIENCE_SECONDS,
        "connect_args": {"options": f"{SEARCH_PATH} {limits.as_options()}"},
    }


def _fill_extensions(app: Flask, settings: Settings) -> None:
    app.extensions[DIRECTORY] = Directory()
    app.extensions[CHECKS] = {"database": why_no_database, "worker": why_no_worker}
    app.extensions[MAIL] = MailServer.of(settings)
    app.extensions[GATE] = {False: current_actor, True: actor_of_token}
    app.extensions[SIGN_IN] = signing_in.ask_first
    app.extensions[DRAWINGS] = {
        "weeks": drawn_compliance.weeks,
        "ends": drawn.ends,
        "scores": drawn.scores,
        "styles": drawn.styles,
    }
    app.extensions[FINDINGS] = findings_of
    app.extensions[NAMES] = names_of_people
    app.extensions[HOLDS_A_SEAL] = holds_a_seal
    app.extensions[REQUESTS] = requests_on
    app.extensions[OFFERS] = look_at_offer
    app.extensions[ATTAINMENT] = attainments
    app.extensions[FIRST_PAGE] = first_page_for
    app.extensions[WAITING] = waiting_counts
    app.extensions[people.HANGING] = hanging_on
    app.extensions[PUBLIC_ADDRESS] = settings.public_address
    app.extensions[HASHER] = make_hasher(settings.argon2_memory_kib, settings.argon2_rounds)
    app.extensions[front.FOUNDING_OPEN] = settings.founding_open
    app.extensions[signing_in.DEMO_KEY] = demo_password(settings)
    app.jinja_env.globals["team_choices"] = people.team_choices


def demo_password(settings: Settings) -> str | None:
    """Return the one password of the demo's accounts; outside of demo mode there is none."""
    file = settings.home / "secrets" / "demo-password"
    return file.read_text().strip() if settings.mode == "demo" and file.exists() else None
