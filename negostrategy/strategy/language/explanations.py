"""What each fact and each position means, for whoever composes a rule: a group, a sentence, and an example."""

from dataclasses import dataclass

TALK, VALUE, TERMS, MOVES, END = (
    "The negotiation",
    "Value and alternative",
    "Variables taken together",
    "Moves",
    "How it ended",
)
GROUPS = (TALK, VALUE, TERMS, MOVES, END)


@dataclass(frozen=True)
class Explanation:
    """Where a fact stands in the list, what it says, and a value it might have."""

    group: str
    says: str
    example: str


def _each(group: str, **lines: tuple[str, str]) -> dict[str, Explanation]:
    return {name: Explanation(group, says, example) for name, (says, example) in lines.items()}


FACTS_EXPLAINED: dict[str, Explanation] = {
    **_each(
        TALK,
        kind=("Whether the other side belongs to the company or not.", "external"),
        topic=("What it is about, in one of seven words.", "finance"),
        channel=("How people talked with each other.", "video"),
        segment=("The group of counterparts that this one is treated with.", "strategic"),
        privacy=("Who may read the record.", "open"),
        style_planned=("How we meant to negotiate, chosen before the first talk.", "cooperative"),
        style_used=("How it went in fact, as our people saw it.", "combative"),
        rules_of_game=("How far both sides agreed on how they negotiate.", "accepted"),
        party_count=("How many people of ours took part.", "2"),
        power_balance=("Who is stronger in our own view; +2 is us, −2 is them.", "−1"),
        capture_delay_hours=("How long after the talk the record was made.", "24"),
    ),
    **_each(
        VALUE,
        value=("What it is worth, in the currency of the record.", "250,000"),
        currency=("The currency of the record, in three letters.", "EUR"),
        has_alternative=("Somebody wrote what we do if we do not agree.", "yes"),
        alternative_value=("What our alternative is worth to us.", "235,000"),
        alternative_age_days=("How old the value of our alternative was on the day of the talk.", "40"),
    ),
    **_each(
        TERMS,
        term_count=("How many variables are on the record.", "8"),
        open_term_count=("How many of them have any position.", "6"),
        agreed_term_count=("How many of them are agreed.", "3"),
        both_valued_count=("How many have a value known for both sides, which trading needs.", "4"),
        term_without_walk_away_count=("How many variables with a weight lack a walk-away.", "0"),
        beyond_walk_away_count=("How many were agreed beyond the walk-away.", "0"),
        beyond_acceptable_count=("How many were agreed short of acceptable but before the walk-away.", "1"),
        deal_score=("All scores by weight: 60 is acceptable, 100 the target throughout.", "78"),
        score_coverage=("How much of the weight has a known value; 1 is all of it.", "0.8"),
    ),
    **_each(
        MOVES,
        move_count=("How many moves of both sides are on the record.", "9"),
        our_move_count=("How many of the moves are ours.", "5"),
        their_move_count=("How many of the moves are theirs.", "4"),
        our_concession_count=("How often we moved towards them.", "3"),
        free_concession_count=("How often we moved towards them and got nothing in return.", "0"),
    ),
    **_each(
        END,
        approved_by=("In which office somebody approved it as it stands; nothing as long as nobody did.", "leader"),
        outcome=("How it ended, or that it has not ended.", "agreed"),
        is_closed=("It ended, with an agreement or without one.", "yes"),
        has_reason=("Somebody wrote why it ended as it did.", "yes"),
        duration_days=("From the day of the talk to the day it was closed.", "21"),
    ),
}
POSITIONS_EXPLAINED: dict[str, Explanation] = {
    name: Explanation("Variables", says, example)
    for name, (says, example) in {
        "opening": ("What we ask for first.", "75"),
        "target": ("What we want; it scores 100.", "60"),
        "acceptable": ("What we take without asking anybody; it scores 60.", "45"),
        "walk_away": ("Where we stop; beyond it the score is 0.", "30"),
        "theirs": ("The last position of the other side.", "20"),
        "agreed": ("What was agreed.", "50"),
        "current": ("What is agreed, else their last position.", "50"),
        "score": ("The points of the current value, from 0 to 100.", "73"),
        "band": ("Where the current value lies: stop, ask, within or target.", "within"),
    }.items()
}
