"""What the API answers about the strategy, and what begins a playbook."""

from marshmallow import Schema, fields

from negostrategy.edge.fields import Amount, line
from negostrategy.edge.payloads import DraftSchema


class VersionShape(Schema):
    """One version in a list."""

    id = fields.UUID(required=True)
    number = fields.Integer(required=True)
    title = fields.String(required=True)
    state = fields.String(required=True)
    effective_on = fields.Date(allow_none=True)
    revision = fields.Integer(required=True)


class ObjectiveShape(Schema):
    """One objective."""

    title = fields.String(required=True)
    metric = fields.String(required=True)
    measure = fields.String(allow_none=True)
    unit = fields.String(required=True)
    baseline = Amount(allow_none=True)
    target = Amount(required=True)
    due_on = fields.Date(allow_none=True)
    note = fields.String(allow_none=True)


class SegmentShape(Schema):
    """What is said of one segment of counterparts."""

    segment = fields.String(required=True)
    default_style = fields.String(required=True)
    allowed_styles = fields.List(fields.String())
    minimum_variables = fields.Integer(required=True)
    openness = fields.String(required=True)
    note = fields.String(allow_none=True)


class BaseShape(Schema):
    """The version that a draft began from."""

    version_id = fields.UUID(required=True)
    number = fields.Integer(required=True)
    state = fields.String(required=True)


class BegunShape(Schema):
    """Of a draft only: from which version it began, and what of that nobody has approved, in words."""

    begun_from = fields.Nested(BaseShape, allow_none=True)
    not_approved = fields.List(fields.String())


class ApprovalShape(Schema):
    """Whether somebody published it while nobody else had joined, and no second person has approved it since."""

    approved_by_nobody_else = fields.Boolean(required=True)


class DocumentShape(VersionShape, BegunShape, ApprovalShape):
    """One version of the strategy, whole."""

    sections = fields.List(fields.Dict())
    objectives = fields.List(fields.Nested(ObjectiveShape))
    segments = fields.List(fields.Nested(SegmentShape))
    owner_id = fields.UUID(allow_none=True)
    review_on = fields.Date(allow_none=True)
    change_size = fields.String()
    change_note = fields.String(allow_none=True)


class PlaybookRowShape(Schema):
    """One version of a playbook in a list."""

    playbook_id = fields.UUID(required=True)
    version_id = fields.UUID(required=True)
    key = fields.String(required=True)
    name = fields.String(required=True)
    number = fields.Integer(required=True)
    state = fields.String(required=True)
    effective_on = fields.Date(allow_none=True)
    purpose = fields.String(required=True)
    kind = fields.String(allow_none=True)
    topics = fields.List(fields.String())
    variable_count = fields.Integer()
    rule_count = fields.Integer()


class VariableShape(Schema):
    """One variable of a version."""

    key = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    unit = fields.String(required=True)
    direction = fields.String(allow_none=True)
    giver = fields.String(allow_none=True)
    opening = Amount(allow_none=True)
    target = Amount(allow_none=True)
    acceptable = Amount(allow_none=True)
    walk_away = Amount(allow_none=True)
    weight = Amount(required=True)
    levels = fields.List(fields.Dict(), allow_none=True)
    note = fields.String(allow_none=True)
    to_confirm = fields.Boolean(required=True)
    seal = fields.String(required=True)
    reference = fields.String(allow_none=True)
    ladder = fields.List(fields.Dict())
    traders = fields.List(fields.String())
    is_ordered = fields.Boolean(required=True)
    is_optional = fields.Boolean(required=True)


class RuleShape(Schema):
    """One rule of a version; says is its expression in plain words."""

    id = fields.UUID(required=True)
    key = fields.String(required=True)
    title = fields.String(required=True)
    binding = fields.String(required=True)
    severity = fields.Integer(required=True)
    guidance = fields.String(allow_none=True)
    condition = fields.Dict(allow_none=True)
    expression = fields.Dict(allow_none=True)
    says = fields.String()
    applies = fields.String()


class PlaybookShape(BegunShape, ApprovalShape):
    """One version of a playbook, whole."""

    id = fields.UUID(required=True)
    playbook_id = fields.UUID(required=True)
    key = fields.String(required=True)
    name = fields.String(required=True)
    number = fields.Integer(required=True)
    state = fields.String(required=True)
    purpose = fields.String(required=True)
    after = fields.String(allow_none=True)
    kind = fields.String(allow_none=True)
    topics = fields.List(fields.String())
    segments = fields.List(fields.String())
    value_from = Amount(allow_none=True)
    value_to = Amount(allow_none=True)
    privacy_default = fields.String(required=True)
    questions = fields.List(fields.Dict())
    effective_on = fields.Date(allow_none=True)
    revision = fields.Integer(required=True)
    variables = fields.List(fields.Nested(VariableShape))
    rules = fields.List(fields.Nested(RuleShape))
    warnings = fields.List(fields.String(), metadata={"description": "Only in the answer to a publication."})


class StarterShape(Schema):
    """A playbook that comes with the product."""

    key = fields.String(required=True)
    name = fields.String(required=True)
    purpose = fields.String(required=True)


class LibraryLevelShape(Schema):
    """One level of a choice."""

    level = fields.Integer(required=True)
    label = fields.String(required=True)
    points = Amount(required=True)


class LibraryVariableShape(Schema):
    """A variable to pick; no direction where it depends on the side one is on."""

    key = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    unit = fields.String(required=True)
    direction = fields.String(allow_none=True)
    note = fields.String(required=True)
    levels = fields.List(fields.Nested(LibraryLevelShape), required=True)


class NextVersionSchema(DraftSchema):
    """From which version a draft begins: the one in force unless another is named by its id."""

    from_id = fields.UUID(data_key="from", allow_none=True)


class BeginSchema(DraftSchema):
    """What a new playbook is called, or the starter it is made from."""

    name = line(120)
    starter = fields.String()
