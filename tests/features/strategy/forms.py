"""Reading a form as a browser would send it."""

import json
from html.parser import HTMLParser
from typing import Any


class FormParser(HTMLParser):
    """Collects the fields of every form of a page: {name: [values]}."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self._select: str | None = None
        self._first: str | None = None
        self._chosen = False
        self._option: tuple[str | None, bool] | None = None
        self._area: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a field."""
        given: dict[str, Any] = dict(attrs)
        if tag == "form":
            self.forms.append({})
        elif not self.forms:
            return
        elif tag == "input" and given.get("name"):
            ticked = given.get("type") not in ("checkbox", "radio") or "checked" in given
            if ticked:
                self._add(given["name"], given.get("value") or "")
        elif tag == "select":
            self._select, self._first, self._chosen = given.get("name"), None, False
        elif tag == "option" and self._select:
            # Without a value of its own an option sends its words.
            self._option = (given.get("value"), "selected" in given)
            if self._option[0] is not None:
                self._offer(self._option[0])
        elif tag == "textarea":
            self._area = (given["name"], [])

    def handle_endtag(self, tag: str) -> None:
        """Finish a field."""
        if tag == "select" and self._select:
            if not self._chosen and self._first is not None:
                self._add(self._select, self._first)
            self._select = None
        elif tag == "textarea" and self._area:
            self._add(self._area[0], "".join(self._area[1]).removeprefix("\n"))
            self._area = None

    def handle_data(self, data: str) -> None:
        """Take in what a large field holds."""
        if self._area:
            self._area[1].append(data)
        elif self._option and self._option[0] is None:
            self._offer(" ".join(data.split()))

    def _offer(self, value: str) -> None:
        is_selected, self._option = bool(self._option and self._option[1]), None
        self._first = value if self._first is None else self._first
        if is_selected and self._select:
            self._add(self._select, value)
            self._chosen = True

    def _add(self, name: str, value: str) -> None:
        self.forms[-1].setdefault(name, []).append(value)


def fields_of(page: str) -> dict[str, Any]:
    """Return the fields of the largest form on a page as a browser would send them."""
    parsed = FormParser()
    parsed.feed(page)
    return max(parsed.forms, key=lambda form: len(json.dumps(form)))
