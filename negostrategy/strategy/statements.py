"""Which parts of the strategy everybody confirms one by one, and the cases that show whether they were understood."""

from dataclasses import dataclass

from negostrategy.kernel.disclosure import FEWEST

# Of the outline's parts those that bind what people do; the others explain.
STATEMENTS = ("principles", "rules_of_the_game", "walk_away", "authority", "ethics")
DAYS_TO_READ = 30
REMIND_BEFORE_DAYS = 7
REMIND_EVERY_DAYS = 7
FEWEST_ANSWERS = FEWEST


@dataclass(frozen=True)
class StarterCase:
    """A case that holds for any company; leaders put their own beside it."""

    situation: str
    choices: tuple[str, ...]
    right_place: int
    because: str


STARTER_CASES = (
    StarterCase(
        "In the hallway a colleague asks you to move a delivery by a week. You have no objection.",
        (
            "Agree, and remember it",
            "Agree, and log it in one sentence so that both know the same",
            "Say that only written requests count",
        ),
        2,
        "What was agreed in the hallway counts as much as what was signed, so it is written down.",
    ),
    StarterCase(
        "A supplier offers a price that is short of what the playbook accepts, but not beyond the walk-away.",
        ("Agree quickly, before they change their mind", "Break off", "Ask whoever may say yes, on the record"),
        3,
        "Short of acceptable somebody with authority decides, before the handshake and not after it.",
    ),
    StarterCase(
        "They ask for something that costs us little. We want something that costs them little.",
        ("Give it away as a sign of goodwill", "Trade the one for the other", "Keep it for the next round"),
        2,
        "A concession without something in return teaches the other side to ask again.",
    ),
)
