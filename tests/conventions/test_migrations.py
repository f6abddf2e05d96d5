"""One history of the schema, and it leads to what the models say."""

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from migrations.tables import all_tables, is_ours
from tests.database import Urls


def test_the_history_has_one_head() -> None:
    script = ScriptDirectory.from_config(Config("migrations/alembic.ini"))

    assert len(script.get_heads()) == 1


def test_migrations_lead_to_what_the_models_say(urls: Urls) -> None:
    engine = create_engine(urls.owner)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"target_metadata": all_tables(), "include_object": is_ours, "compare_server_default": False},
        )

        differences = compare_metadata(context, all_tables())
    engine.dispose()

    assert differences == []
