"""P9: a draft of twenty rules, each changed or new, replayed on every record of its playbook; then with new weights.

    .venv/bin/python -m benchmarks.backtesting [how many records]

A draft that changes positions sees each record anew: it is replayed on 5,000 of them at most.
Of many records only the first thousands are imported; the others are copies of them (see `benchmarks.filling`).
Beside it, in the same run: a bare sum over the stored facts of the same records, the least that reading them takes.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select, update

from benchmarks.company import lines, make_company
from benchmarks.filling import REPEATS, fill_up, settle
from negostrategy.cli.application import small_application
from negostrategy.cli.migrate import migrate
from negostrategy.compliance.queries.preview import preview_of, replay_of
from negostrategy.compliance.queries.replaying import Replay
from negostrategy.embedded.supervisor import private_postgres
from negostrategy.exchange.service.importing import Errand, bring_in
from negostrategy.exchange.service.lines import lines_of
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings
from negostrategy.strategy.models import PlaybookVersion, Rule, Variable
from negostrategy.strategy.service.playbooks import start_playbook_draft

RUNS, RECORDS, RULES = 3, 5000, 20
BOOK = "timetable_change"
T = TypeVar("T")
SLUG = "measured"


def main(records: int = RECORDS) -> None:
    """Return after printing the measurement, made in a database of its own."""
    with tempfile.TemporaryDirectory() as folder, private_postgres(Path(folder)) as cluster:
        urls = cluster.create_database("replayed")
        migrate(urls.owner)
        settings = Settings(mode="test", database_url=urls.app, secret_key=os.urandom(32), audit_key=os.urandom(32))
        with small_application(settings, urls.app).app_context():
            leader = make_company(SLUG)
            errand = Errand(organization_id=leader.organization_id, actor=leader)
            some = lines(SLUG, min(records, REPEATS), only=BOOK)
            bring_in(errand, lines_of(BytesIO(b"".join(some))))
            if records > REPEATS:
                fill_up(cluster.superuser_url("replayed"), records, BOOK)
            settle(cluster.superuser_url("replayed"))
            _measure(leader)
    # Run by root, the cluster lies outside the folder that was just removed: a million records are nine gigabytes.
    shutil.rmtree(cluster.place, ignore_errors=True)


def _measure(leader: Actor) -> None:
    with transaction(leader.organization_id):
        playbook_id = _most_used()
        rules_only = _draft(leader, playbook_id)
        weighted = _draft(leader, playbook_id)
        _change_weights(weighted)
    for name, version_id, most in (("new weights", weighted, RECORDS), ("no new position", rules_only, None)):
        _say(name, leader, partial(replay_of, version_id, playbook_id, most))


def _most_used() -> UUID:
    return session.scalars(
        select(PlaybookVersion.playbook_id)
        .join(Facts, Facts.playbook_version_id == PlaybookVersion.id)
        .group_by(PlaybookVersion.playbook_id)
        .order_by(func.count().desc())
        .limit(1)
    ).one()


def _draft(leader: Actor, playbook_id: UUID) -> UUID:
    version_id = start_playbook_draft(leader, playbook_id)
    rules = session.scalars(select(Rule).where(Rule.playbook_version_id == version_id).order_by(Rule.place)).all()
    judged = [rule for rule in rules if rule.expression is not None]
    for rule in judged:
        # Another sentence with the same meaning: it has to be judged again, before and after.
        rule.expression = {"all": [rule.expression]}
    for place in range(len(rules) + 1, len(rules) + 1 + max(0, RULES - len(judged))):
        like = judged[place % len(judged)]
        said = {name: getattr(like, name) for name in ("title", "binding", "severity", "condition", "expression")}
        session.add(Rule(id=new_id(), playbook_version_id=version_id, place=place, key=f"again_{place}", **said))
    session.flush()
    return version_id


def _change_weights(version_id: UUID) -> None:
    session.execute(
        update(Variable)
        .where(Variable.playbook_version_id == version_id)
        .where(Variable.walk_away.is_not(None))
        .values(weight=Variable.weight + 1)
    )


def _say(name: str, leader: Actor, asking: Callable[[], Replay | None]) -> None:
    seconds, bare, count = [], [], 0
    for _ in range(RUNS):
        with transaction(leader.organization_id):
            asked = asking()
            assert asked is not None
            preview, took = _timed(partial(preview_of, asked))
            count = preview.record_count
            seconds.append(took)
            bare.append(_timed(lambda: session.execute(select(func.sum(Facts.term_count), func.count())).one())[1])
    ratios = sorted(ours / least for ours, least in zip(seconds, bare, strict=True))
    print(
        f"P9  replay of {RULES} rules and {name} on {count:,} records: {statistics.median(seconds):.2f} s "
        f"(goal 2 s for 5,000, 15 s for a million), {statistics.median(ratios):.0f} times a bare sum over all facts "
        f"({ratios[0]:.0f} / {statistics.median(ratios):.0f} / {ratios[-1]:.0f})",
        flush=True,
    )


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    begun = time.perf_counter()
    answer = act()
    return answer, time.perf_counter() - begun


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:2]))
