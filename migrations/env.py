"""How alembic reaches the database: as the owner, with short lock waits, so that no writer queues behind it."""

from alembic import context
from sqlalchemy import create_engine, text

from migrations.tables import all_tables, is_ours


def _run() -> None:
    engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")
    with engine.connect() as connection:
        # A migration that waits for a lock makes every writer wait behind it (measured: four seconds).
        connection.execute(text("SET lock_timeout = '1s'"))
        connection.commit()
        context.configure(connection=connection, target_metadata=all_tables(), include_object=is_ours)
        with context.begin_transaction():
            context.run_migrations()
            # Readiness compares this with what the code expects.
            connection.execute(text("GRANT SELECT ON alembic_version TO negostrategy_app, negostrategy_worker"))
    engine.dispose()


_run()
