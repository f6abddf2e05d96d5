"""From what a form says to what the arithmetic takes, for calculators whose inputs are rows or have empty ones."""

from decimal import Decimal

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.index_clause import IndexClause, IndexedPart, indexed_price
from negostrategy.bargaining.lease import Lease, Purchase, lease_against_buy
from negostrategy.bargaining.payment import Advance, Instalments, advance, instalments
from negostrategy.bargaining.present import Payment, Schedule, present_value
from negostrategy.bargaining.risk import Risk, expected_loss
from negostrategy.bargaining.supply import Lateness, lateness
from negostrategy.bargaining.worked import Worked
from negostrategy.trading.calculators.shape import type_of_values

NOUGHT = Decimal(0)
ROWS = range(1, 6)
INDICES = range(1, 4)


def _or_nought(values: type_of_values, name: str) -> Decimal:
    found = values.get(name)
    return found if isinstance(found, Decimal) else NOUGHT


def instalments_of(values: type_of_values) -> Worked:
    """Return what a sum paid in parts is worth today.

    Errors: BargainingError with a sentence.
    """
    parts = values["parts"]
    if parts != parts.to_integral_value():
        raise BargainingError("Pay in a whole number of parts.")
    return instalments(
        Instalments(values["total"], int(parts), values["first_after_days"], values["every_days"], values["rate"])
    )


def advance_of(values: type_of_values) -> Worked:
    """Return what paying early costs the payer.

    Errors: BargainingError with a sentence.
    """
    reduction, chance = _or_nought(values, "reduction"), _or_nought(values, "chance_of_loss")
    return advance(Advance(values["amount"], values["days_early"], values["rate"], reduction, chance))


def lateness_of(values: type_of_values) -> Worked:
    """Return what late delivery is expected to cost.

    Errors: BargainingError with a sentence.
    """
    damages, cap = _or_nought(values, "damages_a_day"), values.get("damages_cap")
    return lateness(Lateness(values["chance"], values["days_late"], values["cost_a_day"], damages, cap))


def lease_of(values: type_of_values) -> Worked:
    """Return by how much leasing is cheaper than buying.

    Errors: BargainingError with a sentence.
    """
    months = values["months"]
    if months != months.to_integral_value():
        raise BargainingError("Count whole months.")
    lease = Lease(values["rent_a_month"], _or_nought(values, "lease_upkeep"), _or_nought(values, "fee_at_end"))
    purchase = Purchase(values["price"], _or_nought(values, "upkeep_a_month"), _or_nought(values, "resale"))
    return lease_against_buy(lease, purchase, int(months), values["rate"])


def index_of(values: type_of_values) -> Worked:
    """Return the price at today's readings of up to three indices.

    Errors: BargainingError with a sentence.
    """
    rows = [n for n in INDICES if values.get(f"index_{n}")]
    for n in rows:
        if any(values.get(f"{part}_{n}") is None for part in ("weight", "base", "reading")):
            raise BargainingError(f"Give weight, base and reading of “{values[f'index_{n}']}”.")
    parts = tuple(IndexedPart(values[f"index_{n}"], values[f"weight_{n}"], values[f"base_{n}"]) for n in rows)
    clause = IndexClause(
        values["base_price"], values["fixed_share"], parts, values.get("floor"), values.get("cap"),
        _or_nought(values, "least_change"),
    )  # fmt: skip
    return indexed_price(clause, {values[f"index_{n}"]: values[f"reading_{n}"] for n in rows})


def present_of(values: type_of_values) -> Worked:
    """Return what up to five payments are worth today.

    Errors: BargainingError with a sentence.
    """
    rows = [n for n in ROWS if values.get(f"amount_{n}") is not None]
    if not rows:
        raise BargainingError("Type at least one payment.")
    payments = tuple(Payment(values[f"amount_{n}"], _or_nought(values, f"days_{n}")) for n in rows)
    return present_value(Schedule(payments, values["rate"]))


def risks_of(values: type_of_values) -> Worked:
    """Return the expected loss of up to five risks.

    Errors: BargainingError with a sentence.
    """
    rows = [n for n in ROWS if values.get(f"risk_{n}")]
    if not rows:
        raise BargainingError("Name at least one thing that may happen.")
    chances = [_or_nought(values, f"probability_{n}") for n in rows]
    return expected_loss(
        [
            Risk(values[f"risk_{n}"], chance, _or_nought(values, f"impact_{n}"))
            for n, chance in zip(rows, chances, strict=True)
        ]
    )
