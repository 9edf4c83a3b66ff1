import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.moderation.dashboard.charts import (
    BOTTOM,
    HEIGHT,
    LEFT,
    TOP,
    WIDTH,
    Series,
    axis_top,
    draw,
    number,
)


@pytest.mark.parametrize(
    ("highest", "top"),
    [(0, 1), (0.3, 0.5), (1, 1), (3, 5), (7, 10), (10, 10), (11, 20), (230, 250), (260, 500)],
)
def test_an_axis_ends_at_a_round_number(highest, top):
    assert axis_top(highest) == pytest.approx(top)


@given(st.lists(st.none() | st.floats(0, 1e9), min_size=1, max_size=100))
def test_every_bar_stays_inside_the_drawing(values):
    chart = draw([str(n) for n in range(len(values))], [Series("x", values)])
    assert len(chart.bars) == sum(bool(value) for value in values)
    for bar in chart.bars:
        assert LEFT <= bar.x <= bar.x + bar.width <= WIDTH + 0.2
        assert TOP - 0.2 <= bar.y <= bar.y + bar.height <= HEIGHT - BOTTOM + 0.2


def test_the_highest_bar_of_a_round_number_reaches_the_top():
    chart = draw(["Monday", "Tuesday"], [Series("Questions", [5, 10])])
    low, high = chart.bars
    assert high.y == TOP
    assert low.height == pytest.approx(high.height / 2)
    assert high.said == "Tuesday, Questions: 10"
    assert [label.text for label in chart.labels] == ["Monday", "Tuesday"]


def test_series_stand_on_top_of_one_another():
    lower, upper = draw(["Monday"], [Series("a", [2], "urgent"), Series("b", [1], "crisis")]).bars
    assert upper.y + upper.height == pytest.approx(lower.y)
    assert (lower.key, upper.key) == ("urgent", "crisis")


def test_many_labels_leave_only_the_ends():
    chart = draw([str(n) for n in range(28)], [Series("x", [1] * 28)])
    assert [(label.text, label.anchor) for label in chart.labels] == [("0", "start"), ("27", "end")]


def test_nothing_to_draw_still_has_an_axis():
    chart = draw(["Monday"], [Series("x", [None])])
    assert (chart.bars, [line.value for line in chart.lines]) == ((), [0, 0.5, 1])


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "–"), (0, "0"), (3.0, "3"), (3.25, "3.2"), (12.7, "13"), (1500, "1,500")],
)
def test_numbers_are_written_as_people_write_them(value, said):
    assert number(value) == said
