"""The entries of the side bar and the tab bar, as one table."""

from dataclasses import dataclass

from flask import current_app, url_for

from negostrategy.kernel.actor import Actor
from negostrategy.kernel.grants import Grant


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
    Entry("Steer", "Proposals", "flag", "proposals.list_page", Grant.PROPOSAL_MAKE),
    Entry("See", "Compliance", "shield", "compliance.show", Grant.FIGURES_READ),
    Entry("See", "Outcomes", "chart", "outcomes.show", Grant.FIGURES_READ),
    Entry("Run", "People", "people", "people.list_page", Grant.PEOPLE_MANAGE),
    Entry("Run", "Audit trail", "file", "audit.list_page", Grant.AUDIT_READ),
)


def entries_for(actor: Actor) -> dict[str, list[tuple[Entry, str]]]:
    """Return the entries this person may open, by group in their order, each with its address."""
    groups: dict[str, list[tuple[Entry, str]]] = {}
    for entry in ENTRIES:
        if actor.may(entry.grant) and entry.endpoint in current_app.view_functions:
            groups.setdefault(entry.group, []).append((entry, url_for(entry.endpoint)))
    return groups
