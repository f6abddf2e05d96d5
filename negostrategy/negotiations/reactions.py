"""What records do when a version of their playbook begins."""

from negostrategy.negotiations.service.repinning import move_running
from negostrategy.strategy.events import PlaybookBegan


def move_when_asked(event: PlaybookBegan) -> None:
    """Return when running negotiations are under the version that begins today, if its publisher wanted that."""
    if event.migrates:
        move_running(event.actor, event.playbook_id, event.version_id)
