"""Who reacts to what: every side effect on one page."""

from negostrategy.accounts.events import OrganizationMoved
from negostrategy.compliance.reactions import judge_what_changed
from negostrategy.compliance.service.closing import refuse_beyond_floor, refuse_worse_agreement
from negostrategy.compliance.service.ending import end_what_is_over
from negostrategy.compliance.service.passing_on import pass_on_from_negotiators
from negostrategy.compliance.service.telling import tell_of_written
from negostrategy.compliance.service.watching import watch_saving
from negostrategy.facts.events import FactsRefreshed
from negostrategy.facts.reactions import follow_the_moved, follow_the_record
from negostrategy.facts.recounting import recount_days
from negostrategy.kernel.days import DayMayHaveBegun
from negostrategy.kernel.events import Event, type_of_reaction
from negostrategy.negotiations.events import (
    AgreementEdited,
    AgreementWritten,
    NegotiationAgreed,
    NegotiationChanged,
    NegotiationClosed,
    NegotiationsMoved,
    PartiesNamed,
)
from negostrategy.negotiations.reactions import move_when_asked
from negostrategy.strategy.events import PlaybookBegan, StrategyBegan, StrategyEnded, StrategyPublished
from negostrategy.strategy.service.acknowledging import ask_to_read, prepare_cases, settle_what_is_over
from negostrategy.strategy.service.beginning import begin_what_is_due

REACTIONS: dict[type[Event], list[type_of_reaction]] = {
    OrganizationMoved: [recount_days],
    NegotiationChanged: [follow_the_record, watch_saving],
    NegotiationAgreed: [refuse_beyond_floor],
    NegotiationClosed: [end_what_is_over],
    AgreementWritten: [tell_of_written],
    PartiesNamed: [pass_on_from_negotiators],
    AgreementEdited: [refuse_worse_agreement],
    NegotiationsMoved: [follow_the_moved],
    FactsRefreshed: [judge_what_changed],
    StrategyPublished: [prepare_cases],
    DayMayHaveBegun: [begin_what_is_due],
    PlaybookBegan: [move_when_asked],
    StrategyBegan: [ask_to_read],
    StrategyEnded: [settle_what_is_over],
}
