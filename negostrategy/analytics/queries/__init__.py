"""Questions behind the figures: few statements, each grouped in several ways at once."""
