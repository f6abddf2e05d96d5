"""Whatever a program sends, fitting or not: a clear answer, never a fault of ours, and shapes as described."""

import json
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode

from negostrategy.edge.openapi import document_of
from tests.cast import make_cast
from tests.clients import Program, program_of

EXAMPLES = 12
QUICK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
CONFIG = schemathesis.Config()


def operations(app: Flask) -> dict[str, Any]:
    """Return every operation of the description, by its name."""
    schema = schemathesis.openapi.from_dict(document_of(app, "/"), config=CONFIG)
    return {f"{one.method.upper()} {one.path}": one for found in schema.get_all_operations() if (one := found.ok())}


@pytest.fixture(scope="module")
def leader(application: Flask) -> Program:
    """Return a program that may do everything a leader may, in a company of its own."""
    with application.app_context():
        return program_of(application, make_cast("anything-goes").greta)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_operation_answers_clearly(application: Flask, leader: Program, mode: GenerationMode) -> None:
    asked = 0
    for name, operation in operations(application).items():
        try:
            every_answer_is_clear(application, leader, name, operation.as_strategy(generation_mode=mode))
        except Unsatisfiable:  # nothing about this operation can be sent wrongly
            continue
        asked += 1

    assert asked > 10


def every_answer_is_clear(application: Flask, leader: Program, name: str, cases: Any) -> None:
    """Send generated cases of one operation and look at each answer."""

    @QUICK
    @given(case=cases)
    def sends(case: Any) -> None:
        with application.app_context():
            answer = sent(leader, case)
        assert answer.status_code < 500, (name, case.body, case.query)
        if answer.status_code >= 400:
            assert answer.mimetype == "application/problem+json", (name, answer.status_code)
            assert {"type", "title", "status", "detail"} <= set(answer.json), name

    sends()


def sent(program: Program, case: Any) -> Any:
    """Return the answer to a generated case; where it names a record, an existing one, so that the act is reached."""
    if "negotiation_id" in (case.path_parameters or {}):
        made = program.call("POST", "/negotiations/quick", {"title": "One to try on"})
        case.path_parameters["negotiation_id"] = made.json["id"]
    kwargs = case.as_transport_kwargs(base_url="http://localhost")
    body = kwargs.get("data") if kwargs.get("json") is None else json.dumps(kwargs["json"])
    path = kwargs["url"].removeprefix("http://localhost")
    headers = {"Authorization": f"Bearer {program.token}"}
    return program.client.open(
        f"/o/{program.slug}{path}",
        method=kwargs["method"],
        query_string=kwargs.get("params"),
        data=body,
        content_type="application/json" if body is not None else None,
        headers=headers,
    )


@QUICK
@given(body=st.binary(max_size=300))
def test_any_bytes_are_refused_or_understood(application: Flask, leader: Program, body: bytes) -> None:
    with application.app_context():
        answer = leader.client.post(
            f"/o/{leader.slug}/api/v1/negotiations/quick",
            data=body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {leader.token}"},
        )

    assert answer.status_code in (201, 400, 422)
