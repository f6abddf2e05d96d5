"""Every route stands behind the one door."""

from flask import Flask

from negostrategy.kernel.grants import Grant

# Files and the sign of life: they touch neither an organization nor the database.
OPEN = {"static", "health.live"}


def test_every_route_says_who_may_come_in(application: Flask) -> None:
    without = {
        rule.endpoint
        for rule in application.url_map.iter_rules()
        if rule.endpoint not in OPEN and "permit" not in vars(application.view_functions[rule.endpoint])
    }

    assert without == set()


def test_a_route_that_is_open_to_everybody_says_why(application: Flask) -> None:
    permits = {endpoint: vars(view).get("permit") for endpoint, view in application.view_functions.items()}
    silent = [
        e for e, permit in permits.items() if not isinstance(permit, Grant) and permit is not None and len(permit) < 10
    ]

    assert silent == []
