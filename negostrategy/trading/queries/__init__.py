"""Questions about values: the table and its totals, the picture of the deal, what could be better for both."""
