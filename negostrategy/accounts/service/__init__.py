"""Acts on people: one file per kind of act."""
