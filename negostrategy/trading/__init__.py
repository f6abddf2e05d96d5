"""What each side's changes cost and are worth, which trades are worth proposing, and packages better for both."""
