"""What records do when a playbook is published."""

from negostrategy.negotiations.service.repinning import move_running
from negostrategy.strategy.events import PlaybookPublished


def move_when_asked(event: PlaybookPublished) -> None:
    """Return when running negotiations are under the new version, if its publisher wanted that."""
    if event.migrates:
        move_running(event.actor, event.playbook_id, event.version_id)
