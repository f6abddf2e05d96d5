"""Tables as files for spreadsheets: a cell that begins like a formula is made text, because people write cells."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

# What some programs for tables want in front, to read the rest as UTF-8.
BYTE_ORDER_MARK = "\ufeff".encode()
FORMULA_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a table as CSV in UTF-8, its heading first."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return written.getvalue().encode()


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_BEGINNINGS) else value
