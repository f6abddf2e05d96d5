"""Words that cannot be taken come back in their form, shown by the view that would have taken them.

The view is refused where it reads the form, before it does anything, and answers as for any other refusal: with the
form, the words in it, a fresh proof and a fresh id. Whatever a view does all the same is undone.
"""

from flask import Response, g

from negostrategy.kernel.faults import BadInput


class FormIsOld(BadInput):
    """You were signed out while you wrote. Nothing is saved yet: look at your words, then save them."""

    status = 409
    code = "form_is_old"

    def __init__(self) -> None:
        super().__init__()
        self.errors = {"/": [self.detail]}


class Undone(Exception):
    """A view has answered with its form; what it did besides is taken back."""

    def __init__(self, answer: Response) -> None:
        super().__init__()
        self.answer = answer


def refuse_form(refusal: BadInput) -> None:
    """Have the form of this request refused where it is read."""
    g.form_refusal = refusal


def refusal_of_form() -> BadInput | None:
    """Return why the form of this request is refused before it is read, None when it is not."""
    refusal: BadInput | None = g.get("form_refusal")
    return refusal


def heed_refusal() -> None:
    """Return when this request's form may be read. Errors: what it is refused with."""
    refusal = refusal_of_form()
    if refusal is not None:
        raise refusal


def undo_if_refused(answer: object) -> None:
    """Return when the form of this request was not refused.

    Errors: Undone with the view's form; the refusal itself when the view has none to show.
    """
    refusal = refusal_of_form()
    if refusal is None:
        return
    if isinstance(answer, Response) and answer.status_code == refusal.status:
        raise Undone(answer)
    raise refusal
