"""What `make bench` writes can be read, and its references show what they claim to."""

from xml.etree import ElementTree

import pytest
from factories import answer, ask

from benchmarks.requests import charts, places, references, report
from benchmarks.requests.targets import TARGETS

SVG = "{http://www.w3.org/2000/svg}"
COST = {"milliseconds": 2.0, "in_a": 8.0, "in_b": 4.0}


def result(posts, **costs):
    return {
        "posts": posts,
        "costs": {name.replace("_", " "): COST | {"in_b": cost} for name, cost in costs.items()},
        "statements": {},
        "bytes": {
            "thread of 6 posts": 20_000,
            "thread of 6 posts, compressed": 5_000,
            "style and script, compressed": 30_000,
        },
    }


def test_a_chart_of_growth_has_a_line_for_each_series_inside_the_drawing():
    series = {"home & list": [(1_000, 4.0), (1_000_000, 4.4)], "tag": [(1_000, 9), (1_000_000, 12)]}
    drawing = ElementTree.fromstring(charts.lines("Growth", series, "units of b"))
    lines = drawing.findall(f"{SVG}polyline")
    assert len(lines) == 2
    for point in " ".join(line.get("points") for line in lines).split():
        x, y = map(float, point.split(","))
        assert 0 < x < charts.WIDTH
        assert 0 < y < charts.HEIGHT


def test_the_longest_bar_is_that_of_the_dearest_request():
    drawing = ElementTree.fromstring(charts.bars("Costs", {"cheap": 1.0, "dear": 10.0}))
    lengths = [float(bar.get("width")) for bar in drawing.findall(f"{SVG}rect")[1:]]
    assert lengths[1] == pytest.approx(10 * lengths[0], rel=0.01)


def test_growth_is_that_of_the_page_that_grows_most_and_unknown_without_both_sizes():
    growth = next(each for each in TARGETS if each.name.endswith(": pages"))
    small, large = result(10_000, home=4.0, tag=5.0), result(1_000_000, home=4.2, tag=6.0)
    assert growth.read([small, large]) == pytest.approx(1.2)
    assert growth.read([small]) is None


def test_every_target_copes_with_what_was_not_measured():
    for target in TARGETS:
        value = target.read([result(1_000)])
        assert value is None or target.unit == "kB"


def test_reference_a_is_30_kb_and_b_a_thread_of_six_posts(tmp_path, monkeypatch):
    references.make_database(str(tmp_path / "reference.db"))
    monkeypatch.setenv("REFERENCE_DATABASE", str(tmp_path / "reference.db"))
    assert len(references.constant.test_client().get("/").data) == 30_000
    page = references.thread.test_client().get("/").get_data(as_text=True)
    assert page.count("<article ") == references.POSTS
    references._connection().close()


def test_what_is_measured_anew_replaces_what_was_and_the_rest_stays():
    def measured(database, posts, at):
        return result(posts) | {"database": database, "measured": at}

    earlier = [measured("postgresql", 10_000, "May"), measured("sqlite", 10_000, "May")]
    results = [measured("sqlite", 54_000, "June"), measured("sqlite", 10_000, "June")]
    assert [
        (each["database"], each["posts"], each["measured"])
        for each in report.joined(earlier, results)
    ] == [
        ("postgresql", 10_000, "May"),
        ("sqlite", 10_000, "June"),
        ("sqlite", 54_000, "June"),
    ]


def test_what_members_write_is_as_long_as_posts_are_usually(one_app):
    question = ask(body="It pulls in my calf when I swim. " * 4)
    usual = "Mine went once I drank more water before swimming. " * 10
    for body in (usual * 2, usual.strip(), "Slower strokes helped me. " * 3):
        answer(question, body=body)
    assert places.find(()).text == usual.strip()
