"""Tables of compliance: one file per noun."""

from negostrategy.compliance.models.check import OfferCheck
from negostrategy.compliance.models.finding import Finding

__all__ = ["Finding", "OfferCheck"]
