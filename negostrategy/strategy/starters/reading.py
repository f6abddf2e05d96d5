"""From the text of a starter file to its shape, checked on the way."""

from itertools import pairwise

import yaml

from negostrategy.kernel.business import (
    Binding,
    Direction,
    Kind,
    Openness,
    Privacy,
    Segment,
    Style,
    Topic,
    ValueKind,
)
from negostrategy.strategy.starters.fields import Fields
from negostrategy.strategy.starters.shapes import (
    LibraryGroup,
    LibraryVariable,
    StarterLevel,
    StarterObjective,
    StarterPlaybook,
    StarterQuestion,
    StarterRule,
    StarterSection,
    StarterSegment,
    StarterStrategy,
    StarterVariable,
)

SEVERITY_OF = {Binding.FLOOR: 5, Binding.POSTURE: 3, Binding.EVIDENCE: 1}
QUESTION_KINDS = ("yes_no", "number", "choice")
GIVERS = (None, "us", "them")


def playbook_from(text: str) -> StarterPlaybook:
    """Return the playbook that a file describes.

    Errors: StarterIsWrong names the place and what is expected there.
    """
    fields = Fields("playbook", yaml.safe_load(text))
    playbook = StarterPlaybook(
        key=fields.text("key"),
        name=fields.text("name"),
        purpose=fields.text("purpose"),
        kind=fields.word("kind", Kind),
        topics=fields.words("topics", Topic),
        segments=fields.words("segments", Segment),
        value_from=fields.number_or_none("value_from"),
        value_to=fields.number_or_none("value_to"),
        privacy_default=fields.word("privacy_default", Privacy),
        after=fields.paragraphs("after"),
        variables=tuple(_variable(part) for part in fields.parts("variables")),
        questions=tuple(_question(part) for part in fields.parts("questions")),
        rules=tuple(_rule(part) for part in fields.parts("rules")),
    )
    fields.finish()
    return playbook


def strategy_from(text: str) -> StarterStrategy:
    """Return the strategy that a file describes.

    Errors: StarterIsWrong names the place and what is expected there.
    """
    fields = Fields("strategy", yaml.safe_load(text))
    strategy = StarterStrategy(
        title=fields.text("title"),
        sections=tuple(_section(part) for part in fields.parts("sections")),
        segments=tuple(_segment(part) for part in fields.parts("segments")),
        objectives=tuple(_objective(part) for part in fields.parts("objectives")),
    )
    fields.finish()
    return strategy


def library_from(text: str) -> tuple[LibraryGroup, ...]:
    """Return the groups of variables that a file lists.

    Errors: StarterIsWrong names the place and what is expected there.
    """
    fields = Fields("variable library", yaml.safe_load(text))
    groups = tuple(_group(part) for part in fields.parts("groups"))
    fields.finish()
    return groups


def _variable(fields: Fields) -> StarterVariable:
    giver = fields.take("giver")
    if giver not in GIVERS:
        raise fields.wrong("giver", "us or them is expected")
    variable = StarterVariable(
        key=fields.text("key"),
        name=fields.text("name"),
        kind=fields.word("kind", ValueKind),
        unit=fields.text("unit"),
        direction=fields.word_or_none("direction", Direction),
        giver=None if giver is None else str(giver),
        opening=fields.number_or_none("opening"),
        target=fields.number_or_none("target"),
        acceptable=fields.number_or_none("acceptable"),
        walk_away=fields.number_or_none("walk_away"),
        weight=fields.number("weight"),
        levels=_levels(fields),
        note=fields.text("note"),
        to_confirm=fields.yes_or_no("to_confirm"),
    )
    if (variable.kind is ValueKind.CHOICE) != bool(variable.levels):
        raise fields.wrong("levels", "a choice has levels and nothing else does")
    _refuse_crossed_positions(fields, variable)
    fields.finish()
    return variable


def _refuse_crossed_positions(fields: Fields, variable: StarterVariable) -> None:
    # From worst to best for us; what the file leaves open is compared once the company has filled it in.
    line = [variable.walk_away, variable.acceptable, variable.target, variable.opening]
    given = [position for position in line if position is not None]
    if given and variable.direction is None:
        raise fields.wrong("direction", "positions need a direction")
    sign = -1 if variable.direction is Direction.LESS else 1
    if any(sign * (better - worse) < 0 for worse, better in pairwise(given)):
        raise fields.wrong("positions", "walk-away, acceptable, target and opening go from worse to better for us")
    if variable.target is not None and variable.target == variable.walk_away:
        raise fields.wrong("target", "target and walk-away differ")


def _levels(fields: Fields) -> tuple[StarterLevel, ...]:
    levels = []
    for place, part in enumerate(fields.parts("levels")):
        level = StarterLevel(int(part.number("level")), part.text("label"), part.number("points"))
        part.finish()
        if level.level != place:
            raise fields.wrong("levels", "levels are counted from 0 in their order")
        levels.append(level)
    return tuple(levels)


def _question(fields: Fields) -> StarterQuestion:
    question = StarterQuestion(
        key=fields.text("key"),
        text=fields.text("text"),
        kind=fields.text("kind"),
        choices=fields.texts("choices"),
    )
    if question.kind not in QUESTION_KINDS:
        raise fields.wrong("kind", "yes_no, number or choice is expected")
    if (question.kind == "choice") != bool(question.choices):
        raise fields.wrong("choices", "a choice has choices and nothing else does")
    fields.finish()
    return question


def _rule(fields: Fields) -> StarterRule:
    rule = StarterRule(
        key=fields.text("key"),
        title=fields.text("title"),
        binding=fields.word("binding", Binding),
        severity=int(fields.number("severity")),
        guidance=fields.text("guidance"),
        condition=fields.node("condition"),
        expression=fields.node("expression"),
    )
    if rule.severity != SEVERITY_OF[rule.binding]:
        raise fields.wrong("severity", "5 belongs to floor, 3 to posture, 1 to evidence")
    if rule.expression is None and rule.binding is not Binding.EVIDENCE:
        raise fields.wrong("expression", "only evidence does without an expression")
    fields.finish()
    return rule


def _section(fields: Fields) -> StarterSection:
    section = StarterSection(fields.text("key"), fields.text("title"), fields.text("prompt"), fields.paragraphs("body"))
    fields.finish()
    return section


def _segment(fields: Fields) -> StarterSegment:
    segment = StarterSegment(
        segment=fields.word("segment", Segment),
        default_style=fields.word("default_style", Style),
        allowed_styles=fields.words("allowed_styles", Style),
        minimum_variables=int(fields.number("minimum_variables")),
        openness=fields.word("openness", Openness),
        note=fields.text("note"),
    )
    fields.finish()
    return segment


def _objective(fields: Fields) -> StarterObjective:
    objective = StarterObjective(
        key=fields.text("key"),
        title=fields.text("title"),
        metric=fields.text("metric"),
        unit=fields.text("unit"),
        baseline=fields.number_or_none("baseline"),
        target=fields.number("target"),
        horizon_months=int(fields.number("horizon_months")),
        note=fields.text("note"),
    )
    fields.finish()
    return objective


def _group(fields: Fields) -> LibraryGroup:
    variables = tuple(_library_variable(part) for part in fields.parts("variables"))
    group = LibraryGroup(fields.text("key"), fields.text("title"), variables)
    fields.finish()
    return group


def _library_variable(fields: Fields) -> LibraryVariable:
    variable = LibraryVariable(
        key=fields.text("key"),
        name=fields.text("name"),
        kind=fields.word("kind", ValueKind),
        unit=fields.text("unit"),
        direction=fields.word_or_none("direction", Direction),
        levels=_levels(fields),
        note=fields.text("note"),
    )
    fields.finish()
    return variable
