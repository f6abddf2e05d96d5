"""Writing the demo: its people, its strategy over the year, and its records through the same door as any import."""
