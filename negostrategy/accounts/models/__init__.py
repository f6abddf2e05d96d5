"""Tables of people: one file per noun."""

from negostrategy.accounts.models.access import ApiToken, Invitation, SignIn, SignInAttempt
from negostrategy.accounts.models.people import Team, User
from negostrategy.accounts.models.stand_in import StandIn

__all__ = ["ApiToken", "Invitation", "SignIn", "SignInAttempt", "StandIn", "Team", "User"]
