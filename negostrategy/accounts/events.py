"""What accounts announce."""

from dataclasses import dataclass

from negostrategy.kernel.events import Event


@dataclass(frozen=True)
class OrganizationMoved(Event):
    """The organization counts its days in another time zone from now on. Both are IANA names."""

    from_zone: str
    to_zone: str
