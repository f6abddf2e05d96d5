"""What the parts of a strategy and of a playbook are named by, and words out of a list."""

from typing import Any

from marshmallow import fields, validate

from negostrategy.edge.fields import Pattern

KEY = Pattern(r"^[a-z][a-z0-9_]{0,59}$", error="Use small letters, digits and underscores, beginning with a letter.")


def word(words: Any, **more: Any) -> fields.String:
    """Return a field for one of these words."""
    listed = [str(one) for one in words]
    return fields.String(validate=validate.OneOf(listed, error=f"Choose one of: {', '.join(listed)}."), **more)
