"""The page about values shows figures that the arithmetic itself gives."""

from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import pytest

from negostrategy.bargaining.amounts import Amount
from negostrategy.bargaining.attainment import attainment
from negostrategy.bargaining.concessions import Line, concessions
from negostrategy.bargaining.improving import efficiency
from negostrategy.bargaining.index_clause import IndexClause, IndexedPart, indexed_price
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.lease import Lease, Purchase, lease_against_buy
from negostrategy.bargaining.payment import Advance, Instalments, PaymentDays, advance, instalments, payment_days
from negostrategy.bargaining.reciprocity import Give, reciprocity
from negostrategy.bargaining.risk import Risk, Warranty, expected_loss, warranty
from negostrategy.bargaining.scores import Positions, deal_score, issue_score
from negostrategy.bargaining.supply import DeliveryTime, Lateness, Stock, delivery_time, lateness, stock
from negostrategy.bargaining.surplus import Alternative, MoneyTerm, surplus_over_alternative
from negostrategy.bargaining.words import shown
from negostrategy.bargaining.zone import share_taken, zone_between
from tests.pure.bargaining.packages import RENEWAL

PAGE = (Path(__file__).parents[3] / "docs" / "values.md").read_text()
D = Decimal
PRICE = Positions("less", walk_away=D(100), acceptable=D(96), target=D(90))
KNOWN = [(D(50), D(80)), (D(20), D("73.333")), (D(20), D(100)), (D(10), None)]
THEIR_LIMIT = Interval(D(80), D(90))


def told(figure: Decimal | Interval | None, places: int = 2) -> str:
    """Return a figure as the page writes it."""
    if isinstance(figure, Interval):
        low, high = told(figure.low, places), told(figure.high, places)
        return low if figure.is_exact else f"{low} to {high}"
    assert figure is not None
    return shown(figure.quantize(D(1).scaleb(-places), ROUND_HALF_EVEN))


def figures() -> list[tuple[str, str]]:
    """Return what each line of the page must show, by the name at its beginning."""
    deal = deal_score(KNOWN)
    year = MoneyTerm("Sale", Interval.exact(100_000), D(365))
    without = [Alternative("A", D("0.5"), Interval.exact(80_000)), Alternative("B", D("0.5"), Interval.exact(60_000))]
    moved = concessions(Line("more", walk_away=D(100)), [D(120), D(112), D(108), D(106)])
    gives = [Give(Amount.of(4_000, "EUR"), is_answered=True), Give(Amount.of(500, "EUR"), is_answered=False)]
    back = reciprocity([Amount.of(8_000, "EUR")], gives)
    agreed = efficiency(RENEWAL, (D(55), D(60)))
    reached = attainment(D(8), D(20), D(14))
    steel = IndexClause(D(100_000), D("0.4"), (IndexedPart("steel", D("0.6"), D(100)),))
    assert moved is not None
    assert reached is not None
    return [
        ("points of a term", told(issue_score(PRICE, D(93)).points)),
        ("points of the deal", told(deal.points)),
        ("points of the deal", told(deal.coverage * 100)),
        ("surplus", told(surplus_over_alternative([year], D("0.06"), without, D(2_000)).surplus)),
        ("zone", told(zone_between("buyer", D(100), THEIR_LIMIT).width)),
        ("share of the zone", told(share_taken("buyer", D(92), D(100), THEIR_LIMIT))),
        ("concessions", ", ".join(map(shown, moved.steps))),
        ("concessions", told(moved.total_share)),
        ("reciprocity", told(back.ratio)),
        ("reciprocity", told(back.free_share)),
        ("distance to the frontier", told(agreed.distance)),
        ("distance to the frontier", told(agreed.share)),
        ("objective reached", told(reached.ratio)),
        ("payment days", told(payment_days(PaymentDays(D(1_200_000), D(30), D("0.06"))).amount)),
        ("instalments", told(instalments(Instalments(D(12_000), 4, D(30), D(30), D("0.06"))).amount)),
        ("advance", told(advance(Advance(D(100_000), D(60), D("0.06"), D(1_500), D("0.01"))).amount)),
        ("warranty", told(warranty(Warranty(D(500), D(12), D("0.02"), D(300))).amount)),
        ("delivery time", told(delivery_time(DeliveryTime(D(5), D(400), D(600))).amount)),
        ("late delivery", told(lateness(Lateness(D("0.2"), D(10), D(500), D(300), D(2_000))).amount)),
        ("stock", told(stock(Stock(D(200), D(45), D("0.2"), D(90))).amount)),
        (
            "lease or buy",
            told(lease_against_buy(Lease(D(900)), Purchase(D(35_000), D(40), D(8_000)), 36, D("0.06")).amount),
        ),
        ("index clause", told(indexed_price(steel, {"steel": D(110)}).amount)),
        ("expected loss", told(expected_loss([Risk("a", D("0.1"), D(50_000)), Risk("b", D("0.3"), D(10_000))]).amount)),
    ]


@pytest.mark.parametrize(("name", "figure"), figures())
def test_the_page_shows_the_figure_that_is_worked_out(name: str, figure: str) -> None:
    lines = [line for line in PAGE.splitlines() if line.startswith(f"| {name}")]

    assert any(figure in line for line in lines), figure
