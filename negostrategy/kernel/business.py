"""The closed vocabularies of the business: the words that records, rules, schemas and figures share."""

from enum import StrEnum


class Kind(StrEnum):
    """Whether the other side is outside or inside the organization."""

    INTERNAL = "internal"
    EXTERNAL = "external"


class Topic(StrEnum):
    """What is negotiated about; responsibilities and rights are what renegotiations touch."""

    TIMETABLE = "timetable"
    SPECIFICATION = "specification"
    STAFF = "staff"
    FINANCE = "finance"
    RESPONSIBILITIES = "responsibilities"
    RIGHTS = "rights"
    OTHER = "other"


class Channel(StrEnum):
    """Where it took place."""

    HALLWAY = "hallway"
    PHONE = "phone"
    EMAIL = "email"
    VIDEO = "video"
    MEETING = "meeting"
    CHAT = "chat"


class Style(StrEnum):
    """How one negotiates: win a fixed pie, enlarge it first, or agree rules and openness before numbers."""

    COMBATIVE = "combative"
    COOPERATIVE = "cooperative"
    PARTNERSHIP = "partnership"


class GameRules(StrEnum):
    """How far both sides have agreed on how they will negotiate."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Privacy(StrEnum):
    """Who may read: its people and their managers; its people alone; its owner alone. Named readers always may."""

    OPEN = "open"
    NEED_TO_KNOW = "need_to_know"
    PRIVATE = "private"


class Outcome(StrEnum):
    """How it ended, or that it has not."""

    OPEN = "open"
    AGREED = "agreed"
    NO_DEAL = "no_deal"
    PARKED = "parked"
    BROKEN_OFF = "broken_off"


class Segment(StrEnum):
    """A group of counterparts treated alike: supply, customers, colleagues, partners."""

    NON_CRITICAL = "non_critical"
    LEVERAGE = "leverage"
    BOTTLENECK = "bottleneck"
    STRATEGIC = "strategic"
    KEY = "key"
    GROWTH = "growth"
    STANDARD = "standard"
    DEPENDENT = "dependent"
    SHARED = "shared"
    INDEPENDENT = "independent"
    PARTNER = "partner"


class Openness(StrEnum):
    """How much of our figures the other side gets to see."""

    CLOSED = "closed"
    SELECTED = "selected"
    OPEN_BOOKS = "open_books"


class ValueKind(StrEnum):
    """What kind of number a term is, on one number line: a date is its ordinal day, a choice its place."""

    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    DAYS = "days"
    MONTHS = "months"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    POINTS = "points"
    SHARE = "share"
    PEOPLE = "people"


class Direction(StrEnum):
    """Which way on the number line is better for us."""

    MORE = "more"
    LESS = "less"


class Side(StrEnum):
    """Whose move, value or feeling."""

    OURS = "ours"
    THEIRS = "theirs"


class MoveTag(StrEnum):
    """What a move did."""

    OFFER = "offer"
    CONCEDE = "concede"
    DEMAND = "demand"
    REJECT = "reject"
    ACCEPT = "accept"
    WALK_AWAY = "walk_away"


class PulseDomain(StrEnum):
    """The four themes on which a side feels a negotiation."""

    RESULT = "result"
    SELF = "self"
    PROCESS = "process"
    RELATION = "relation"


class Binding(StrEnum):
    """How strongly a rule binds: a line not to cross, advice, or our own history."""

    FLOOR = "floor"
    POSTURE = "posture"
    EVIDENCE = "evidence"


class Result(StrEnum):
    """What judging a rule against a record says. Unknown is never a pass."""

    KEPT = "kept"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class VersionState(StrEnum):
    """A draft may change; in review and approved it waits; a published version never changes."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    PUBLISHED = "published"


class ChangeSize(StrEnum):
    """How much a version changes: only after a major change does everybody have to read it again."""

    MAJOR = "major"
    MINOR = "minor"


class AuthorityBasis(StrEnum):
    """What a piece of authority is measured by: the value, one variable, the points of a package, or going beyond."""

    VALUE = "value"
    VARIABLE = "variable"
    POINTS = "points"
    EXCEPTION = "exception"


class Light(StrEnum):
    """The answer to "may I agree to this?": you may, ask first, or not without an exception."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class NumberFormat(StrEnum):
    """How numbers are written: 1.234,50 with a comma before the decimals, or 1,234.50 with a point."""

    COMMA = "comma"
    POINT = "point"
