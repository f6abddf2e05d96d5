"""The directory at the door remembers who is there, and asks anew about who is not."""

from uuid import uuid4

from flask import Flask

from negostrategy.tenancy.directory import Directory
from tests.cast import make_organization


def test_an_organization_is_asked_about_once(app: Flask, statements: list[str]) -> None:
    directory, slug = Directory(), f"remembered-{uuid4().hex[:8]}"
    organization_id = make_organization(slug)
    directory(slug)
    statements.clear()

    found = directory(slug)

    assert (found and found.id, statements) == (organization_id, [])


def test_what_was_founded_a_moment_ago_is_found(app: Flask) -> None:
    directory, slug = Directory(), f"founded-{uuid4().hex[:8]}"
    assert directory(slug) is None

    organization_id = make_organization(slug)

    assert getattr(directory(slug), "id", None) == organization_id


def test_after_some_seconds_it_is_asked_about_again(app: Flask, statements: list[str]) -> None:
    directory, slug = Directory(seconds=0), f"asked-{uuid4().hex[:8]}"
    make_organization(slug)
    directory(slug)
    statements.clear()

    directory(slug)

    assert len(statements) == 1
