"""Roles in a real request: Flask-Security asks each of a member's roles for its rights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from factories import make_member
from flask import Flask
from flask.testing import FlaskClient

from forum.permissions import Role


@pytest.mark.parametrize("role", list(Role))
def test_a_member_with_a_role_can_use_the_site(
    app: Flask, sign_in: Callable[[Any], FlaskClient], role: Role
) -> None:
    assert sign_in(make_member("", role)).get("/account").status_code == 200
