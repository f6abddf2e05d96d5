"""Acts of judging, asking and deciding."""
