"""What a person or a token may do: one sorted vocabulary, and the roles as sets of it."""

from enum import StrEnum


class Grant(StrEnum):
    """One permission; a role is a set of them."""

    ACCESS_CONFIRM = "access.confirm"
    APPROVAL_ASK = "approval.ask"
    APPROVAL_DECIDE = "approval.decide"
    AUDIT_READ = "audit.read"
    AUTHORITY_WRITE = "authority.write"
    COUNTERPART_READ = "counterpart.read"
    FIGURES_READ = "figures.read"
    NEGOTIATION_LOG = "negotiation.log"
    NEGOTIATION_READ = "negotiation.read"
    PEOPLE_MANAGE = "people.manage"
    PLAYBOOK_READ = "playbook.read"
    PLAYBOOK_WRITE = "playbook.write"
    PROFILE = "profile"
    PROPOSAL_DECIDE = "proposal.decide"
    PROPOSAL_MAKE = "proposal.make"
    STRATEGY_READ = "strategy.read"
    STRATEGY_WRITE = "strategy.write"


class Role(StrEnum):
    """A named set of grants. A person may hold several."""

    LEADER = "leader"
    MANAGER = "manager"
    EMPLOYEE = "employee"
    ADMIN = "admin"


_READING = {Grant.PROFILE, Grant.STRATEGY_READ, Grant.PLAYBOOK_READ}
_RECORDING = {
    Grant.COUNTERPART_READ,
    Grant.FIGURES_READ,
    Grant.NEGOTIATION_LOG,
    Grant.NEGOTIATION_READ,
    Grant.APPROVAL_ASK,
    Grant.APPROVAL_DECIDE,
    Grant.PROPOSAL_MAKE,
}
_LEADING = {
    Grant.ACCESS_CONFIRM,
    Grant.STRATEGY_WRITE,
    Grant.PLAYBOOK_WRITE,
    Grant.AUTHORITY_WRITE,
    Grant.PROPOSAL_DECIDE,
}

GRANTS_OF: dict[Role, frozenset[Grant]] = {
    Role.LEADER: frozenset(_READING | _RECORDING | _LEADING),
    Role.MANAGER: frozenset(_READING | _RECORDING),
    Role.EMPLOYEE: frozenset(_READING | _RECORDING),
    # Whoever runs the accounts must not be able to read what was negotiated: separate duties.
    Role.ADMIN: frozenset(_READING | {Grant.ACCESS_CONFIRM, Grant.AUDIT_READ, Grant.PEOPLE_MANAGE}),
}


def grants_of(roles: list[Role]) -> frozenset[Grant]:
    """Return everything that the roles together allow."""
    return frozenset().union(*(GRANTS_OF[role] for role in roles))
