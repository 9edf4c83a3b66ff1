import pytest
from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

from forum.web.origin import csrf_token
from forum.web.signing import Sessions, form_tokens


def read_with(app: Flask, cookie: str) -> dict:
    with app.test_request_context(headers={"Cookie": f"session={cookie}"}):
        return dict(session)


def test_a_session_is_read_with_the_present_key_only() -> None:
    app = Flask(__name__)
    app.session_interface = Sessions()
    app.secret_key = "one"
    cookie = app.session_interface.get_signing_serializer(app).dumps({"name": "marie"})
    assert read_with(app, cookie) == {"name": "marie"}
    app.secret_key = "another"
    assert read_with(app, cookie) == {}


def test_the_signer_is_made_once() -> None:
    app = Flask(__name__)
    app.secret_key = "one"
    sessions = Sessions()
    assert sessions.get_signing_serializer(app) is sessions.get_signing_serializer(app)


def test_a_cookie_is_the_one_that_flask_would_make_and_read() -> None:
    app = Flask(__name__)
    app.secret_key = "one"
    flasks = SecureCookieSessionInterface().get_signing_serializer(app)
    ours = Sessions().get_signing_serializer(app)
    told = {"name": "marie", "numbers": (1, 2), "words": "again " * 50}
    assert ours.loads(flasks.dumps(told), max_age=60) == told
    assert flasks.loads(ours.dumps(told), max_age=60) == told


@pytest.mark.parametrize("place", [0, 5, -2, -20, -30])
def test_a_cookie_in_which_a_letter_was_changed_is_nobodys(place: int) -> None:
    app = Flask(__name__)
    app.session_interface, app.secret_key = Sessions(), "one"
    cookie = app.session_interface.get_signing_serializer(app).dumps({"name": "marie"})
    letters = list(cookie)
    letters[place] = "A" if letters[place] != "A" else "Q"
    assert read_with(app, cookie) == {"name": "marie"}
    assert read_with(app, "".join(letters)) == {}


def test_a_forms_token_is_good_for_its_session_and_key_alone(one_app) -> None:
    with one_app.test_request_context():
        session["csrf_token"] = "told"
        token = csrf_token()
        validate_csrf(token)
        for other in (
            form_tokens("another").dumps("told"),
            form_tokens("x").dumps("x"),
            token[:-4],
        ):
            with pytest.raises(ValidationError):
                validate_csrf(other)
        session["csrf_token"] = "another"
        with pytest.raises(ValidationError):
            validate_csrf(token)
