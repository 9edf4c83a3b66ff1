from flask import Flask, session

from forum.web.signing import Sessions


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
