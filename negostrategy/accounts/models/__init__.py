"""Tables of people: one file per noun."""

from negostrategy.accounts.models.access import ApiToken, Guess, Invitation, ResetLink, SignIn
from negostrategy.accounts.models.access_request import AccessKind, AccessRequest
from negostrategy.accounts.models.people import FormerTeam, Team, User
from negostrategy.accounts.models.stand_in import StandIn

__all__ = [
    "AccessKind",
    "AccessRequest",
    "ApiToken",
    "FormerTeam",
    "Guess",
    "Invitation",
    "ResetLink",
    "SignIn",
    "StandIn",
    "Team",
    "User",
]
