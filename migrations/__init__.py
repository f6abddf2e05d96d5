"""The history of the schema: one act per migration, four digits."""
