"""Acts of the figures: what whoever reads no records is told, and when."""
