"""What people negotiate about: each occasion has its topics, its other side, its playbook and its habits."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from negostrategy.kernel.business import Kind


@dataclass(frozen=True, slots=True)
class Occasion:
    """One kind of talk.

    part: what the other side is to us, None inside. playbook: the one made for it. depth: how often there is more
    to tell than a sentence. value: the usual money at stake in EUR. days: how long it usually takes.
    """

    key: str
    topics: Mapping[str, float]
    channels: Mapping[str, float]
    styles: Mapping[str, float]
    outcomes: Mapping[str, float]
    depth: float
    days: float
    part: str | None = None
    segments: frozenset[str] = field(default_factory=frozenset)
    playbook: str | None = None
    value: float | None = None

    @property
    def kind(self) -> Kind:
        """Return whether it is a talk with somebody outside."""
        return Kind.EXTERNAL if self.part else Kind.INTERNAL


_NEAR = {"hallway": 30, "meeting": 26, "chat": 18, "phone": 11, "video": 9, "email": 6}
_FAR = {"video": 30, "phone": 24, "meeting": 22, "email": 22, "chat": 2}
_KIND = {"cooperative": 70, "partnership": 16, "combative": 14}
_HARD = {"cooperative": 56, "combative": 34, "partnership": 10}
_TOGETHER = {"partnership": 64, "cooperative": 32, "combative": 4}
_USUALLY_YES = {"agreed": 86, "parked": 7, "no_deal": 5.5, "broken_off": 1.5}
_OFTEN_NO = {"agreed": 74, "parked": 9, "no_deal": 13, "broken_off": 4}

OCCASIONS: dict[str, Occasion] = {
    occasion.key: occasion
    for occasion in (
        Occasion("timetable", {"timetable": 1}, _NEAR, _KIND, _USUALLY_YES, 0.55, 3, playbook="timetable_change"),
        Occasion(
            "specification", {"specification": 1}, _NEAR, _KIND, _USUALLY_YES, 0.62, 7, playbook="specification_change"
        ),
        Occasion("staff", {"staff": 1}, _NEAR, _KIND, _OFTEN_NO, 0.6, 6, playbook="staff_allocation"),
        Occasion("budget", {"finance": 1}, _NEAR, _KIND, _OFTEN_NO, 0.7, 12, playbook="budget", value=48_000),
        Occasion("roles", {"responsibilities": 6, "rights": 2, "other": 2}, _NEAR, _KIND, _USUALLY_YES, 0, 4),
        Occasion(
            "supplier",
            {"finance": 72, "timetable": 16, "specification": 12},
            _FAR,
            _HARD,
            _USUALLY_YES,
            0.78,
            18,
            "supplier",
            frozenset({"non_critical", "leverage", "bottleneck", "strategic"}),
            "supplier_price_renewal",
            85_000,
        ),
        Occasion(
            "customer",
            {"finance": 66, "timetable": 14, "specification": 10, "responsibilities": 10},
            _FAR,
            _KIND,
            _USUALLY_YES,
            0.8,
            26,
            "customer",
            frozenset({"key"}),
            "key_customer_renewal",
            190_000,
        ),
        Occasion(
            "deal",
            {"finance": 70, "timetable": 18, "specification": 8, "other": 4},
            _FAR,
            _HARD,
            _OFTEN_NO,
            0.45,
            9,
            "customer",
            frozenset({"growth", "standard"}),
            value=34_000,
        ),
        Occasion(
            "software",
            {"rights": 1},
            _FAR,
            _HARD,
            _OFTEN_NO,
            0.85,
            15,
            "software",
            frozenset({"non_critical", "leverage", "bottleneck", "strategic"}),
            "saas_purchase",
            26_000,
        ),
        Occasion(
            "partner",
            {"finance": 30, "rights": 25, "responsibilities": 20, "specification": 15, "staff": 10},
            _FAR,
            _TOGETHER,
            _USUALLY_YES,
            0.9,
            32,
            "partner",
            frozenset({"partner"}),
            "partnership",
            120_000,
        ),
    )
}
