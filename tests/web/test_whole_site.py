"""What holds for every route, generated from the routes themselves."""

from __future__ import annotations

from hashlib import sha256

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from web.whole_site import Site
from werkzeug.test import TestResponse

from forum.accounts.models import Member
from forum.db import db
from forum.web.headers import HEADERS

BROWSERS = ["visitor", "asker", "helper", "moderator", "administrator"]
# What is counted of searches is no one's (see `search.actions`).
COUNTS_ITS_USE = {"search_word", "search_gap"}
REDIRECTS = (301, 302, 303)
STATIC = ("static", "bootstrap.static")


def get(browser: FlaskClient, path: str) -> TestResponse:
    return browser.get(path, buffered=True)


def digest() -> str:
    """One number for everything in the database."""
    total = sha256()
    for table in db.metadata.sorted_tables:
        if table.name not in COUNTS_ITS_USE:
            rows = sorted(str(row) for row in db.session.execute(select(table)))
            total.update("\n".join([table.name, *rows]).encode())
    db.session.rollback()
    return total.hexdigest()


def assert_guarded(response: TestResponse, path: str) -> None:
    """It carries the security headers."""
    for name, value in HEADERS.items():
        assert response.headers.get(name) == value, (path, name)
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]
    assert response.content_type, path


def assert_in_no_cache(response: TestResponse, path: str) -> None:
    """Nobody but the member gets it."""
    assert "Cookie" in response.vary, path
    assert response.cache_control.no_store, path
    assert response.cache_control.private, path


def assert_tells_no_secret(site: Site, who: str, response: TestResponse, path: str) -> None:
    """Nobody else's address and nobody's secret is in it."""
    text = response.get_data(as_text=True)
    for role in ("asker", "helper", "moderator"):
        member: Member = getattr(site, role)
        assert who == role or member.email not in text, (who, path)
        assert member.fs_uniquifier not in text, (who, path)


@pytest.mark.parametrize("who", BROWSERS)
def test_reading_changes_nothing_and_every_answer_is_guarded(
    site: Site, who: str, queries: type
) -> None:
    browser = site.browsers()[who]
    before = digest()
    for endpoint, path in site.addresses("GET"):
        with queries() as counted:
            for query in ("", "?q=spasm&sort=newest&page=1&at=1&quote=1&preview=1&next=/"):
                response = get(browser, path + query)
                assert response.status_code < 500, endpoint
                assert_guarded(response, path)
                assert_tells_no_secret(site, who, response, path)
                if who != "visitor" and endpoint not in STATIC:
                    assert_in_no_cache(response, path)
        for statement in counted.writes():
            assert any(table in statement for table in COUNTS_ITS_USE), (endpoint, statement)
    assert digest() == before


@pytest.mark.parametrize("who", BROWSERS)
def test_no_press_fails_for_anybody(site: Site, who: str) -> None:
    browser = site.browsers()[who]
    for endpoint, path in site.addresses("POST"):
        if endpoint not in ENDS_THE_SESSION:
            response = browser.post(path, data={}, buffered=True)
            assert response.status_code < 500, (endpoint, response.status_code)


@pytest.mark.parametrize("who", ["visitor", "asker"])
def test_a_refusal_carries_the_security_headers_too(one_site: Site, who: str) -> None:
    browser = one_site.browsers()[who]
    for path in ("/nothing", "/static/nothing.css", "/questions/999999", "/sign-out", "/%00"):
        assert_guarded(get(browser, path), path)


def test_reading_gives_a_visitor_no_cookie(one_site: Site) -> None:
    with_forms = {
        endpoint
        for endpoint, _ in one_site.addresses("GET")
        if endpoint.startswith("security.") or endpoint in ("web.preferences", "accounts.claim")
    }
    for endpoint, path in one_site.addresses("GET"):
        response = get(one_site.app.test_client(), path)
        if endpoint not in with_forms:
            assert "Set-Cookie" not in response.headers, endpoint
        if endpoint not in STATIC:
            assert "Cookie" in response.vary, endpoint


def test_an_error_below_static_files_is_a_page_like_any_other(one_site: Site) -> None:
    response = get(one_site.browsers()["asker"], "/static/nothing.css")
    assert response.status_code == 404
    assert response.cache_control.no_store
    assert "Cookie" in response.vary


PAYLOADS = [
    "%27%20OR%20%271%27=%271",
    "%22;DROP%20TABLE%20member;--",
    "../../etc/passwd",
    "%00",
    "%ff%fe",
    "%ed%a0%80",
    "%E2%80%AE",
    "9" * 400,
    "-1",
    "1e309",
    "a" * 2500,  # more than any value may be long
    "%0d%0aX-Injected:%201",
]
PARAMETERS = [
    *("q", "sort", "page", "at", "next", "before", "after", "title", "body", "quote", "thread"),
    *("reason", "level", "to", "post", "exact", "email", "author", "tag", "area", "auth_token"),
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_in_an_address_break_nothing(site: Site, payload: str) -> None:
    browser = site.browsers()["moderator"]
    query = "&".join(f"{name}={payload}&{name}={payload}" for name in PARAMETERS)
    for endpoint, path in site.addresses("GET"):
        response = get(browser, f"{path}?{query}")
        assert response.status_code < 500, endpoint
        assert "X-Injected" not in response.headers


def test_an_overlong_address_is_not_repeated_in_the_page(one_site: Site) -> None:
    browser = one_site.browsers()["moderator"]
    for endpoint, path in one_site.addresses("GET"):
        long = get(browser, f"{path}?z={'a' * 100_000}")
        assert b"a" * 2_000 not in long.data or long.status_code in REDIRECTS, endpoint


def test_words_in_an_address_are_never_a_template(one_site: Site) -> None:
    browser = one_site.browsers()["moderator"]
    query = "&".join(f"{name}={{{{1234567*3}}}}" for name in PARAMETERS)
    for endpoint, path in one_site.addresses("GET"):
        assert b"3703701" not in get(browser, f"{path}?{query}").data, endpoint


@pytest.mark.parametrize("odd", ["0", "2147483648", "9223372036854775808", "9" * 30])
def test_a_number_that_no_row_has_is_not_found(site: Site, odd: str) -> None:
    browser = site.browsers()["moderator"]
    for rule in site.app.url_map.iter_rules():
        if "<int:" not in rule.rule:
            continue
        path = rule.rule
        for argument in rule.arguments:
            path = path.replace(f"<int:{argument}>", odd).replace(f"<{argument}>", "x")
        for method in {"GET", "POST"} & set(rule.methods or ()):
            response = browser.open(path, method=method, data={"reason": "x"}, buffered=True)
            assert response.status_code < 500, (path, method, response.status_code)


FIELDS = [
    *("title", "body", "where", "since", "severity", "tried", "tags", "alias", "submit_token"),
    *(
        "reason",
        "note",
        "place",
        "seen_place",
        "seen_title",
        "seen_banner",
        "level",
        "upto",
        "back",
    ),
    *("kind", "about", "care_region", "email", "username", "password", "password_confirm"),
    *("new_password", "new_password_confirm", "remember", "next", "theme", "region", "posts"),
    *("website", "preview", "post", "edit", "csrf_token"),
]
ENDS_THE_SESSION = ("security.logout", "pages.close")


@pytest.mark.parametrize("who", ["asker", "moderator"])
@pytest.mark.parametrize(
    "value", ["\0", "a\0b", "x" * 100_000, "9" * 5000, "' OR 1=1 --", "\ud800", "-1", ""]
)
def test_hostile_words_in_a_form_break_nothing(site: Site, who: str, value: str) -> None:
    data = dict.fromkeys(FIELDS, value.encode("utf-8", "surrogatepass"))
    browser = site.browsers()[who]
    for endpoint, path in site.addresses("POST"):
        refused = who == "asker" and endpoint.startswith("moderation.")  # see test_every_route.py
        if endpoint not in ENDS_THE_SESSION and not refused:
            response = browser.post(path, data=data, buffered=True)
            assert response.status_code < 500, (endpoint, response.status_code)


@pytest.mark.parametrize("repeated", [2, 150])
def test_repeated_fields_break_nothing(site: Site, repeated: int) -> None:
    browser = site.browsers()["asker"]
    fields = ("title", "body", "tags", "reason", "severity", "submit_token", "csrf_token", "level")
    body = "&".join(f"{name}=some+words+here" for name in fields for _ in range(repeated))
    for endpoint, path in site.addresses("POST"):
        if endpoint in ENDS_THE_SESSION:
            continue
        response = browser.post(
            path, data=body, content_type="application/x-www-form-urlencoded", buffered=True
        )
        assert response.status_code < 500, (endpoint, response.status_code)


FILE = (
    b'--x\r\nContent-Disposition: form-data; name="body"; filename="../../a.svg"\r\n'
    b"Content-Type: image/svg+xml\r\n\r\n<svg onload='alert(1)'/>\r\n--x--"
)
NO_FORM = [
    ("application/json", b"{}"),
    ("application/json", b"5"),
    ("application/json", b'{"body": ["x"], "title": 1, "email": {}, "password": null}'),
    ("application/json", b"[" * 20_000),
    ("application/ld+json", b'"x"'),
    ("multipart/form-data; boundary=x", FILE),
]


@pytest.mark.parametrize("who", ["visitor", "moderator"])
@pytest.mark.parametrize(("kind", "body"), NO_FORM)
def test_what_is_no_form_is_refused_on_every_route(
    one_site: Site, who: str, kind: str, body: bytes
) -> None:
    browser = one_site.browsers()[who]
    for endpoint, path in one_site.addresses("POST"):
        response = browser.post(path, data=body, content_type=kind, buffered=True)
        assert response.status_code == 415, endpoint
        assert_guarded(response, path)


ODD_FORMS = [
    b"%ff=%fe&body=%ed%a0%80&title=%00",
    b"[]=1&body[]=2&body[x]=3&=&&&==;=%",
    b"body=" + b"%F0%9F" * 500,
    b"&".join(b"f%d=x" % number for number in range(2_000)),
]


@pytest.mark.parametrize("body", ODD_FORMS)
def test_what_no_browser_would_send_as_a_form_breaks_nothing(one_site: Site, body: bytes) -> None:
    browser = one_site.browsers()["moderator"]
    for endpoint, path in one_site.addresses("POST"):
        if endpoint not in ENDS_THE_SESSION:
            response = browser.post(
                path, data=body, content_type="application/x-www-form-urlencoded", buffered=True
            )
            assert response.status_code < 500, endpoint


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "ODD"])
def test_every_other_method_is_answered_and_changes_nothing(one_site: Site, method: str) -> None:
    browser, before = one_site.browsers()["moderator"], digest()
    for rule in one_site.app.url_map.iter_rules():
        response = browser.open(one_site.address(rule), method=method, buffered=True)
        assert response.status_code < 500, rule.endpoint
        assert method in ("HEAD", "OPTIONS") or response.status_code in (400, 405), rule.endpoint
    assert digest() == before


HEADERS_OF_THE_CLIENT = [
    ("Host", "evil.example"),
    ("Host", "[::1"),
    ("Host", ""),
    ("Origin", "http://["),
    ("Origin", "null"),
    ("Referer", "http://[::1"),
    ("Referer", "\xff\xfe"),
    ("Accept", "*/*;q=x, text/html;level=\xff"),
    ("Accept", "application/json"),
    ("Accept-Language", "x" * 5000),
    ("Accept-Encoding", "gzip;q=\x00"),
    ("Cookie", "session=\xff; theme=\x00; region=" + "x" * 3000),
    ("Cookie", "=; ==; ;;;; session; __Host-session=x"),
    ("Cookie", "theme=../../x; region='; session=.eJw"),
    ("Authorization", "Basic \xff"),
    ("Authorization", "Basic " + "QQ==" * 500),
    ("Authorization", "Bearer x"),
    ("Range", "bytes=9-1,x"),
    ("If-None-Match", '"\xff'),
    ("If-Modified-Since", "yesterday"),
    ("X-Request-Id", "\xff<script>"),
    ("X-Request-Id", "a" * 9000),
    ("X-Forwarded-For", "1.2.3.4, evil, \xff, ::1%eth0"),
    ("X-Forwarded-Host", "evil.example"),
    ("Forwarded", "for=;;;host=\xff"),
    ("User-Agent", "\xff\x00" * 2000),
    ("Sec-Fetch-Site", "\xff"),
    ("Content-Type", "multipart/form-data"),
    ("Content-Type", "multipart/form-data; boundary=\xff"),
    ("Content-Type", "application/x-www-form-urlencoded; charset=utf-7"),
    ("Content-Type", "\xff/\xfe"),
    ("Content-Length", "-5"),
    ("Content-Length", "many"),
    ("X-HTTP-Method-Override", "DELETE"),
]


@pytest.mark.parametrize(("name", "value"), HEADERS_OF_THE_CLIENT)
def test_hostile_headers_break_nothing(one_site: Site, name: str, value: str) -> None:
    browser = one_site.browsers()["asker"]
    key = name.upper().replace("-", "_")
    key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
    for path in ("/", "/questions/ask", "/sign-in", "/static/css/base.css", "/nothing", "/account"):
        for method in ("GET", "POST"):
            response = browser.open(
                path, method=method, environ_overrides={key: value}, buffered=True
            )
            assert response.status_code < 500, (path, method)
            assert "evil" not in str(response.headers)
            assert "<script>" not in str(response.headers)
