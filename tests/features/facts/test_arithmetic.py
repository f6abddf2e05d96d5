"""The database scores thousands of records, the arithmetic scores a package while people type: they must agree."""

from decimal import Decimal
from itertools import islice, product

from negostrategy.bargaining.scores import Positions, deal_score, issue_score
from tests.cast import Cast
from tests.features.facts.records import facts_of_record

# Walk-away, acceptable and target with the corners at which they meet, and values on and between all of them.
LINES = ((30, 45, 60), (30, 30, 60), (30, 60, 60), (-5, 0, 7))
VALUES = ("-6", "-5", "-1.5", "0", "3.3", "7", "29.99", "30", "31", "45", "52.5", "59.9", "60", "61")
CASES = {
    f"term-{n}": (Positions("more", *map(Decimal, line)), Decimal(value), Decimal(n % 7 + 1))
    for n, (line, value) in enumerate(product(LINES, VALUES))
}


def _as_term(case: tuple[Positions, Decimal, Decimal]) -> dict[str, object]:
    on, value, weight = case
    positions = {"walk_away": on.walk_away, "acceptable": on.acceptable, "target": on.target}
    return {"direction": on.direction, "agreed": value, "weight": weight} | positions


def test_every_term_has_the_same_points_and_band_in_both(cast: Cast) -> None:
    facts = facts_of_record(cast, {key: _as_term(case) for key, case in CASES.items()})

    said = {key: (Decimal(str(term["score"])), term["band"]) for key, term in facts.terms.items()}
    reckoned = {key: issue_score(on, value) for key, (on, value, _) in CASES.items()}
    assert said == {key: (round(one.points, 3), one.band) for key, one in reckoned.items()}


def test_the_deal_has_the_same_score_in_both(cast: Cast) -> None:
    known = dict(islice(CASES.items(), 12))
    unknown = {"silent": {"direction": "more", "weight": 9}}

    facts = facts_of_record(cast, {key: _as_term(case) for key, case in known.items()} | unknown)

    scored = [(weight, issue_score(on, value).points) for on, value, weight in known.values()]
    found = deal_score([*scored, (Decimal(9), None)])
    assert (facts.deal_score, facts.score_coverage) == (round(found.points or 0, 3), round(found.coverage, 4))
