"""Settings: read once from the environment into one frozen object; an incomplete or unsafe set refuses to start."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import quote, urlsplit

type_of_mode = Literal["demo", "production", "test"]
type_of_encryption = Literal["none", "starttls", "tls"]
PREFIX = "NEGOSTRATEGY_"
SHORTEST_SECRET = 32
SMTP_PORTS: dict[type_of_encryption, str] = {"none": "25", "starttls": "587", "tls": "465"}
BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
KNOWN = {
    "MODE",
    "HOME",
    "HOST",
    "ADDRESS",
    "TRUSTED_HOSTS",
    "IDLE_HOURS",
    "DATABASE_URL",
    "OWNER_DATABASE_URL",
    "WORKER_DATABASE_URL",
    "BACKUP_DATABASE_URL",
    "DATABASE_PASSWORD",
    "OWNER_DATABASE_PASSWORD",
    "WORKER_DATABASE_PASSWORD",
    "BACKUP_DATABASE_PASSWORD",
    "BACKUP_KEY",
    "SECRET_KEY",
    "AUDIT_KEY",
    "SEALING_KEY",
    "FOUNDING_OPEN",
    "SMTP_HOST",
    "SMTP_PORT",
    "SMTP_ENCRYPTION",
    "SMTP_USER",
    "SMTP_PASSWORD",
    "MAIL_FROM",
    "TRUSTED_PROXIES",
    "WEB_WORKERS",
    "WEB_THREADS",
    "STATEMENT_SECONDS",
    "LOCK_SECONDS",
    "IDLE_SECONDS",
    "REPORT_SECONDS",
}


class UnsafeSettings(Exception):
    """The settings are incomplete or unsafe; the sentence names the one to change."""


@dataclass(frozen=True)
class Settings:
    """Everything that can be set from outside.

    Units: argon2_memory_kib in KiB; trusted_proxies counts the proxies whose forwarding headers are believed;
    idle_hours is how long a sign-in lasts that nobody uses.
    web_threads counts the requests that one of web_workers processes answers at once; what ends in _seconds is what a
    statement of a request may run (report_seconds: for figures, files and back-tests), wait, and be silent.
    """

    mode: type_of_mode = "demo"
    home: Path = Path(".negostrategy")
    host: str = "127.0.0.1"
    port: int = 8000
    public_address: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ()
    idle_hours: int = 72
    database_url: str = field(default="", repr=False)
    owner_database_url: str = field(default="", repr=False)
    worker_database_url: str = field(default="", repr=False)
    backup_database_url: str = field(default="", repr=False)
    backup_key: bytes = field(default=b"", repr=False)
    secret_key: bytes = field(default=b"", repr=False)
    audit_key: bytes = field(default=b"", repr=False)
    sealing_key: bytes = field(default=b"", repr=False)
    founding_open: bool = True
    smtp_host: str | None = None
    smtp_port: int = 25
    smtp_encryption: type_of_encryption = "none"
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    mail_from: str = "negostrategy@localhost"
    trusted_proxies: int = 0
    web_workers: int = 2
    web_threads: int = 16
    statement_seconds: int = 15
    lock_seconds: int = 2
    idle_seconds: int = 30
    report_seconds: int = 120
    argon2_memory_kib: int = 19_456
    argon2_rounds: int = 2

    @property
    def is_production(self) -> bool:
        """Return whether real people's records are served."""
        return self.mode == "production"

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the names under which people ask for this service: those that are set, and that of its address."""
        return (*self.trusted_hosts, urlsplit(self.public_address).hostname or "")

    @property
    def is_secure(self) -> bool:
        """Return whether people reach this service over TLS, so that cookies may insist on it."""
        return self.public_address.startswith("https://")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings that the environment describes. Each may also come from a file named in …_FILE.

    Errors: UnsafeSettings with one sentence for an unknown, missing, malformed or unsafe setting.
    """
    given = _given(environment)
    port = _number("PORT", environment.get("PORT", "8000"), 1, 65535)
    encryption = _encryption(given)
    mode = _mode(given.get("MODE", "production" if "DATABASE_URL" in given else "demo"))
    settings = Settings(
        mode=mode,
        home=Path(given.get("HOME", ".negostrategy")),
        host=given.get("HOST", "127.0.0.1"),
        port=port,
        public_address=given.get("ADDRESS", f"http://127.0.0.1:{port}").rstrip("/"),
        trusted_hosts=tuple(name.strip() for name in given.get("TRUSTED_HOSTS", "").split(",") if name.strip()),
        idle_hours=_number("NEGOSTRATEGY_IDLE_HOURS", given.get("IDLE_HOURS", "72"), 1, 336),
        database_url=_database(given, "DATABASE"),
        owner_database_url=_database(given, "OWNER_DATABASE"),
        worker_database_url=_database(given, "WORKER_DATABASE"),
        backup_database_url=_database(given, "BACKUP_DATABASE"),
        backup_key=given.get("BACKUP_KEY", "").encode(),
        secret_key=given.get("SECRET_KEY", "").encode(),
        audit_key=given.get("AUDIT_KEY", "").encode(),
        sealing_key=given.get("SEALING_KEY", "").encode(),
        founding_open=_yes("FOUNDING_OPEN", given.get("FOUNDING_OPEN", "no" if mode == "production" else "yes")),
        smtp_host=given.get("SMTP_HOST"),
        smtp_port=_number("NEGOSTRATEGY_SMTP_PORT", given.get("SMTP_PORT", SMTP_PORTS[encryption]), 1, 65535),
        smtp_encryption=encryption,
        smtp_user=given.get("SMTP_USER", ""),
        smtp_password=given.get("SMTP_PASSWORD", ""),
        mail_from=given.get("MAIL_FROM", "negostrategy@localhost"),
        trusted_proxies=_number("NEGOSTRATEGY_TRUSTED_PROXIES", given.get("TRUSTED_PROXIES", "0"), 0, 9),
        web_workers=_number("NEGOSTRATEGY_WEB_WORKERS", given.get("WEB_WORKERS", "2"), 1, 64),
        web_threads=_number("NEGOSTRATEGY_WEB_THREADS", given.get("WEB_THREADS", "16"), 1, 64),
        statement_seconds=_number("NEGOSTRATEGY_STATEMENT_SECONDS", given.get("STATEMENT_SECONDS", "15"), 1, 600),
        lock_seconds=_number("NEGOSTRATEGY_LOCK_SECONDS", given.get("LOCK_SECONDS", "2"), 1, 60),
        idle_seconds=_number("NEGOSTRATEGY_IDLE_SECONDS", given.get("IDLE_SECONDS", "30"), 1, 600),
        report_seconds=_number("NEGOSTRATEGY_REPORT_SECONDS", given.get("REPORT_SECONDS", "120"), 1, 3600),
    )
    if settings.is_production:
        _refuse_unsafe(settings)
    return _cheap(settings) if mode == "test" else settings


def _mode(word: str) -> type_of_mode:
    for mode in get_args(type_of_mode):
        if mode == word:
            known: type_of_mode = mode
            return known
    raise UnsafeSettings("NEGOSTRATEGY_MODE is demo, production or test.")


def _encryption(given: Mapping[str, str]) -> type_of_encryption:
    word = given.get("SMTP_ENCRYPTION", "none")
    for encryption in get_args(type_of_encryption):
        if encryption == word:
            known: type_of_encryption = encryption
            break
    else:
        raise UnsafeSettings("NEGOSTRATEGY_SMTP_ENCRYPTION is none, starttls or tls.")
    if "SMTP_USER" in given and known == "none":
        raise UnsafeSettings(
            "NEGOSTRATEGY_SMTP_USER would sign in over a clear line."
            " Set NEGOSTRATEGY_SMTP_ENCRYPTION to starttls or tls."
        )
    if ("SMTP_USER" in given) != ("SMTP_PASSWORD" in given):
        raise UnsafeSettings("NEGOSTRATEGY_SMTP_USER and NEGOSTRATEGY_SMTP_PASSWORD are given together or not at all.")
    return known


def _given(environment: Mapping[str, str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, value in environment.items():
        if not name.startswith(PREFIX):
            continue
        key = name.removeprefix(PREFIX)
        if key.removesuffix("_FILE") not in KNOWN:
            raise UnsafeSettings(f"{name} is not a setting of this version. Remove it, or correct its spelling.")
        if key.endswith("_FILE"):
            key, value = key.removesuffix("_FILE"), _read(name, value)
        if value:
            given[key] = value
    return given


def _read(name: str, path: str) -> str:
    try:
        return Path(path).read_text().strip()
    except OSError as refusal:
        raise UnsafeSettings(f"{name} names a file that cannot be read: {path}.") from refusal


def _database(given: Mapping[str, str], name: str) -> str:
    """Return the address of a database, the password that is given apart put into it."""
    url = given.get(f"{name}_URL", "")
    if not url:
        return ""
    beginning, slashes, rest = url.partition("://")
    reached, slash, end = rest.partition("/")
    login, at, host = reached.rpartition("@")
    if "@" in login or "@" in end.partition("?")[0] or BARE_PERCENT.search(rest):
        raise UnsafeSettings(
            f"{PREFIX}{name}_URL holds an @, / or % that is not written as %40, %2F or %25. Write it so, or give the"
            f" password as it is in {PREFIX}{name}_PASSWORD."
        )
    password = given.get(f"{name}_PASSWORD", "")
    if not password:
        return url
    if not at:
        raise UnsafeSettings(f"{PREFIX}{name}_URL names no role to which {PREFIX}{name}_PASSWORD belongs.")
    return f"{beginning}{slashes}{login.partition(':')[0]}:{quote(password, safe='')}@{host}{slash}{end}"


def _number(name: str, text: str, lowest: int, highest: int) -> int:
    if not text.isdecimal() or not lowest <= int(text) <= highest:
        raise UnsafeSettings(f"{name} is a whole number from {lowest} to {highest}.")
    return int(text)


def _yes(name: str, text: str) -> bool:
    if text not in ("yes", "no"):
        raise UnsafeSettings(f"{PREFIX}{name} is yes or no.")
    return text == "yes"


def _refuse_unsafe(settings: Settings) -> None:
    databases = {
        "DATABASE_URL": settings.database_url,
        "OWNER_DATABASE_URL": settings.owner_database_url,
        "WORKER_DATABASE_URL": settings.worker_database_url,
    }
    keys = {
        "SECRET_KEY": settings.secret_key,
        "AUDIT_KEY": settings.audit_key,
        "SEALING_KEY": settings.sealing_key,
    }
    for name, value in [*databases.items(), *keys.items()]:
        if not value:
            raise UnsafeSettings(f"{PREFIX}{name} is missing. Production has no defaults for it.")
    # Without these two everything is served; only backups are not made, or made in the open.
    if settings.backup_database_url:
        databases["BACKUP_DATABASE_URL"] = settings.backup_database_url
    if settings.backup_key:
        keys["BACKUP_KEY"] = settings.backup_key
    _refuse_wrong_databases(databases)
    _refuse_weak_keys(keys)
    address = urlsplit(settings.public_address)
    if address.scheme != "https" and address.hostname not in ("127.0.0.1", "localhost"):
        raise UnsafeSettings(f"{PREFIX}ADDRESS begins with https://: passwords travel over it.")


def _refuse_wrong_databases(databases: Mapping[str, str]) -> None:
    for name, url in databases.items():
        if not url.startswith("postgresql+psycopg://"):
            raise UnsafeSettings(f"{PREFIX}{name} begins with postgresql+psycopg://.")
    if len({urlsplit(url).username for url in databases.values()}) < len(databases):
        raise UnsafeSettings(f"{PREFIX}DATABASE_URL, OWNER_…, WORKER_… and BACKUP_… need a different role each.")


def _refuse_weak_keys(keys: Mapping[str, bytes]) -> None:
    for name, key in keys.items():
        if len(key) < SHORTEST_SECRET or len(set(key)) < 8:
            raise UnsafeSettings(f"{PREFIX}{name} is too weak: give at least {SHORTEST_SECRET} random characters.")
    if len(set(keys.values())) < len(keys):
        raise UnsafeSettings(f"{', '.join(PREFIX + name for name in keys)} must differ.")


def _cheap(settings: Settings) -> Settings:
    # A test signs in hundreds of times; what argon2 costs there protects nobody.
    return replace(settings, argon2_memory_kib=64, argon2_rounds=1)
