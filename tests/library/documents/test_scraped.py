"""Title, credits, body and comments are told apart on pages of every make."""

from datetime import date
from pathlib import Path

import pytest

from forum.library.documents import Document, read_document, read_path

PAGES = Path(__file__).parent / "pages"

# page: title, author, number of readers' comments
EXPECTED = {
    "ages": ("Blinking at Screens", None, 2),
    "bare_numbers": ("Cold Toes", None, 3),
    "board": ("Heel pain on stairs", "Ovid", 2),
    "bulleted": ("Yawning Is Catching", "the staff of the Lantern", 3),
    "comment_numbers": ("Salt After Sweating", "Nora Feld", 3),
    "comment_widget": ("Why Ears Pop", None, 2),
    "dates_below": ("Leg Twitches at Bedtime", "Tilda Brock", 4),
    "dotted": ("A Stitch in the Side", None, 4),
    "footer": ("Bruises and Their Colours", "Dr. Ama Quist, MD", 0),
    "indented": ("Growing Pains Are Real", None, 3),
    "interview": ("Talking About Shin Splints", None, 0),
    "late_byline": ("Finger Cramps in Guitar Players", "Rena Solberg", 2),
    "nested_list": ("Sore Thumbs and How to Spare Them", None, 4),
    "newest_first": ("A Word on Corns", None, 3),
    "no_blank_lines": ("Nosebleeds in Dry Rooms", "Ida Krall", 2),
    "numbered_posts": ("How do Blisters Heal?", "Lena Fisk", 3),
    "numbered_tips": ("Five Ways to Wake a Sleeping Foot", None, 0),
    "on_date": ("Hiccups: what stops them", "Piet Vander", 3),
    "relative": ("Stiff Neck on a Monday", "Mira Holm", 2),
    "repeated_title": (
        "What should you do when your foot falls asleep on a long flight?",
        "admin",
        0,
    ),
    "reply_links": ("What to Do About a Charley Bump", None, 3),
    "says": ("Why an Eyelid Flutters", "Odile Brandt", 4),
    "trailing": ("A Cramp in the Arch", "Hanne Dahl, RN", 3),
    "unmarked": ("Chapped Lips in March", None, 3),
    "wrapped": ("THE QUIET CALF", "Nils Aabye", 2),
}
FURNITURE = (
    "Advertisement",
    "Share",
    "Tweet",
    "Akismet",
    "required",
    "password",
    "Login",
    "Widgets",
    "more...",
    "Tags",
    "Home",
    "Copyright",
    "All rights",
    "Reply",
    "Comments",
    "Post a",
    "Like",
    "min read",
    "votes",
    "Buy now",
    "free eye chart",
    "Next:",
    "Previous",
    "Newer",
    "Labels:",
    "Was this",
    "Rate",
    "Newsletter",
    "This entry",
    "Recommend",
    "Disqus",
    "Sort by",
    "Dow",
    "Quillfeather",
    "garden by the sea",
    "carrots",
    "Porch Lamp",
    "Acme",
    "Skip",
    "1904",
)


def read(page: str) -> Document:
    return read_path(PAGES / f"{page}.txt")


def article(head: str = "A Title of Four Words", tail: str = "") -> Document:
    prose = "A paragraph of running text has at least twelve words and a full stop."
    return read_document(f"{head}\n\n{prose}\n\n{tail}".encode(), "knees-and-hips.txt")


def test_every_page_is_expected_somewhere() -> None:
    assert {page.stem for page in PAGES.glob("*.txt")} == EXPECTED.keys()


@pytest.mark.parametrize("page", EXPECTED)
def test_title_author_and_number_of_comments_are_found(page: str) -> None:
    document = read(page)
    assert (document.title, document.author, len(document.comments)) == EXPECTED[page]


@pytest.mark.parametrize("page", EXPECTED)
def test_no_furniture_stays(page: str) -> None:
    document = read(page)
    text = "\n".join([document.body, *(comment.body for comment in document.comments)])
    assert [piece for piece in FURNITURE if piece in text] == []


def test_the_body_has_headings_paragraphs_and_lists() -> None:
    assert read("says").body == (
        "A fluttering eyelid is a small bundle of muscle fibres firing by itself, and it nearly "
        "always stops without any help at all.\n\n"
        "It is a nuisance. It is seldom more.\n\n"
        "## What sets it off\n\n"
        "People most often name these:\n\n"
        "- Too little sleep\n"
        "- Three strong coffees before noon\n"
        "- A long day at a screen\n\n"
        "## When to have it looked at\n\n"
        "See someone if the lid droops, if the cheek joins in, or if it goes on for longer than "
        "three weeks.\n"
    )


def test_a_wrapped_page_becomes_whole_paragraphs_and_items() -> None:
    body = read("wrapped").body
    assert "in the evening. Before bed, stand an arm's length" in body
    assert (
        "1. Keep both heels on the floor, even when the wall seems a long way off.\n2. Count"
        in body
    )


def test_addresses_inside_sentences_stay() -> None:
    assert "at <http://example.org/calf_rules/_print.html> if you" in read("wrapped").body


def test_an_advertisement_goes_but_a_sentence_about_a_shop_stays() -> None:
    body = read("footer").body
    assert "ColdSleeve" not in body
    assert "A cold sleeve from the chemist does the same" in body


def test_editor_and_dates_are_found_around_the_article() -> None:
    assert read("numbered_posts").editor == "Theo Ramsgate"
    assert read("numbered_posts").edited == date(2018, 2, 7)
    assert read("says").written == date(2013, 3, 4)
    assert read("footer").reviewer == "Joan Pell, PharmD"
    assert read("footer").review_due == date(2022, 10, 5)
    assert read("footer").source_url == "https://example.org/bruises"


def test_a_table_of_contents_goes_and_the_headings_it_names_stay() -> None:
    body = read("footer").body
    assert body.count("The colours") == 1
    assert body.count("## What helps") == 1


def test_numbered_tips_and_dated_references_are_no_comments() -> None:
    assert "## \\#2 Wiggle the Toes" in read("numbered_tips").body
    assert "Field Notes on Shins, May 9, 2014." in read("interview").body


def test_a_byline_below_the_summary_does_not_start_the_comments() -> None:
    assert "Warm the hands in your pockets" in read("late_byline").body


def test_the_name_of_the_site_is_cut_off_the_title() -> None:
    assert article("A Title of Four Words | The Site").title == "A Title of Four Words"
    assert article("Knees - a Primer").title == "Knees - a Primer"


def test_a_page_without_a_title_is_called_after_its_file() -> None:
    assert article(head="").title == "Knees and hips"


def test_navigation_above_the_title_is_not_the_title() -> None:
    page = article(head="Home\nThe Corner Health Site\nAbout\nRunning text in a paragraph")
    assert page.title == "Running text in a paragraph"


def test_a_category_line_below_the_title_goes_and_a_question_stays() -> None:
    assert "Knees" not in article(head="A Title of Four Words\n\nKnees").body
    assert "## Why at all?" in article(head="A Title of Four Words\n\nWhy at all?").body


def test_the_slug_is_made_of_ascii_words() -> None:
    assert article(head="Crème brûlée: what’s in it?").slug == "creme-brulee-whats-in-it"
    assert len(article(head="word " * 24).slug) <= 80


def test_a_title_in_another_script_still_has_a_slug() -> None:
    document = article(head="Судороги ног ночью")
    assert document.slug == f"article-{document.digest[:8]}"


def test_a_form_below_the_article_ends_it() -> None:
    prose = "We are a clinic in a small town by the sea and have been for years."
    assert "clinic" not in article(tail=f"Leave a Reply\n\nName\n\n{prose}").body


def test_a_link_to_the_form_in_the_middle_does_not_end_the_article() -> None:
    paragraph = "Another paragraph of the article has at least twelve words and a full stop.\n\n"
    assert article(tail="Add a comment\n\n" + paragraph * 2).body.count("Another paragraph") == 2


def test_entities_are_undone_and_markup_is_shown_as_text() -> None:
    page = article(tail="Salt &amp; water &lt;b&gt;help&lt;/b&gt; a *little*, says my_aunt [1].")
    assert page.body.endswith(
        "Salt & water \\<b>help\\</b> a \\*little\\*, says my_aunt \\[1\\].\n"
    )
