"""The trail as an administrator reads it and takes it out."""

import csv
import hashlib
import io
import json
import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from negostrategy.accounts.schemas import StandInDraft
from negostrategy.accounts.service.stand_ins import name_stand_in
from negostrategy.audit import service as trail
from negostrategy.audit.sealing import FIRST, seal_pending
from negostrategy.cli.application import small_application
from negostrategy.kernel import clock
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings
from tests.cast import Cast
from tests.features.facts.records import add_record

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@pytest.fixture
def acts(app: Flask, cast: Cast) -> UUID:
    """Have several people do something; return the id of a record one of them worked on."""
    with transaction(cast.organization_id):
        record = add_record(cast.noor, {}, topic="finance", title="Ferrano", team_id=cast.sourcing_id)
        trail.record(cast.noor.actor, "person.named", "negotiation", record, user=str(cast.nils.id), part="reader")
        trail.record(cast.adam.actor, "person.changed", "user", cast.otto.id, roles=["employee"], is_active=True)
        away = StandInDraft(cast.greta.id, date(2026, 12, 1), date(2099, 1, 1))
        name_stand_in(cast.ines.actor, away, clock.today())
        trail.record(cast.greta.actor, "seals.taken_over", "playbook", new_id(), former=[str(cast.ines.id)])
    return record


@pytest.fixture
def sealed(settings: Settings, cast: Cast, acts: UUID) -> Cast:
    """Return the company, its acts sealed by the worker; one more is not sealed yet."""
    with small_application(settings, settings.worker_database_url).app_context(), transaction(cast.organization_id):
        seal_pending()
    with transaction(cast.organization_id):
        trail.record(cast.noor.actor, "debrief.written", "negotiation", acts)
    return cast


@pytest.mark.usefixtures("acts")
def test_people_are_named_and_things_said_by_their_kind(cast: Cast, browser: Any) -> None:
    page = browser(cast.adam).get("/audit").text

    said = ["Person: Otto Lind", "Negotiation", "user: Nils Berg", "deputy: Greta Holm", "former: Ines Carvalho"]
    assert [words for words in said if words not in page] == []


@pytest.mark.usefixtures("acts")
def test_no_id_stands_there_unasked(cast: Cast, browser: Any) -> None:
    assert ID.findall(browser(cast.adam).get("/audit").text) == []


def test_ids_stand_there_when_asked_for(cast: Cast, browser: Any, acts: UUID) -> None:
    assert str(acts) in browser(cast.adam).get("/audit?ids=yes").text


@pytest.mark.usefixtures("sealed")
def test_the_title_of_a_record_stands_nowhere(cast: Cast, browser: Any) -> None:
    adam = browser(cast.adam)

    said = [adam.get(path).text for path in ("/audit", "/audit?ids=yes", "/audit/part-1.csv", "/audit/part-1.jsonl")]

    assert [text for text in said if "Ferrano" in text] == []


def test_json_lines_hold_the_chain(sealed: Cast, browser: Any) -> None:
    lines = [json.loads(line) for line in browser(sealed.adam).get("/audit/part-1.jsonl").text.splitlines()]

    digest, places = FIRST, []
    for line in (one for one in lines if one["place"]):
        digest = hashlib.sha256(digest + UUID(line["id"]).bytes + bytes.fromhex(line["mac"])).digest()
        places.append((line["place"], line["digest"] == digest.hex()))
    assert places == [(place, True) for place in range(1, 5)]
    assert [line["act"] for line in lines if line["place"] is None] == ["debrief.written", "sign_in.begun"]


def test_the_table_holds_the_same_as_the_lines(sealed: Cast, browser: Any) -> None:
    adam = browser(sealed.adam)

    table = list(csv.DictReader(io.StringIO(adam.get("/audit/part-1.csv").text)))
    lines = [json.loads(line) for line in adam.get("/audit/part-1.jsonl").text.splitlines()]

    names = ("id", "act", "actor", "subject_kind", "mac")
    assert [[row[name] for name in names] for row in table] == [[line[name] for name in names] for line in lines]


def test_a_name_that_begins_like_a_formula_is_text_in_a_spreadsheet(cast: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        trail.record(cast.adam.actor, "=cmd", "user", None)

    assert ",'=cmd," in browser(cast.adam).get("/audit/part-1.csv").text


def test_an_empty_trail_is_a_file_with_a_heading(cast: Cast, browser: Any) -> None:
    adam = browser(cast.adam)

    assert adam.get("/audit/part-1.csv").text.startswith("place,digest,id,at,actor_id,actor,act,")


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999"])
def test_a_part_that_is_not_there_is_not_found(cast: Cast, browser: Any, number: str) -> None:
    assert browser(cast.adam).get(f"/audit/part-{number}.csv").status_code == 404


@pytest.mark.parametrize("who", ["noor", "ines", "greta"])
@pytest.mark.parametrize("path", ["", "/part-1.csv", "/part-1.jsonl"])
def test_only_administrators_read_the_trail(cast: Cast, browser: Any, who: str, path: str) -> None:
    assert browser(getattr(cast, who)).get(f"/audit{path}").status_code == 403


@pytest.mark.usefixtures("acts")
def test_nothing_of_it_is_seen_next_door(next_door: Cast, browser: Any) -> None:
    adam = browser(next_door.adam)

    assert "person.named" not in adam.get("/audit").text + adam.get("/audit/part-1.jsonl").text
