"""Shapes in, figures out: one file per dashboard; nothing here reads or writes anything."""
