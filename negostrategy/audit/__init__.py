"""What happened, and by whom: append only, written in the act's own transaction, sealed into a chain by the worker."""
