"""The entries of the side bar and the tab bar, as one table."""

from dataclasses import dataclass

from flask import current_app, url_for

from negostrategy.edge.organization import today_here
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.grants import Grant, Role

WAITING = "negostrategy.waiting"
FIRST_TABS = ("home.show", "negotiations.list_page")


@dataclass(frozen=True)
class Entry:
    """One way to go."""

    group: str
    name: str
    icon: str
    endpoint: str
    grant: Grant


ENTRIES = (
    Entry("", "Home", "home", "home.show", Grant.PROFILE),
    Entry("", "Negotiations", "list", "negotiations.list_page", Grant.NEGOTIATION_READ),
    Entry("", "Counterparts", "people", "counterparts.list_page", Grant.COUNTERPART_READ),
    Entry("", "Calculators", "ruler", "calculators.list_page", Grant.NEGOTIATION_READ),
    Entry("", "Inbox", "mail", "inbox.list_page", Grant.PROFILE),
    Entry("", "Approvals", "inbox", "approvals.list_page", Grant.APPROVAL_ASK),
    Entry("Steer", "Strategy", "compass", "strategy.show", Grant.STRATEGY_READ),
    Entry("Steer", "Playbooks", "book", "playbooks.list_page", Grant.PLAYBOOK_READ),
    Entry("Steer", "Authority", "key", "authority.list_page", Grant.PLAYBOOK_READ),
    Entry("Steer", "Waivers", "shield", "waivers.running", Grant.AUTHORITY_WRITE),
    Entry("Steer", "Proposals", "flag", "proposals.list_page", Grant.PROPOSAL_MAKE),
    Entry("See", "Compliance", "shield", "compliance.show", Grant.FIGURES_READ),
    Entry("See", "Outcomes", "chart", "outcomes.show", Grant.FIGURES_READ),
    Entry("Run", "People", "people", "people.list_page", Grant.PEOPLE_MANAGE),
    Entry("Run", "Organization", "building", "organization.show", Grant.PEOPLE_MANAGE),
    Entry("Run", "Audit trail", "file", "audit.list_page", Grant.AUDIT_READ),
)


def entries_for(actor: Actor) -> dict[str, list[tuple[Entry, str]]]:
    """Return the entries this person may open, by group in their order, each with its address."""
    groups: dict[str, list[tuple[Entry, str]]] = {}
    for entry in ENTRIES:
        if actor.may(entry.grant) and entry.endpoint in current_app.view_functions:
            groups.setdefault(entry.group, []).append((entry, url_for(entry.endpoint)))
    return groups


def tabs_for(actor: Actor) -> list[tuple[Entry, str]]:
    """Return the three entries of the tab bar on a phone: whoever leads decides there, others look somebody up."""
    leads = bool({Role.LEADER, Role.MANAGER} & set(actor.roles))
    wanted = (*FIRST_TABS, "approvals.list_page" if leads else "counterparts.list_page")
    return [found for found in entries_for(actor).get("", []) if found[0].endpoint in wanted]


def waiting_counts_of(actor: Actor) -> dict[str, int]:
    """Return what waits behind each entry: asked of whoever counts, which lies above. {endpoint: count}."""
    found: dict[str, int] = current_app.extensions[WAITING](actor, today_here())
    return found
