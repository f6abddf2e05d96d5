"""What the arithmetic refuses, each with the sentence a person reads."""


class BargainingError(ValueError):
    """The figures do not allow this calculation."""


class NotANumber(BargainingError):
    """This is not a number that can be reckoned with exactly."""


class OutOfOrder(BargainingError):
    """These figures contradict each other."""


class MixedUnits(BargainingError):
    """Money and points, or two currencies, are never added."""


class OutsideFunction(BargainingError):
    """Nobody has said what this is worth so far out."""
