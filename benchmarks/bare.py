"""The physical limits: the least a Flask view can do against the same database, on the same server."""

import os
import uuid

import psycopg_pool
from flask import Flask

app = Flask(__name__)
pool = psycopg_pool.ConnectionPool(os.environ.get("BARE_DATABASE_URL", ""), min_size=4, max_size=8, open=False)


@app.get("/hello")
def hello() -> str:
    """Return as little as possible."""
    return "hello"


@app.post("/rows")
def insert() -> str:
    """Return after one committed row."""
    pool.open()
    with pool.connection() as connection:
        connection.execute("INSERT INTO bare_rows (id, title) VALUES (%s, %s)", (uuid.uuid4(), "Price renewal"))
    return "ok"
