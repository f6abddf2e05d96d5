"""What every template may name without being handed it."""

from typing import Any

from flask import Flask, g, request

from negostrategy.edge.drafts import answered_draft, saved_drafts
from negostrategy.edge.navigation import entries_for, tabs_for, waiting_counts_of
from negostrategy.edge.speaking import what_was_understood
from negostrategy.edge.theme import chosen_theme
from negostrategy.edge.writers import writer_here
from negostrategy.kernel.ids import new_id


def name_the_usual(app: Flask) -> None:
    """Give templates the organization, the actor, the way around, and the colours chosen."""
    app.context_processor(_usual)
    app.jinja_env.globals.update(saved_drafts=saved_drafts, writer_here=writer_here, fresh_id=new_id)


def _usual() -> dict[str, Any]:
    actor = g.get("actor")
    return {
        "organization": g.get("organization"),
        "actor": actor,
        "answered_draft": answered_draft(),
        "navigation": entries_for(actor) if actor else {},
        "tabs": tabs_for(actor) if actor else [],
        "waiting_counts": lambda: waiting_counts_of(actor) if actor else {},
        "here": request.endpoint,
        "theme": chosen_theme(),
        "understood": what_was_understood(),
    }
