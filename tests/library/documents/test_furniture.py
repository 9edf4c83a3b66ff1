"""Which lines belong to the site and which to somebody's text."""

import pytest

from forum.library.documents.furniture import is_closer, is_furniture, without_furniture
from forum.library.documents.lines import split_lines


def furniture(text: str) -> bool:
    return is_furniture(split_lines(text)[0])


def kept(text: str) -> list[str]:
    return [line.text for line in without_furniture(split_lines(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Share",
        "SHARE THIS:",
        "Tweet",
        "Share on Facebook",
        "Facebook Twitter Pinterest",
        "Print",
        "• Print this page",
        "Email this article",
        "Follow us on Instagram",
        "Free widgets!",
        "Home > Health > Knees",
        "Home / Knees",
        "Knees » Pain » Causes",
        "Skip to content",
        "Log in",
        "forgot password?",
        "Username *",
        "Remember Me",
        "Post anonymously",
        "★★★★☆",
        "4.2 out of 5 (31 votes)",
        "3.5/5",
        "Rate this article",
        "Was this helpful?",
        "12 likes",
        "1,204 views",
        "Likes 3",
        "5 min read",
        "3 people found this helpful",
        "Advertisement",
        "– ADVERTISEMENT –",
        "Ads by Knees",
        "Shop now: 20% off knee socks",
        "Copyright Protected:",
        "© 2011 A Site.",
        "(c) 2011 A Site",
        "All rights reserved.",
        "Filed under: Knees",
        "Tags: knees, hips",
        "Photo credit: A. Lens",
        "You are here: Knees",
        "In 1904 a train was late. more...",
        "A knee has a cap. [Read more »]",
        "Read more",
        "On this day in 1904 a train was late.",
        "2 • Reply • Share ›",
        "Like · Reply",
        "-----",
        "We use cookies to see who reads.",
        "Akismet keeps spam out.",
        "Page 1 of 3",
        "…",
    ],
)
def test_furniture_is_known(text: str) -> None:
    assert furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "Share the load between both legs.",
        "Print out this plan and hang it on the door.",
        "Knees",
        "Stretching, walking and more...",
        "7 out of 10 people get them.",
        "• 10 min walk a day",
        "Heat / cold / rest",
        "• Neck | back | hip pain and what to do",
        "5 people told me so.",
        "Yes.",
        "A pad costs £20 at https://example.org/shop and works well.",
        "No.",
        "Back to basics",
        "Use ice for a limited time only.",
        "Related muscles can hurt too.",
        "2 pillows",
        "Rest",
    ],
)
def test_text_is_left_alone(text: str) -> None:
    assert not furniture(text)


@pytest.mark.parametrize(
    "text", ["Leave a Reply", "Leave a Reply Cancel reply", "Post your comments", "ADD A COMMENT »"]
)
def test_the_heading_of_a_form_closes_what_stands_above(text: str) -> None:
    assert is_closer(split_lines(text)[0])


def test_a_sentence_about_comments_closes_nothing() -> None:
    assert not is_closer(split_lines("Leave a comment if this helped you.")[0])


def test_links_under_their_heading_go_up_to_the_next_paragraph() -> None:
    prose = "One more sentence of at least twelve words stands here, at the very end."
    assert kept(f"You may also like\nFive hips\nSix knees\n\n{prose}") == [prose]


def test_a_heading_after_a_list_of_links_stays() -> None:
    assert kept("Related articles\n• Five hips\n\nCauses\n\nOne reason.") == [
        "Causes",
        "One reason.",
    ]


def test_a_heading_that_the_contents_name_stays() -> None:
    assert kept("Contents\nCauses\nCures\n\nCauses\n\nOne.") == ["Causes", "One."]
