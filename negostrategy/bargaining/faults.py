"""What the arithmetic refuses, each with the sentence a person reads."""


class BargainingError(ValueError):
    """The figures do not allow this calculation."""


class NotANumber(BargainingError):
    """This is not a number that can be reckoned with exactly."""


class NotAShare(BargainingError):
    """A share or a probability lies outside of 0 to 1. what: which one, to begin a sentence with."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} must lie between 0 and 1.")
        self.what = what


class NotARate(BargainingError):
    """No money grows like that: a comma was misplaced."""

    def __init__(self, lowest: str, highest: str) -> None:
        self.reach = f"The rate must lie between {lowest} and {highest}."
        super().__init__(f"{self.reach} Write 6 % as 0.06.")


class OutOfOrder(BargainingError):
    """These figures contradict each other."""


class MixedUnits(BargainingError):
    """Money and points, or two currencies, are never added."""


class OutsideFunction(BargainingError):
    """Nobody has said what this is worth so far out."""
