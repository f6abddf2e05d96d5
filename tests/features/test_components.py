"""Components of pages, where what they print decides what is stored."""

import pytest
from flask import Flask


@pytest.mark.parametrize("macro", ["select", "radios"])
def test_a_choice_called_none_is_not_chosen_for_anybody(app: Flask, macro: str) -> None:
    macros = app.jinja_env.get_template("components/field.html").make_module({})

    printed = getattr(macros, macro)("projects", "Projects", [("None", "None"), ("Some", "Some")], None)

    assert "selected" not in printed
    assert "checked" not in printed
