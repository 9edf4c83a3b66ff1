"""Requests and answers as Flask makes them, and as this site makes them."""

from __future__ import annotations

from flask import Flask, request

from forum.web.exchange import Response


def test_what_was_sent_is_found_and_what_was_not_is_the_default(one_app) -> None:
    cookies = {"Cookie": "theme=dark; region=GB"}
    with one_app.test_request_context("/?page=2&at=x&sort=", headers=cookies):
        assert request.cookies.to_dict() == {"theme": "dark", "region": "GB"}
        assert request.args.get("page", 1, type=int) == 2
        assert request.args.get("at", 7, type=int) == 7
        assert (request.args.get("sort"), request.args.get("none")) == ("", None)
        assert (request.cookies.get("theme"), request.cookies.get("none", "")) == ("dark", "")


def test_a_cookie_that_is_no_text_is_read_beside_the_others(one_app) -> None:
    """Another service on the same host may have set it."""
    with one_app.test_request_context("/", headers={"Cookie": "other=caf\xe9; theme=dark"}):
        assert request.cookies.get("theme") == "dark"


def test_a_route_is_found_as_flask_finds_it(one_app) -> None:
    for path in ("/questions/7/slug", "/members/caf%C3%A9", "//questions", "/none", "/questions?a"):
        with one_app.test_request_context(path) as ours:
            usual = Flask.create_url_adapter(one_app, ours.request)
            assert vars(ours.url_adapter) == vars(usual), path


def test_an_answer_without_a_length_gets_one_and_a_redirect_its_address(one_app) -> None:
    environ = one_app.test_request_context("/").request.environ
    for response in (Response("a page"), Response(["a ", "page"]), Response(iter(["a page"]))):
        length = response.get_wsgi_headers(environ).get("Content-Length")
        assert length == (None if response.is_streamed else "6")
    moved = Response(status=301, headers={"Location": "/caf\u00e9"})
    assert moved.get_wsgi_headers(environ)["Location"] == "/caf%C3%A9"
