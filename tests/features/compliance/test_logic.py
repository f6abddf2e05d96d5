"""The compiler says exactly what a small reference written here says: three-valued logic over a row of facts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from negostrategy.compliance.engine.nodes import FACTS, Catalogue, UnreadableNode, compile_node
from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast
from tests.features.facts.records import add_record

CATALOGUE = Catalogue(answers={"asked": "yes_no", "taken": "number", "by": "choice"})
# Few numbers, met often: the edges are where a comparison goes wrong.
EDGES = [-1, 0, 1, 0.1, 2.5]
NUMBERS = st.sampled_from(EDGES) | st.integers(-(10**14), 10**14)
WORDS = st.sampled_from(["internal", "external", "agreed", "open", "EUR", "a'b", "%(x)s", "50 %", "\\", "{}", "ä"])
BANDS = st.sampled_from(["stop", "ask", "within", "target"])
POSITION_NAMES = ["opening", "target", "acceptable", "walk_away", "theirs", "agreed", "current"]
POSITIONS = st.sampled_from(POSITION_NAMES)
NUMBER_FACTS = st.sampled_from(["value", "alternative_value", "power_balance", "term_count", "deal_score"])
TEXT_FACTS = st.sampled_from(["kind", "topic", "outcome", "currency", "segment"])
YES_NO_FACTS = st.sampled_from(["is_closed", "has_reason", "has_alternative"])
KEYS = st.sampled_from(["price", "days"])
COMPARING = st.sampled_from(["at_least", "at_most", "more_than", "less_than", "equals"])
type_of_row = Mapping[str, Any]


def _leaves() -> st.SearchStrategy[dict[str, Any]]:
    number = {"is": COMPARING, "value": NUMBERS}
    equal = {"is": st.just("equals"), "value": WORDS}
    among = {"is": st.sampled_from(["one_of", "none_of"]), "value": st.lists(WORDS, min_size=1, max_size=3)}
    yes_no, known = {"is": st.sampled_from(["yes", "no"])}, {"is": st.just("known")}
    about_facts = [
        *({"fact": NUMBER_FACTS} | asked for asked in (number, known)),
        *({"fact": TEXT_FACTS} | asked for asked in (equal, among, known)),
        *({"fact": YES_NO_FACTS} | asked for asked in (yes_no, known)),
    ]
    about_variables = [
        {"variable": KEYS, "of": POSITIONS} | number,
        {"variable": KEYS, "of": POSITIONS} | known,
        {"variable": KEYS, "of": st.just("score")} | number,
        {"variable": KEYS, "of": st.just("band"), "is": st.just("one_of"), "value": st.lists(BANDS, min_size=1)},
        {"variable": KEYS, "of": POSITIONS, "is": st.just("no_worse_than"), "than": POSITIONS},
    ]
    about_answers = [
        *({"answer": st.just("asked")} | asked for asked in (yes_no, known)),
        *({"answer": st.just("taken")} | asked for asked in (number, known)),
        *({"answer": st.just("by")} | asked for asked in (equal, among, known)),
    ]
    return st.one_of([st.fixed_dictionaries(d) for d in about_facts + about_variables + about_answers])


NODES = st.recursive(
    _leaves(),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=4)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=4)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=8,
)
EDGE = st.sampled_from(EDGES)
EXACT = EDGE.map(lambda number: Decimal(str(number)))
MAYBE_NUMBER = EXACT | st.none() | st.decimals(-(10**14), 10**14, places=2)
TERM = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(POSITION_NAMES, EDGE) | {"score": EDGE, "band": BANDS, "d": st.sampled_from([1, -1])},
)
ANYTHING = st.none() | st.booleans() | EDGE | WORDS | st.just([]) | st.just({"yes": True})
ROWS = st.fixed_dictionaries(
    {
        "value": MAYBE_NUMBER,
        "alternative_value": MAYBE_NUMBER,
        "power_balance": st.none() | st.integers(-1, 1),
        "term_count": st.integers(0, 1),
        "deal_score": st.none() | EXACT,
        "kind": st.sampled_from(["internal", "external"]),
        "topic": WORDS,
        "outcome": st.sampled_from(["open", "agreed"]),
        "currency": st.none() | WORDS,
        "segment": st.none() | WORDS,
        "is_closed": st.booleans(),
        "has_reason": st.booleans(),
        "has_alternative": st.booleans(),
        "terms": st.dictionaries(KEYS, TERM, max_size=2),
        "answers": st.dictionaries(st.sampled_from(["asked", "taken", "by"]), ANYTHING),
    }
)
NULLABLE = ["value", "alternative_value", "power_balance", "deal_score", "currency", "segment"]


def reference(node: Mapping[str, Any], row: type_of_row) -> bool | None:
    """Return what a node says of a row; None is unknown."""
    if "not" in node:
        inner = reference(node["not"], row)
        return None if inner is None else not inner
    if "all" in node:
        return _settled([reference(part, row) for part in node["all"]], by=False)
    if "any" in node:
        return _settled([reference(part, row) for part in node["any"]], by=True)
    found, operator = _found(node, row), node["is"]
    if operator == "known":
        return found is not None
    if operator == "no_worse_than":
        term = row["terms"].get(node["variable"], {})
        other, direction = term.get(node["than"]), term.get("d")
        if found is None or other is None or direction is None:
            return None
        return bool(direction * (Decimal(str(found)) - Decimal(str(other))) >= 0)
    return None if found is None else _compared(found, operator, node.get("value"))


def _settled(truths: list[bool | None], *, by: bool) -> bool | None:
    return by if by in truths else None if None in truths else not by


def _found(node: Mapping[str, Any], row: type_of_row) -> Any:
    if "fact" in node:
        return row[node["fact"]]
    if "variable" in node:
        return row["terms"].get(node["variable"], {}).get(node["of"])
    answer = row["answers"].get(node["answer"])
    kinds: dict[str, tuple[type, ...]] = {"asked": (bool,), "taken": (int, float), "by": (str,)}
    return answer if type(answer) in kinds[node["answer"]] else None


def _compared(found: Any, operator: str, value: Any) -> bool:
    if operator in ("yes", "no"):
        return bool(found == (operator == "yes"))
    if operator in ("one_of", "none_of"):
        return (found in value) == (operator == "one_of")
    if isinstance(value, str):
        return bool(found == value)
    left, right = Decimal(str(found)), Decimal(str(value))
    answers = {
        "at_least": left >= right,
        "at_most": left <= right,
        "more_than": left > right,
        "less_than": left < right,
        "equals": left == right,
    }
    return answers[operator]


@pytest.fixture
def row_in_force(cast: Cast) -> Any:
    """Return a function that makes the stored facts of one record be a row, and says what nodes say of it."""
    with transaction(cast.organization_id):
        negotiation_id = add_record(cast.noor)
        refresh([negotiation_id], is_new=True)

    def said(nodes: list[Mapping[str, Any]], row: type_of_row) -> list[bool | None]:
        with transaction(cast.organization_id):
            session.execute(FACTS.update().where(FACTS.c.id == negotiation_id).values(**row))
            conditions = [compile_node(node, CATALOGUE).label(f"node_{i}") for i, node in enumerate(nodes)]
            return list(session.execute(select(*conditions).where(FACTS.c.id == negotiation_id)).one())

    return said


MANY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@MANY
@given(nodes=st.lists(NODES, min_size=1, max_size=8), row=ROWS)
def test_the_database_says_what_logic_says(row_in_force: Any, nodes: list[dict[str, Any]], row: dict[str, Any]) -> None:
    assert row_in_force(nodes, row) == [reference(node, row) for node in nodes]


def without_known(node: Mapping[str, Any]) -> bool:
    """Return whether nothing in a node asks whether something is known: that word alone is about missing facts."""
    inner = node.get("all") or node.get("any") or ([node["not"]] if "not" in node else [])
    return node.get("is") != "known" and all(without_known(part) for part in inner)


@MANY
@given(node=NODES.filter(without_known), row=ROWS, data=st.data())
def test_what_is_unknown_never_becomes_kept_by_knowing_less(
    row_in_force: Any, node: dict[str, Any], row: dict[str, Any], data: st.DataObject
) -> None:
    forgotten = data.draw(st.sampled_from([*NULLABLE, "terms", "answers"]))
    less = row | {forgotten: {} if forgotten in ("terms", "answers") else None}

    before, after = row_in_force([node], row)[0], row_in_force([node], less)[0]

    assert after in (before, None)


@pytest.mark.parametrize(
    "node",
    [
        {},
        [],
        "soon",
        None,
        {"all": {}},
        {"all": [], "any": []},
        {"not": []},
        {"fact": "value"},
        {"fact": "value", "is": "yes"},
        {"fact": "value", "is": "at_least"},
        {"fact": "value", "is": "at_least", "value": "100"},
        {"fact": "value", "is": "at_least", "value": True},
        {"fact": "value", "is": "at_least", "value": float("nan")},
        {"fact": "value", "is": "at_least", "value": float("inf")},
        {"fact": "kind", "is": "equals", "value": 1},
        {"fact": "kind", "is": "one_of", "value": "internal"},
        {"fact": "kind", "is": "one_of", "value": [1]},
        {"fact": "kind", "is": ["equals"], "value": "internal"},
        {"fact": "owner_id", "is": "known"},
        {"fact": "terms", "is": "known"},
        {"fact": "organization_id", "is": "known"},
        {"fact": ["kind"], "is": "known"},
        {"fact": "kind", "answer": "asked", "is": "known"},
        {"variable": "price", "is": "at_least", "value": 1},
        {"variable": "price", "of": "d", "is": "at_least", "value": 1},
        {"variable": "price", "of": "agreed", "is": "no_worse_than", "than": "band"},
        {"variable": "price", "of": "score", "is": "no_worse_than", "than": "agreed"},
        {"answer": "nobody_asked", "is": "known"},
        {"answer": "asked", "is": "at_least", "value": 1},
        {"answer": "asked", "is": "no_worse_than", "than": "agreed"},
    ],
)
def test_what_is_not_of_the_language_is_refused(node: Any) -> None:
    with pytest.raises(UnreadableNode):
        compile_node(node, CATALOGUE)


@pytest.mark.parametrize("operator", ["at_least", "at_most", "equals"])
def test_a_tenth_is_a_tenth(row_in_force: Any, operator: str) -> None:
    node = {"fact": "value", "is": operator, "value": 0.1}

    assert row_in_force([node], {"value": Decimal("0.1")}) == [True]
