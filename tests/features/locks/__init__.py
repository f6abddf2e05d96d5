"""The two locks between companies."""
