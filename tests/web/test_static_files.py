import re

from factories import make_member
from flask import url_for

from forum.web.static_files import content_hash


def address_of(app, filename, endpoint="static"):
    with app.test_request_context():
        return url_for(endpoint, filename=filename)


def test_a_pages_styles_and_scripts_may_be_kept_for_a_year(one_app):
    client = one_app.test_client()
    page = client.get("/").text
    linked = re.findall(r'(?:href|src)="([^"]*/static/[^"]+)"', page)
    assert len(linked) > 5
    for address in linked:
        with client.get(address) as response:
            assert response.status_code == 200, address
            assert response.cache_control.immutable, address
            assert response.cache_control.max_age == 365 * 24 * 3600
            assert not response.cache_control.no_cache
            assert "Cookie" not in response.vary


def test_a_member_gets_the_same_file_and_no_cookie_with_it(one_app):
    browser = one_app.test_client(user=make_member())
    with browser.get(address_of(one_app, "css/base.css")) as response:
        assert response.cache_control.public
        assert "Set-Cookie" not in response.headers
        assert "Cookie" not in response.vary


def test_a_script_finds_its_neighbours_under_the_same_version(one_app):
    address = address_of(one_app, "js/main.js")
    with one_app.test_client().get(address) as response:
        names = re.findall(r'"\./([a-z]+\.js)"', response.text)
        assert names
        assert '"/static' not in response.text
    for name in names:
        with one_app.test_client().get(address.replace("main.js", name)) as neighbour:
            assert neighbour.cache_control.immutable, name


def test_an_address_without_a_version_or_with_an_old_one_is_asked_about_each_time(one_app):
    for address in ("/static/css/base.css", "/static/v-0123456789ab/css/base.css"):
        with one_app.test_client().get(address) as response:
            assert response.status_code == 200
            assert response.cache_control.no_cache
            assert not response.cache_control.immutable


def test_no_version_leads_out_of_the_folder(one_app):
    prefix = address_of(one_app, "").rstrip("/")
    for name in ("../wsgi.py", "..%2fwsgi.py", "v-0123456789ab/css/base.css", "nothing.css"):
        response = one_app.test_client().get(f"{prefix}/{name}")
        assert response.status_code == 404, name
        assert not response.cache_control.immutable


def test_the_version_changes_with_any_name_or_content(tmp_path):
    file = tmp_path / "a.css"
    file.write_text("a{}")
    seen = [content_hash(tmp_path, "2.5.0")]
    file.write_text("b{}")
    seen.append(content_hash(tmp_path, "2.5.0"))
    file.rename(tmp_path / "b.css")
    seen.append(content_hash(tmp_path, "2.5.0"))
    seen.append(content_hash(tmp_path, "2.5.1"))
    assert len(set(seen)) == 4
