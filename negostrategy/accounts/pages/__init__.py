"""Pages about people: signing in, joining, the list of people, teams, one's own profile."""
