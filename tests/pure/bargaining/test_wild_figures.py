"""Whatever people type, the arithmetic answers or refuses with a sentence; it never breaks."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.concessions import Line, concessions
from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.functions import Bent
from negostrategy.bargaining.index_clause import IndexClause, IndexedPart, indexed_price
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.lease import Lease, Purchase, lease_against_buy
from negostrategy.bargaining.payment import Advance, Instalments, PaymentDays, advance, instalments, payment_days
from negostrategy.bargaining.present import discounted
from negostrategy.bargaining.risk import Warranty, warranty
from negostrategy.bargaining.scores import Positions, issue_score
from negostrategy.bargaining.supply import Stock, stock
from negostrategy.bargaining.zone import share_taken

wild = st.one_of(
    st.decimals(allow_nan=True, allow_infinity=True),
    st.sampled_from([Decimal(text) for text in ("0", "-0", "1e60", "-1e60", "1e-100", "-0.99", "100", "1", "36500")]),
)


@dataclass(frozen=True)
class Trial:
    """A calculation and how many figures it asks for."""

    of: Callable[..., Any]
    figures: int


TRIALS = {
    "payment days": Trial(lambda *x: payment_days(PaymentDays(*x)), 3),
    "instalments": Trial(lambda a, b, c, d: instalments(Instalments(a, 3, b, c, d)), 4),
    "advance": Trial(lambda *x: advance(Advance(*x)), 5),
    "discounting": Trial(discounted, 3),
    "warranty": Trial(lambda *x: warranty(Warranty(*x)), 4),
    "stock": Trial(lambda *x: stock(Stock(*x)), 4),
    "lease": Trial(lambda a, b, c, d: lease_against_buy(Lease(a), Purchase(b, resale=c), 24, d), 4),
    "index": Trial(
        lambda a, b, c: indexed_price(IndexClause(a, Decimal(0), (IndexedPart("It", Decimal(1), b),)), {"It": c}), 3
    ),
    "score": Trial(lambda a, b, c, d: issue_score(Positions("more", a, b, c), d), 4),
    "zone": Trial(lambda a, b, c, d: share_taken("buyer", a, b, Interval(c, d)), 4),
    "concessions": Trial(lambda a, b, c, d: concessions(Line("more", a, b), [c, d]), 4),
    "bent line": Trial(lambda a, b, c, d, e: Bent(((a, b), (c, d))).at(e), 5),
    "quotient": Trial(lambda a, b, c, d: Interval(a, b).divided_by(Interval(c, d)), 4),
}


def answer_or_sentence(trial: Trial, figures: list[Decimal]) -> str:
    """Return the sentence of a refusal; nothing where there is an answer."""
    try:
        trial.of(*figures)
    except BargainingError as refusal:
        return str(refusal)
    return "Answered."


@pytest.mark.parametrize("trial", TRIALS.values(), ids=TRIALS)
@given(drawn=st.lists(wild, min_size=5, max_size=5))
def test_an_answer_or_a_sentence(trial: Trial, drawn: list[Decimal]) -> None:
    assert answer_or_sentence(trial, drawn[: trial.figures]).endswith((".", "?"))
