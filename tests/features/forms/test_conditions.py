"""What a request may say of itself: one version or whatever exists, JSON in UTF-8, and nothing that is ignored."""

import json
from io import BytesIO
from typing import Any

import pytest

from negostrategy.kernel.ids import new_id
from tests.cast import Cast


def test_a_version_that_is_not_there_is_a_problem_for_readers_too(cast: Cast, program: Any) -> None:
    noor = program(cast.noor)
    made = noor.call("POST", "/negotiations", {"title": "a"}).json["id"]

    answer = noor.call("GET", f"/negotiations/{made}", If_Match='"another"')

    assert (answer.status_code, answer.content_type) == (412, "application/problem+json")
    assert answer.json["status"] == 412


def test_a_star_fits_whatever_exists(cast: Cast, program: Any) -> None:
    noor = program(cast.noor)
    made = noor.call("POST", "/negotiations", {"title": "a"}).json["id"]

    read = noor.call("GET", f"/negotiations/{made}", If_Match="*")
    changed = noor.call("PATCH", f"/negotiations/{made}", {"title": "b"}, If_Match="*")

    assert (read.status_code, changed.status_code, changed.json["title"]) == (200, 200, "b")


def test_a_record_keeps_its_id(cast: Cast, program: Any) -> None:
    noor = program(cast.noor)
    made = noor.call("POST", "/negotiations", {"title": "a"}).json["id"]

    answer = noor.call("PATCH", f"/negotiations/{made}", {"id": str(new_id()), "title": "b"}, If_Match="*")

    assert (answer.status_code, [one["pointer"] for one in answer.json["errors"]]) == (422, ["/id"])


@pytest.mark.parametrize(
    ("charset", "status"), [("utf-16", 415), ("latin1", 415), ("utf-8", 201), ("UTF-8", 201), ('"utf-8"', 201)]
)
def test_json_is_read_in_utf_8_only(cast: Cast, program: Any, charset: str, status: int) -> None:
    noor = program(cast.noor)
    headers = {"Authorization": f"Bearer {noor.token}", "Content-Type": f"application/json; charset={charset}"}

    answer = noor.client.post(
        f"/o/{noor.slug}/api/v1/negotiations", data=json.dumps({"title": "a"}).encode(), headers=headers
    )

    assert answer.status_code == status


def test_a_form_that_takes_no_file_says_so(cast: Cast, browser: Any) -> None:
    typed = {"name": "Ferrano", "picture": (BytesIO(b"x"), "picture.png")}

    answer = browser(cast.noor).post("/counterparts", typed, content_type="multipart/form-data")

    assert (answer.status_code, "No file is taken here." in answer.text or "Ferrano" in answer.text) == (422, True)
