"""The wall between organizations, table by table, as the database itself describes it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Table, create_engine, text

from migrations.tables import all_tables
from negostrategy.kernel.columns import TenantRow
from negostrategy.kernel.db import Base
from tests.database import Urls

OUTSIDE = {"organizations", "worker_beats", "worker_turns"}
TABLES = [table for table in all_tables().sorted_tables if not table.info.get("is_view")]
TENANT_TABLES = [table for table in TABLES if table.name not in OUTSIDE]
MINE = "(organization_id = (NULLIF(current_setting('negostrategy.organization'::text, true), ''::text))::uuid)"


@pytest.fixture
def owner(urls: Urls) -> Iterator[Connection]:
    """Return a connection as the owner of the tables."""
    engine = create_engine(urls.owner)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.mark.parametrize("table", TENANT_TABLES, ids=lambda table: table.name)
def test_the_key_of_a_tenant_table_begins_with_the_organization(table: Table) -> None:
    assert [column.name for column in table.primary_key.columns] == ["organization_id", "id"]


@pytest.mark.parametrize("table", TENANT_TABLES, ids=lambda table: table.name)
def test_every_foreign_key_within_an_organization_names_it(table: Table) -> None:
    bare = [
        key.name
        for key in table.foreign_key_constraints
        if key.referred_table.name not in OUTSIDE and "organization_id" not in key.column_keys
    ]

    assert bare == []


@pytest.mark.parametrize("table", TENANT_TABLES, ids=lambda table: table.name)
def test_no_foreign_key_empties_what_pointed_at_it(table: Table) -> None:
    assert [key.name for key in table.foreign_key_constraints if key.ondelete not in (None, "CASCADE")] == []


@pytest.mark.parametrize("table", TENANT_TABLES, ids=lambda table: table.name)
def test_uniqueness_is_never_asked_across_organizations(table: Table) -> None:
    unique = [index for index in table.indexes if index.unique]

    assert [
        index.name for index in unique if "organization_id" not in [getattr(e, "name", "") for e in index.expressions]
    ] == []


def test_policies_are_exactly_those_of_the_tenant_tables(owner: Connection) -> None:
    rows = owner.execute(text("SELECT tablename, qual, with_check FROM pg_policies WHERE policyname = 'organization'"))

    assert {(name, qual, check) for name, qual, check in rows} == {(table.name, MINE, MINE) for table in TENANT_TABLES}


def test_the_only_other_policy_on_rows_lets_the_search_function_read(owner: Connection) -> None:
    rows = owner.execute(
        text(
            "SELECT tablename, roles::text, cmd FROM pg_policies"
            " WHERE policyname <> 'organization' AND tablename <> 'organizations'"
        )
    )

    assert [tuple(row) for row in rows] == [("negotiations", "{negostrategy_search}", "SELECT")]


def test_everybody_finds_an_organization_and_none_changes_another(owner: Connection) -> None:
    rows = owner.execute(text("SELECT cmd, qual, with_check FROM pg_policies WHERE tablename = 'organizations'"))

    own = MINE.replace("organization_id", "id")
    assert {tuple(row) for row in rows} == {("SELECT", "true", None), ("INSERT", None, "true"), ("UPDATE", own, own)}


def test_row_security_is_forced_on_every_tenant_table(owner: Connection) -> None:
    rows = owner.execute(text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"))

    assert set(rows.scalars()) == {table.name for table in TENANT_TABLES}


def test_the_second_lock_covers_every_tenant_table() -> None:
    locked = {mapper.local_table.name for mapper in Base.registry.mappers if issubclass(mapper.class_, TenantRow)}

    assert {table.name for table in TENANT_TABLES} <= locked


def test_every_foreign_key_is_indexed(owner: Connection) -> None:
    rows = owner.execute(
        text("""
        SELECT conrelid::regclass || '.' || conname FROM pg_constraint AS key
        WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND array_length(conkey, 1) > 1
        AND NOT EXISTS (
            SELECT FROM pg_index WHERE indrelid = conrelid
            AND (string_to_array(indkey::text, ' ')::int2[])[\\:2] @> conkey
        )""")
    )

    assert sorted(rows.scalars()) == []


def test_functions_that_run_as_somebody_else_are_the_one_we_know(owner: Connection) -> None:
    rows = owner.execute(
        text("SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY proname")
    )

    assert list(rows.scalars()) == ["found_negotiations"]


def test_views_ask_as_the_person_who_reads_them(owner: Connection) -> None:
    rows = owner.execute(
        text(
            "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace"
            " AND NOT coalesce(reloptions, '{}') @> '{security_invoker=true}'"
        )
    )

    assert list(rows.scalars()) == []
