"""Every error has a page in the site's dress, with the right status and every word kept."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from factories import ask, make_member
from flask import Flask
from sqlalchemy import exc
from web.whole_site import Site
from werkzeug import exceptions
from wtforms import EmailField, HiddenField, PasswordField, StringField

from forum.web import errors
from forum.web.forms import Form

WORDS = "Words that took an hour to write."
CODES = [400, 401, 403, 404, 405, 409, 413, 415, 418, 422, 429, 431, 500, 502, 503]


@pytest.fixture
def failing(one_app: Flask, monkeypatch: pytest.MonkeyPatch):
    """Let the home page raise something."""

    def fail(error: BaseException) -> None:
        def view(**_: Any) -> None:
            raise error

        monkeypatch.setitem(one_app.view_functions, "pages.home", view)

    return fail


@pytest.fixture
def visitor(one_app: Flask):
    return one_app.test_client()


@pytest.mark.parametrize("code", CODES)
def test_every_error_is_a_page_of_the_site(visitor, failing, code: int) -> None:
    class Odd(exceptions.HTTPException):
        pass

    Odd.code = code
    failing(exceptions.default_exceptions.get(code, Odd)())
    response = visitor.get("/")
    text = response.get_data(as_text=True)
    assert response.status_code == code
    assert response.mimetype == "text/html"
    assert text.count("<h1>") == 1
    assert "Limber" in text
    assert 'href="/' in text[text.index("<main") :]  # somewhere to go on to


def test_what_is_not_there_offers_the_search(visitor) -> None:
    response = visitor.get("/nothing/here")
    assert response.status_code == 404
    assert 'href="/search"' in response.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/search", "/questions", "/"])
def test_bytes_that_no_browser_sends_break_nothing(visitor, path: str) -> None:
    answer = visitor.get(path, environ_overrides={"QUERY_STRING": "q=\xff"})
    assert answer.status_code == 200


def test_a_method_that_does_not_work_names_those_that_do(visitor) -> None:
    response = visitor.open("/questions", method="DELETE")
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_whoever_is_not_signed_in_any_more_gets_the_words_back(visitor) -> None:
    response = visitor.post("/questions/ask", data={"title": WORDS, "body": WORDS})
    text = response.get_data(as_text=True)
    assert response.status_code == 401
    assert text.count(WORDS) == 2
    assert 'href="/sign-in?next=/questions/ask"' in text


def test_what_is_not_ones_to_do_is_forbidden(one_app) -> None:
    browser = one_app.test_client(user=make_member())
    response = browser.post(f"/posts/{ask().id}/edit", data={"body": WORDS})
    assert response.status_code == 403
    assert WORDS in response.get_data(as_text=True)


def test_a_form_that_is_wrong_comes_back_with_every_word(one_app) -> None:
    browser = one_app.test_client(user=make_member())
    response = browser.post("/questions/ask", data={"title": "?", "body": WORDS, "tried": "rest"})
    text = response.get_data(as_text=True)
    assert response.status_code == 422
    assert WORDS in text
    assert 'value="rest"' in text


def test_kept_words_are_text_and_never_markup(visitor) -> None:
    response = visitor.post("/questions/ask", data={"body": "</textarea><script>x</script>"})
    assert "<script>x" not in response.get_data(as_text=True)


def test_every_field_that_people_write_in_is_kept(one_app: Flask) -> None:
    def below(kind: type) -> set[type]:
        return {kind}.union(*(below(sub) for sub in kind.__subclasses__()))

    written = {
        name
        for form in below(Form)
        for name, field in vars(form).items()
        if issubclass(kind := getattr(field, "field_class", type), StringField)
        and not issubclass(kind, HiddenField | PasswordField | EmailField)
    }
    assert {"title", "body", "note", "about"} <= written
    assert written <= set(errors.WORDS)


def test_too_large_a_body_is_refused_early(one_app) -> None:
    browser = one_app.test_client(user=make_member())
    response = browser.post("/questions/ask", data={"body": "x" * 600_000})
    text = response.get_data(as_text=True)
    assert response.status_code == 413
    assert "too long" in text
    assert '<a href="/questions/ask">' in text  # where the browser has kept the words


@pytest.mark.parametrize("path", ["/questions/ask", "/sign-in", "/preferences", "/sign-up"])
def test_ten_thousand_parts_are_refused(one_app, path: str) -> None:
    boundary = "b"
    part = f'--{boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    body = part * 10_000 + f"--{boundary}--\r\n"
    browser = one_app.test_client(user=make_member() if path == "/questions/ask" else None)
    response = browser.post(
        path, data=body, content_type=f"multipart/form-data; boundary={boundary}"
    )
    assert response.status_code == 413


def test_an_unexpected_error_shows_the_reference_that_the_log_has(
    visitor, failing, caplog: pytest.LogCaptureFixture
) -> None:
    failing(RuntimeError("canary in the message"))
    with mock.patch.object(errors.log, "error") as logged:
        response = visitor.get("/")
    text = response.get_data(as_text=True)
    assert response.status_code == 500
    assert response.headers["X-Request-Id"] in text
    assert "canary" not in text
    assert logged.call_count == 1


@pytest.mark.parametrize(
    "error",
    [
        exc.OperationalError("SELECT canary", {}, Exception("database is locked")),
        exc.InterfaceError("SELECT canary", {}, Exception("connection already closed")),
        exc.TimeoutError("QueuePool limit"),
    ],
)
def test_a_database_that_is_away_is_a_page_that_asks_for_patience(
    visitor, failing, error: Exception
) -> None:
    failing(error)
    response = visitor.get("/")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "canary" not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "error",
    [exc.DataError("SELECT", {}, Exception("out of range")), OverflowError("too large")],
)
def test_a_value_that_no_column_holds_is_the_senders_mistake(
    visitor, failing, error: Exception
) -> None:
    failing(error)
    assert visitor.get("/").status_code == 400


def test_what_breaks_after_the_view_has_a_page_too(one_app: Flask, visitor, monkeypatch) -> None:
    monkeypatch.setitem(one_app.config, "PROPAGATE_EXCEPTIONS", False)  # as when served
    real = one_app.view_functions["pages.home"]

    def view(**arguments: Any) -> Any:
        from flask import after_this_request

        def commit(_response: Any) -> Any:
            raise failure

        after_this_request(commit)
        return real(**arguments)

    monkeypatch.setitem(one_app.view_functions, "pages.home", view)
    locked = exc.OperationalError("COMMIT", {}, Exception("database is locked"))
    for failure, status in ((locked, 503), (RuntimeError("x"), 500)):  # noqa: B007  # raised above
        response = visitor.get("/")
        assert response.status_code == status
        assert "<h1>" in response.get_data(as_text=True)


def test_an_error_page_asks_the_database_nothing_when_it_is_broken(
    one_site: Site, failing, queries
) -> None:
    browser = one_site.browsers()["asker"]
    failing(RuntimeError("x"))
    with queries() as counted:
        response = browser.get("/")
    assert response.status_code == 500
    assert counted.statements == []
    assert "willow" not in response.get_data(as_text=True)


def test_reading_a_page_of_ones_own_as_a_visitor_leads_to_sign_in(visitor) -> None:
    for method in ("GET", "HEAD"):
        response = visitor.open("/questions/ask?title=A+B", method=method)
        assert response.status_code == 303
        assert response.location == "/sign-in?next=/questions/ask?title%3DA%2BB"
