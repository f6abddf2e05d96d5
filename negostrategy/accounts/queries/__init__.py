"""Questions about people: who acts, who is there, how teams lie."""
