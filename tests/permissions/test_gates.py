"""Every route asks the rules before it does anything."""

from __future__ import annotations

from flask import Flask

from forum.permissions import Verb

OPEN = ("static", "bootstrap.static")


def unguarded(app: Flask) -> list[str]:
    return [
        f"{rule.rule} ({rule.endpoint})"
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in OPEN
        and not rule.endpoint.startswith("security.")
        and not isinstance(getattr(app.view_functions[rule.endpoint], "gate", None), Verb)
    ]


def test_no_route_forgot_its_gate(one_app: Flask) -> None:
    assert unguarded(one_app) == []


def test_a_route_without_a_gate_would_be_found(one_app: Flask) -> None:
    app = Flask("forgetful")
    app.add_url_rule("/open", "open", lambda: "")
    assert unguarded(app) == ["/open (open)"]


def test_what_changes_something_is_posted_and_by_more_than_readers(one_app: Flask) -> None:
    safe = {"GET", "HEAD", "OPTIONS"}
    for rule in one_app.url_map.iter_rules():
        verb = getattr(one_app.view_functions[rule.endpoint], "gate", None)
        unsafe = (rule.methods or set()) - safe
        assert unsafe <= {"POST"}, f"{rule.rule} takes {unsafe}"
        assert not (verb is Verb.READ and unsafe), f"{rule.rule} is written to by readers"
