"""The inbox: what people are told, and why."""
