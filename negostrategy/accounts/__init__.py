"""People, teams, roles, sign-in, invitations and tokens of one organization."""
