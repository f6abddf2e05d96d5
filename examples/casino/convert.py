"""From CaSiNo, a corpus of campsite negotiations, to lines that `negostrategy import` takes.

    python examples/casino/convert.py casino_train.json casino_valid.json > casino.jsonl

Agent 1 is "us". What the people said of themselves (demographics, personality) is not read, nor is their talk: only the
deals they sent and answered, what each item was worth to them, and how they felt in the end.

The corpus is by Kushal Chawla, Jaysa Ramirez, Rene Clever, Gale Lucas, Jonathan May and Jonathan Gratch (NAACL 2021),
under CC BY 4.0, from github.com/kushalchawla/CaSiNo. It is not kept here; docs/casino.md says what is changed.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

US, THEM = "mturk_agent_1", "mturk_agent_2"
ITEMS = ("Food", "Water", "Firewood")
PACKAGES = 3
WORTH = {"High": 5, "Medium": 4, "Low": 3}
WALK_AWAY_POINTS = 5
# Five and thirty-six are the rules of the task. What is acceptable nobody was asked: half of the most is our choice.
POINTS = {
    "key": "points",
    "name": "Points for us",
    "kind": "points",
    "direction": "more",
    "weight": 100,
    "walk_away": WALK_AWAY_POINTS,
    "acceptable": 18,
    "target": 36,
}
# The corpus has no dates. The days are spread over a year by the number of the dialogue, and mean nothing.
FIRST_DAY, DAYS = date(2024, 1, 1), 366
SCALE = {
    "Extremely dissatisfied": 1,
    "Slightly dissatisfied": 2.5,
    "Undecided": 4,
    "Slightly satisfied": 5.5,
    "Extremely satisfied": 7,
    "Extremely dislike": 1,
    "Slightly dislike": 2.5,
    "Slightly like": 5.5,
    "Extremely like": 7,
}
TAGS = {"Submit-Deal": "offer", "Reject-Deal": "reject", "Accept-Deal": "accept", "Walk-Away": "walk_away"}
SIDES = ("issue2youget", "issue2theyget")
type_of_thing = dict[str, Any]


class UnlikeTheCorpus(ValueError):
    """A dialogue does not look as its README says; the sentence says where."""


def line_of(dialogue: type_of_thing, owners: Sequence[str] = ()) -> type_of_thing:
    """Return one negotiation as a line. owners: e-mail addresses, of which one owns it; none leaves it open.

    Errors: UnlikeTheCorpus for a deal that does not divide three packages, or a dialogue without an end.
    """
    number = dialogue["dialogue_id"]
    held_on = (FIRST_DAY + timedelta(days=number % DAYS)).isoformat()
    steps = steps_of(dialogue)
    deal = deal_of(dialogue)
    return {
        "source": "casino",
        "key": str(number),
        "title": _title(number, deal),
        "kind": "external",
        "topic": "rights",
        "channel": "chat",
        "held_on": held_on,
        "owner": owners[number % len(owners)] if owners else None,
        "recorded_at": f"{held_on}T20:00:00Z",
        "counterpart": {"name": "The camp next to ours"},
        "alternative": {"text": "Walk away with five points", "value": WALK_AWAY_POINTS, "valued_on": held_on},
        "terms": list(_terms(dialogue["participant_info"], deal)),
        "moves": [_move(number, step) for step in steps],
        "pulses": list(_pulses(dialogue["participant_info"])),
        "outcome": _outcome(steps[-1]),
    }


def steps_of(dialogue: type_of_thing) -> list[type_of_thing]:
    """Return what was sent apart from the talk: deals and the answers to them, up to the end.

    Errors: UnlikeTheCorpus when it does not end in a deal or by walking away.
    """
    steps = [said for said in dialogue["chat_logs"] if said["text"] in TAGS]
    if not steps or steps[-1]["text"] not in ("Accept-Deal", "Walk-Away"):
        raise UnlikeTheCorpus(f"Dialogue {dialogue['dialogue_id']} has no end.")
    return steps


def deal_of(dialogue: type_of_thing) -> dict[str, int] | None:
    """Return how many packages of each item we keep of what was agreed, or None when somebody walked away."""
    steps = steps_of(dialogue)
    if steps[-1]["text"] == "Walk-Away":
        return None
    offers = [step for step in steps if step["text"] == "Submit-Deal"]
    if not offers or offers[-1]["id"] == steps[-1]["id"]:
        raise UnlikeTheCorpus(f"In dialogue {dialogue['dialogue_id']} nobody accepts what the other side offered.")
    return _our_share(dialogue["dialogue_id"], offers[-1])


def worth_of(people: type_of_thing) -> tuple[dict[str, int], dict[str, int]]:
    """Return what one package of each item is worth to us and to them."""
    ours, theirs = (
        {item: WORTH[level] for level, item in people[agent]["value2issue"].items()} for agent in (US, THEM)
    )
    return ours, theirs


def recorded_points(dialogue: type_of_thing) -> tuple[int, int]:
    """Return our points and theirs as the corpus has them."""
    ours, theirs = (dialogue["participant_info"][agent]["outcomes"]["points_scored"] for agent in (US, THEM))
    return ours, theirs


def _our_share(number: int, offer: type_of_thing) -> dict[str, int]:
    mine, yours = ({item: int(count) for item, count in offer["task_data"][side].items()} for side in SIDES)
    if any(mine[item] + yours[item] != PACKAGES for item in ITEMS):
        raise UnlikeTheCorpus(f"Dialogue {number} has an offer that does not divide three packages of each.")
    return mine if offer["id"] == US else yours


def _title(number: int, deal: dict[str, int] | None) -> str:
    if deal is None:
        return f"Camp {number}: no deal over food, water and firewood"
    return f"Camp {number}: {deal['Food']} food, {deal['Water']} water and {deal['Firewood']} firewood for us"


def _terms(people: type_of_thing, deal: dict[str, int] | None) -> Iterator[type_of_thing]:
    ours, theirs = worth_of(people)
    for item in ITEMS:
        term = {
            "key": item.lower(),
            "name": item,
            "unit": "packages",
            "direction": "more",
            "quantity": PACKAGES,
            "our_value": ours[item],
            "their_value": theirs[item],
        }
        yield term if deal is None else term | {"agreed": deal[item]}
    yield POINTS if deal is None else POINTS | {"agreed": sum(ours[item] * deal[item] for item in ITEMS)}


def _move(number: int, step: type_of_thing) -> type_of_thing:
    move: type_of_thing = {"side": _side(step["id"]), "tag": TAGS[step["text"]]}
    if step["text"] == "Submit-Deal":
        move["positions"] = {item.lower(): count for item, count in _our_share(number, step).items()}
    return move


def _side(agent: str) -> str:
    return "ours" if agent == US else "theirs"


def _pulses(people: type_of_thing) -> Iterator[type_of_thing]:
    for agent in (US, THEM):
        felt = people[agent]["outcomes"]
        yield {"side": _side(agent), "domain": "result", "score": SCALE[felt["satisfaction"]]}
        yield {"side": _side(agent), "domain": "relation", "score": SCALE[felt["opponent_likeness"]]}


def _outcome(last: type_of_thing) -> type_of_thing:
    if last["text"] == "Accept-Deal":
        return {"state": "agreed"}
    who = "We" if last["id"] == US else "They"
    return {"state": "no_deal", "reason": f"{who} walked away; each side had five points"}


def main(words: list[str]) -> None:
    """Return after every dialogue of the files was printed as a line."""
    parser = argparse.ArgumentParser(description="From the CaSiNo corpus to lines for negostrategy import.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--owner", action="append", default=[], help="repeat it: the dialogues go round among them")
    arguments = parser.parse_args(words)
    for file in arguments.files:
        for dialogue in json.loads(file.read_text(encoding="utf-8")):
            print(json.dumps(line_of(dialogue, arguments.owner), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
