"""The teams of both companies: what they negotiate about, how often, and how well it goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """One team.

    mix: {occasion: how often}. care: shift of how often rules are kept; skill: shift of the results; diligence: share
    of the questions that get an answer. pace: records per person compared with other teams. quiet: days of the year,
    from and to, in which nobody logs.
    """

    name: str
    headcount: int
    under: str | None = None
    mix: Mapping[str, float] = field(default_factory=dict)
    care: float = 0.0
    skill: float = 0.0
    diligence: float = 0.9
    pace: float = 1.0
    quiet: tuple[int, int] | None = None


_HEADS = {"budget": 3, "staff": 2, "timetable": 2, "roles": 2, "partner": 1}
_SOURCING = {
    "supplier": 6,
    "timetable": 2,
    "specification": 1.2,
    "software": 0.3,
    "budget": 0.6,
    "staff": 0.5,
    "roles": 0.4,
}
_ENGINEERING = {"specification": 5, "timetable": 4, "staff": 2.2, "budget": 1, "partner": 0.4, "roles": 0.6}

ARLUND = (
    TeamPlan("Operations", 1, mix=_HEADS),
    TeamPlan("Market", 1, mix=_HEADS | {"customer": 2}),
    TeamPlan("Engineering", 1, mix=_HEADS | {"specification": 2}),
    TeamPlan("Sourcing", 1, "Operations", _HEADS | {"supplier": 3}),
    TeamPlan("Raw materials", 11, "Sourcing", _SOURCING | {"specification": 0.5}, 0.1, 0.0, 0.9, 1.05),
    TeamPlan("Parts and drives", 13, "Sourcing", _SOURCING, -0.2, -0.05, 0.88, 1.05),
    TeamPlan(
        "Production planning",
        12,
        "Operations",
        {"timetable": 7, "staff": 3, "specification": 1, "budget": 0.8, "roles": 0.8},
        -0.1,
        -0.02,
        0.86,
        1.15,
    ),
    TeamPlan(
        "IT and services",
        9,
        "Operations",
        {"software": 3, "supplier": 0.8, "budget": 1.5, "staff": 1, "timetable": 2, "specification": 1.5, "roles": 0.6},
        0.35,
        0.05,
        0.95,
        0.8,
    ),
    TeamPlan(
        "Key accounts",
        12,
        "Market",
        {"customer": 6, "timetable": 2, "specification": 1, "budget": 0.6, "staff": 0.5, "partner": 0.4},
        0.0,
        0.05,
        0.9,
        1.1,
    ),
    TeamPlan(
        "Regional sales",
        14,
        "Market",
        {"deal": 7, "timetable": 1.6, "specification": 0.8, "staff": 0.4, "roles": 0.5},
        -0.35,
        -0.06,
        0.8,
        0.9,
        quiet=(146, 181),
    ),
    TeamPlan(
        "Field service",
        11,
        "Market",
        {"timetable": 4, "staff": 3, "deal": 2, "budget": 0.6, "supplier": 0.5, "roles": 0.8},
        0.05,
        0.0,
        0.84,
        0.95,
    ),
    TeamPlan("Design office", 13, "Engineering", _ENGINEERING, 0.25, 0.03, 0.93, 1.05),
    TeamPlan("Controls and software", 12, "Engineering", _ENGINEERING | {"software": 1, "staff": 3}, 0.0, 0.02, 0.9),
    TeamPlan(
        "Quality and test",
        9,
        "Engineering",
        {"specification": 4, "timetable": 4, "staff": 1, "supplier": 0.6, "budget": 0.8, "roles": 0.6},
        0.55,
        0.06,
        0.96,
        0.8,
    ),
)

VELDEN = (
    TeamPlan("Buying", 4, mix={"supplier": 5, "timetable": 2, "software": 1, "budget": 1}),
    TeamPlan("Projects", 6, mix={"timetable": 4, "specification": 3, "staff": 2, "deal": 3, "customer": 1}, care=0.1),
)
