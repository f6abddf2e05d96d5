"""Settings, read once. (First form; the ground replaces it.)"""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Everything that can be set from outside."""

    mode: str = "test"
    home: Path = Path(".negostrategy")
    host: str = "127.0.0.1"
    port: int = 8000
    database_url: str = ""
    owner_database_url: str = ""
    worker_database_url: str = ""
    secret_key: bytes = field(default=b"", repr=False)
    audit_key: bytes = field(default=b"", repr=False)
    public_address: str = "http://127.0.0.1:8000"
    founding_open: bool = True
