"""What a database holds, in a form in which two can be compared."""

import psycopg

TABLES = """
    SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'm') AND nspname IN ('public', 'jobs') ORDER BY 1
"""
# Rows as text, each hashed, the hashes in an order that does not depend on where a row lies.
ROWS = "SELECT count(*), md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM {} AS t"
SHAPE = {
    "policies": "SELECT * FROM pg_policies",
    "row security": """
        SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class
        WHERE relnamespace IN ('public'::regnamespace, 'jobs'::regnamespace)
    """,
    "grants on tables": """
        SELECT relname, entry::text FROM pg_class, unnest(relacl) AS entry
        WHERE relnamespace IN ('public'::regnamespace, 'jobs'::regnamespace)
    """,
    "grants on columns": "SELECT attrelid::regclass, attname, entry::text FROM pg_attribute, unnest(attacl) AS entry",
    "grants on functions": "SELECT oid::regprocedure, entry::text FROM pg_proc, unnest(proacl) AS entry",
    "grants on schemas": "SELECT nspname, entry::text FROM pg_namespace, unnest(nspacl) AS entry",
    "grants to come": """
        SELECT defaclrole::regrole, defaclobjtype, entry::text FROM pg_default_acl, unnest(defaclacl) AS entry
    """,
    "owners": """
        SELECT relname, relowner::regrole FROM pg_class
        WHERE relnamespace IN ('public'::regnamespace, 'jobs'::regnamespace)
        UNION ALL SELECT oid::regprocedure::text, proowner::regrole FROM pg_proc
        WHERE pronamespace IN ('public'::regnamespace, 'jobs'::regnamespace)
    """,
    "functions": """
        SELECT oid::regprocedure, prosrc, prosecdef, proconfig FROM pg_proc
        WHERE pronamespace IN ('public'::regnamespace, 'jobs'::regnamespace)
    """,
    "constraints": """
        SELECT conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint
        WHERE connamespace IN ('public'::regnamespace, 'jobs'::regnamespace)
    """,
    "triggers": "SELECT tgname, pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE NOT tgisinternal",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname IN ('public', 'jobs')",
    "views": "SELECT viewname, definition FROM pg_views WHERE schemaname IN ('public', 'jobs')",
    "sequences": "SELECT schemaname, sequencename, last_value FROM pg_sequences",
}


def rows_of(superuser_url: str) -> dict[str, tuple[int, str]]:
    """Return for each table how many rows it has, and a hash of them all."""
    with psycopg.connect(superuser_url) as connection:
        tables = [name for (name,) in connection.execute(TABLES)]
        return {table: connection.execute(ROWS.format(table)).fetchone() or (0, "") for table in tables}  # type: ignore[misc]  # a count and a text


def shape_of(superuser_url: str) -> dict[str, list[str]]:
    """Return everything around the rows: who may do what, and what holds them together."""
    with psycopg.connect(superuser_url) as connection:
        return {name: sorted(map(str, connection.execute(question))) for name, question in SHAPE.items()}
