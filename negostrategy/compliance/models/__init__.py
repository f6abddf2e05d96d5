"""Tables of compliance: one file per noun."""

from negostrategy.compliance.models.check import OfferCheck
from negostrategy.compliance.models.finding import Finding
from negostrategy.compliance.models.request import ApprovalRequest, ApprovalSeat, ConditionTick, Waiver

__all__ = ["ApprovalRequest", "ApprovalSeat", "ConditionTick", "Finding", "OfferCheck", "Waiver"]
