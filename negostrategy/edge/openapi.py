"""JSON: blueprints whose bodies are read strictly, whose errors are problems, and whose description writes itself."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint as FlaskBlueprint
from flask import Flask, Request, Response, current_app, jsonify, request
from flask_smorest import Api, Blueprint
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate
from webargs.flaskparser import FlaskParser
from webargs.multidictproxy import MultiDictProxy
from werkzeug.datastructures import MultiDict

from negostrategy.edge.idempotency import once
from negostrategy.edge.paging import DEFAULT_LIMIT, LARGEST_LIMIT, Page
from negostrategy.edge.payloads import error_pointers, read_json
from negostrategy.edge.permit import open_to_all
from negostrategy.edge.problems import answer_of
from negostrategy.kernel.faults import BadInput, Malformed, OtherMediaType, PreconditionMissing, Stale

__all__ = ["ApiBlueprint", "PageQuery", "describe", "etag_of", "once", "page_answer", "require_match"]

PREFIX = "/api/v1"
# In If-Match: whatever exists.
ANY = "*"


class ProblemSchema(Schema):
    """What every error looks like: RFC 9457, with one entry per unusable member."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    instance = fields.String()
    errors = fields.List(fields.Dict(keys=fields.String(), values=fields.String()))


class StrictParser(FlaskParser):
    """Reads bodies as the edge does, and turns refusals into the edge's Fault."""

    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": None, "json": None}

    def load_json(self, req: Request, schema: Schema) -> Any:
        """Return the body as JSON; anything but an object is refused."""
        if req.mimetype not in ("application/json", "application/merge-patch+json"):
            raise Malformed("Send JSON, with Content-Type: application/json.")
        if req.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
            raise OtherMediaType
        body = read_json(req.get_data())
        if not isinstance(body, dict):
            raise BadInput({"/": ["Send one JSON object."]})
        return body

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        """Return the query, with repeated words as lists where the schema wants lists."""
        return MultiDictProxy(req.args, schema)

    def handle_error(self, error: ValidationError, req: Request, schema: Schema, **_more: Any) -> Any:
        """Raise the refusal with one pointer per member."""
        messages: Mapping[str, Any] = error.normalized_messages()
        inner = messages.get("json") or messages.get("query") or messages
        raise BadInput(error_pointers(inner)) from error


class ApiBlueprint(Blueprint):
    """A group of JSON routes under /api/v1."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, name: str, import_name: str, description: str) -> None:
        super().__init__(f"{name}_api", import_name, url_prefix=PREFIX, description=description)
        self.after_request(_answer_unchanged)


class Description(Api):
    """The description of the API. Errors stay with the edge, which answers them for pages too."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        return None


class PageQuery(Schema):
    """Where a list goes on, and how many rows it shows."""

    cursor = fields.String(metadata={"description": "The `next` of the page before."})
    limit = fields.Integer(
        load_default=DEFAULT_LIMIT,
        validate=validate.Range(1, LARGEST_LIMIT, error=f"A page shows 1 to {LARGEST_LIMIT} rows."),
        metadata={"description": f"At most {LARGEST_LIMIT} rows."},
    )


def describe(app: Flask, blueprints: list[ApiBlueprint]) -> None:
    """Have the application serve the blueprints and their OpenAPI 3.1 description."""
    app.config.update(API_TITLE="negostrategy", API_VERSION="v1", OPENAPI_VERSION="3.1.0")
    description = Description(app)
    description.spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    for blueprint in blueprints:
        description.register_blueprint(blueprint)
    app.extensions["negostrategy.openapi"] = description
    app.register_blueprint(documents)


documents = FlaskBlueprint("documents", __name__, url_prefix=PREFIX)


@documents.get("/openapi.json")
@open_to_all("the description tells of shapes, never of records")
def openapi() -> Response:
    """Return the description of this API as OpenAPI 3.1."""
    return jsonify(document_of(current_app, request.script_root or "/"))


def document_of(app: Flask, server: str) -> dict[str, Any]:
    """Return the OpenAPI document of an application, with errors described as the problems they are."""
    described: Description = app.extensions["negostrategy.openapi"]
    document: dict[str, Any] = described.spec.to_dict()
    document["servers"] = [{"url": server}]
    document["security"] = [{"token": []}]
    for response in document["components"].get("responses", {}).values():
        content = response.get("content", {})
        if "application/json" in content:
            response["content"] = {"application/problem+json": content["application/json"]}
    return document


def etag_of(thing_id: UUID, revision: int) -> str:
    """Return the strong ETag of one revision of one thing."""
    return f'"{thing_id}.{revision}"'


def require_match(etag: str) -> None:
    """Return when the client changes exactly the version it has seen.

    Errors: PreconditionMissing without If-Match, Stale when it names another version.
    """
    sent = request.headers.get("If-Match")
    if sent is None:
        raise PreconditionMissing
    if sent.strip() != ANY and etag not in [one.strip() for one in sent.split(",")]:
        raise Stale


def page_answer(page: Page[Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Return one page as {"rows": [...], "next": cursor or null}, with its Link header; the route's schema dumps it."""
    headers = {}
    if page.next:
        query = MultiDict(request.args)
        query["cursor"] = page.next
        address = f"{request.script_root}{request.path}?{urlencode(list(query.items(multi=True)))}"
        headers["Link"] = f'<{address}>; rel="next"'
    return {"rows": page.rows, "next": page.next}, 200, headers


def page_schema(name: str, row: type[Schema]) -> Schema:
    """Return the schema of one page of rows, for the description."""
    made = Schema.from_dict(
        {"rows": fields.List(fields.Nested(row), required=True), "next": fields.String(allow_none=True)},
        name=f"{name}Page",
    )
    return made(unknown=EXCLUDE)


def _answer_unchanged(answer: Response) -> Response:
    if request.method in ("GET", "HEAD") and answer.headers.get("ETag"):
        if request.headers.get("If-Match", "").strip() == ANY:
            return answer
        answer.make_conditional(request)
        if answer.status_code == Stale.status:
            return answer_of(Stale())
    return answer
