"""Which words of a condition name a term and a limit, so that the record can be compared with them."""

from dataclasses import dataclass, field

import pytest

from negostrategy.compliance.conditions import limits_in


@dataclass(frozen=True)
class Counted:
    """A term as far as a limit needs it."""

    key: str
    name: str
    kind: str
    unit: str = ""
    currency: str | None = None
    direction: str | None = None
    labels: list[str] = field(default_factory=list)


TERMS = [
    Counted("price", "Price", "money", currency="EUR", direction="less"),
    Counted("payment_days", "Payment days", "days", "days", direction="more"),
    Counted("volume", "Volume", "number", "pieces", direction="more"),
    Counted("start", "Start", "date", direction="less"),
    Counted("service", "Service", "choice", direction="more", labels=["Basic", "Gold"]),
]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("only with 60 days", ["Payment days at least 60\u00a0days"]),
        ("but only if payment days is at least 60", ["Payment days at least 60\u00a0days"]),
        ("with 8 weeks", ["Payment days at least 56\u00a0days"]),
        ("price 95", ["Price at most 95\u00a0EUR"]),
        ("at 95 EUR", ["Price at most 95\u00a0EUR"]),
        ("volume at most 500 pieces", ["Volume at most 500\u00a0pieces"]),
        ("Start 2026-12-01", ["Start at most 2026-12-01"]),
        ("service Gold", ["Service at least Gold"]),
        (
            "Price at most 95 and payment days at least 45",
            ["Price at most 95\u00a0EUR", "Payment days at least 45\u00a0days"],
        ),
    ],
)
def test_words_that_name_a_term_and_a_limit_are_one(words: str, said: list[str]) -> None:
    assert [one.words for one in limits_in(words, TERMS)] == said


@pytest.mark.parametrize(
    "words",
    [
        "if the board hears of it",
        "60",
        "Price at most 95 USD",
        "Price at most 95 EUR if the board hears of it",
        "at most 95 EUR and tell finance",
        "payment",
        "",
    ],
)
def test_any_other_words_are_no_limit(words: str) -> None:
    assert limits_in(words, TERMS) == []
