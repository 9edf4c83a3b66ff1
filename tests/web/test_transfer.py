import gzip

import pytest
from factories import answer, ask, make_member

from forum.threads.queries import load_post

GZIP = {"Accept-Encoding": "br, gzip"}
PAGES = ("/", "/questions", "/feeds/questions.atom", "/sitemap.xml", "/sitemap-0.xml")


def pages(question):
    thread = question.thread
    here = f"/questions/{thread.id}/{thread.slug}"
    return (*PAGES, here, f"/feeds/questions/{thread.id}.atom", "/tags/cramp")


def test_a_visitor_who_has_the_page_is_told_that_it_is_the_same(app, client):
    for address in pages(ask(tags=("cramp",))):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), address
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Vary"] == first.headers["Vary"] == "Cookie, Accept-Encoding"
        assert again.cache_control.private
        assert again.cache_control.no_cache is not None


def test_a_new_post_shows_at_once_to_who_has_the_page_before_it(app, client):
    question = ask()
    address = f"/questions/{question.thread_id}/{question.thread.slug}"
    for changed in (address, "/questions", f"/feeds/questions/{question.thread_id}.atom"):
        tag = client.get(changed).headers["ETag"]
        answer(load_post(question.id), body="Something quite new, for all to see.")
        response = client.get(changed, headers={"If-None-Match": tag})
        assert response.status_code == 200, changed


def test_the_same_question_by_a_member_has_no_tag_and_is_no_304(app, client, sign_in):
    asker = make_member()
    question = ask(asker)
    browsers = sign_in(asker), sign_in(make_member())
    address = f"/questions/{question.thread_id}/{question.thread.slug}"
    tag = client.get(address).headers["ETag"]
    for browser in browsers:
        response = browser.get(address, headers={"If-None-Match": tag, **GZIP})
        assert response.status_code == 200
        assert response.cache_control.no_store
        assert "ETag" not in response.headers


def test_a_theme_of_ones_own_is_another_page(app, client):
    tag = client.get("/questions").headers["ETag"]
    client.set_cookie("theme", "dark")
    assert client.get("/questions", headers={"If-None-Match": tag}).status_code == 200


def test_a_visitors_page_is_compressed_for_who_can_read_it(app, client):
    for address in pages(ask(tags=("cramp",))):
        plain, packed = client.get(address), client.get(address, headers=GZIP)
        assert "Accept-Encoding" in plain.vary, address
        assert "Accept-Encoding" in packed.vary, address
        assert "Content-Encoding" not in plain.headers
        if len(plain.data) >= 500:
            assert packed.headers["Content-Encoding"] == "gzip", address
            assert gzip.decompress(packed.data) == plain.data
            assert packed.content_length == len(packed.data)


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity"])
def test_who_cannot_read_gzip_gets_none(app, client, accepted):
    response = client.get("/", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in response.headers


def test_no_page_with_a_token_or_a_member_in_it_is_compressed(app, client, sign_in):
    member = make_member()
    for browser, address in ((sign_in(member), "/"), (client, "/sign-in"), (client, "/sign-up")):
        response = browser.get(address, headers=GZIP)
        assert response.status_code == 200
        assert "Content-Encoding" not in response.headers, address


def test_head_says_what_get_would(app, client):
    for headers in ({}, GZIP):
        got, asked = client.get("/", headers=headers), client.head("/", headers=headers)
        for name in ("ETag", "Content-Length", "Vary", "Content-Encoding"):
            assert got.headers.get(name) == asked.headers.get(name)


def test_static_files_are_compressed_and_still_known_again(app, client):
    address = "/static/css/components.css"
    with client.get(address) as plain, client.get(address, headers=GZIP) as packed:
        assert gzip.decompress(packed.data) == plain.data
        tag = packed.headers["ETag"]
    with client.get(address, headers={"If-None-Match": tag, **GZIP}) as again:
        assert again.status_code == 304


def test_a_page_that_says_what_a_reader_has_just_done_is_never_kept(app, client):
    with client.session_transaction() as session:
        session["_flashes"] = [("success", "Your account is closed.")]
    told, after = client.get("/", headers=GZIP), client.get("/")
    assert told.cache_control.no_store
    assert not {"ETag", "Content-Encoding"} & set(told.headers.keys())
    assert b"Your account is closed." in told.data
    assert "ETag" in after.headers
