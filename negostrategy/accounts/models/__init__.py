"""Tables of people: one file per noun."""

from negostrategy.accounts.models.access import ApiToken, Invitation, SignIn, SignInAttempt
from negostrategy.accounts.models.people import Team, User

__all__ = ["ApiToken", "Invitation", "SignIn", "SignInAttempt", "Team", "User"]
