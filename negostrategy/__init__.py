"""The words of negotiation that this product speaks."""

from negostrategy.packaged import find_inside

find_inside()
