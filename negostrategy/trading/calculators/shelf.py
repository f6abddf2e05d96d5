"""The calculators on the shelf, in the order in which people look for them."""

from negostrategy.bargaining.payment import PaymentDays, payment_days
from negostrategy.bargaining.risk import Warranty, warranty
from negostrategy.bargaining.supply import DeliveryTime, Stock, delivery_time, stock
from negostrategy.trading.calculators.reading import (
    INDICES,
    ROWS,
    advance_of,
    index_of,
    instalments_of,
    lateness_of,
    lease_of,
    present_of,
    risks_of,
)
from negostrategy.trading.calculators.shape import Calculator, Input, Kind

OUR_RATE = "What money costs the side that asks."


def _rate(hint: str = OUR_RATE) -> Input:
    return Input("rate", "Interest a year", "percent", "6", hint)


def _optional(name: str, label: str, kind: Kind = "money", hint: str = "", usual: str = "") -> Input:
    return Input(name, label, kind, usual, hint, is_needed=False)


def _index_rows() -> tuple[Input, ...]:
    return tuple(
        one
        for n in INDICES
        for one in (
            _optional(f"index_{n}", f"Index {n}", "words", "Such as: steel, energy, wages." if n == 1 else ""),
            _optional(f"weight_{n}", f"Weight of index {n}", "percent"),
            _optional(f"base_{n}", f"Index {n} when the price was agreed", "number"),
            _optional(f"reading_{n}", f"Index {n} now", "number"),
        )
    )


def _payment_rows() -> tuple[Input, ...]:
    return tuple(
        one
        for n in ROWS
        for one in (
            _optional(f"amount_{n}", f"Payment {n}", "money", "Below 0 when we pay." if n == 1 else ""),
            _optional(f"days_{n}", f"Payment {n} comes after", "days", "0 for today." if n == 1 else ""),
        )
    )


def _risk_rows() -> tuple[Input, ...]:
    return tuple(
        one
        for n in ROWS
        for one in (
            _optional(f"risk_{n}", f"What may happen ({n})", "words"),
            _optional(f"probability_{n}", f"How likely ({n})", "percent"),
            _optional(f"impact_{n}", f"What it then costs ({n})"),
        )
    )


SHELF = (
    Calculator(
        "payment-days",
        "Payment days",
        "What do more days to pay cost the side that waits for its money?",
        "Cost a year",
        (Input("spend", "Spend a year"), Input("days", "Days later", "days"), _rate("Of the side that waits.")),
        lambda values: payment_days(PaymentDays(**values)),
    ),
    Calculator(
        "instalments",
        "Instalments",
        "What is a sum worth today that is paid in equal parts?",
        "Worth today",
        (
            Input("total", "Sum"),
            Input("parts", "Parts", "number", "4"),
            Input("first_after_days", "First part after", "days", "30"),
            Input("every_days", "Then every", "days", "30"),
            _rate(),
        ),
        instalments_of,
    ),
    Calculator(
        "advance",
        "Advance payment",
        "What does paying early cost the payer, after the reduction offered for it?",
        "Cost to the payer",
        (
            Input("amount", "Advance"),
            Input("days_early", "Days earlier", "days"),
            _rate("Of the payer."),
            _optional("reduction", "Reduction offered"),
            _optional("chance_of_loss", "Chance that they do not deliver", "percent"),
        ),
        advance_of,
    ),
    Calculator(
        "warranty",
        "Warranty",
        "What is a warranty, or a longer one, expected to cost its giver?",
        "Expected cost",
        (
            Input("units", "Units", "number"),
            Input("months", "Months of warranty added", "number"),
            Input("failures_a_year", "Failures a year and unit", "number", "", "0.02 for one in fifty."),
            Input("cost_a_failure", "Cost of one failure"),
        ),
        lambda values: warranty(Warranty(**values)),
    ),
    Calculator(
        "delivery-time",
        "Delivery time",
        "What is sooner delivery worth to whoever receives it?",
        "Worth",
        (
            Input("days_sooner", "Days sooner", "days"),
            Input("worth_a_day", "Worth of a day"),
            Input("once", "Cost of being faster, once", usual="0"),
        ),
        lambda values: delivery_time(DeliveryTime(**values)),
    ),
    Calculator(
        "late-delivery",
        "Late delivery",
        "What is late delivery expected to cost, after the damages agreed?",
        "Expected cost",
        (
            Input("chance", "Chance of being late", "percent"),
            Input("days_late", "Days late", "days"),
            Input("cost_a_day", "Harm of a late day"),
            _optional("damages_a_day", "Damages a day"),
            _optional("damages_cap", "Damages at most"),
        ),
        lateness_of,
    ),
    Calculator(
        "stock",
        "Stock",
        "What does it cost to hold goods on the shelf?",
        "Cost of holding",
        (
            Input("units", "Units on average", "number"),
            Input("unit_cost", "Cost of one"),
            Input("holding_rate", "Holding rate a year", "percent", "20", "Capital, room, ageing, loss."),
            Input("days", "Held for", "days", "365"),
        ),
        lambda values: stock(Stock(**values)),
    ),
    Calculator(
        "lease-or-buy",
        "Lease or buy",
        "By how much is leasing cheaper than buying, at today's worth?",
        "Leasing is cheaper by",
        (
            Input("months", "Months", "number", "36"),
            _rate(),
            Input("rent_a_month", "Rent a month"),
            _optional("lease_upkeep", "Upkeep a month while leasing"),
            _optional("fee_at_end", "Fee at the end"),
            Input("price", "Price when bought"),
            _optional("upkeep_a_month", "Upkeep a month when owned"),
            _optional("resale", "Resale at the end"),
        ),
        lease_of,
    ),
    Calculator(
        "index-clause",
        "Index clause",
        "What is the price at today's readings of the indices?",
        "Price now",
        (
            Input("base_price", "Price when it was agreed"),
            Input("fixed_share", "Share that never moves", "percent", "40"),
            *_index_rows(),
            _optional("floor", "Floor against the agreed price", "percent", "−5 for 5 % below it."),
            _optional("cap", "Cap against the agreed price", "percent"),
            _optional("least_change", "Smallest change that counts", "percent"),
        ),
        index_of,
    ),
    Calculator(
        "present-value",
        "Present value",
        "What is money that comes later worth today?",
        "Worth today",
        (_rate(), *_payment_rows()),
        present_of,
    ),
    Calculator(
        "expected-loss",
        "Expected loss",
        "What do things that may happen cost on average?",
        "Expected loss",
        _risk_rows(),
        risks_of,
    ),
)
BY_KEY = {one.key: one for one in SHELF}
