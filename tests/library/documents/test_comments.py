"""Readers' comments: whole, in order of time, threaded, dated and without names."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from forum.library.documents import Comment, read_document, read_path

PAGES = Path(__file__).parent / "pages"
HEAD = """\
A Title of Four Words

A paragraph of running text has at least twelve words and a full stop.

"""


def comments(page: str) -> tuple[Comment, ...]:
    return read_path(PAGES / f"{page}.txt").comments


def below(text: str) -> tuple[Comment, ...]:
    return read_document(f"{HEAD}{text}".encode(), "page.txt").comments


def bodies(found: tuple[Comment, ...]) -> list[str]:
    return [comment.body.strip() for comment in found]


def parents(found: tuple[Comment, ...]) -> list[int | None]:
    return [comment.parent for comment in found]


def authors(found: tuple[Comment, ...]) -> list[str | None]:
    return [comment.author for comment in found]


def test_paragraphs_of_one_comment_stay_together() -> None:
    assert bodies(comments("on_date"))[1] == (
        "I have had them for two days now.\n\nIs that a reason to worry?"
    )


def test_posts_counted_down_are_turned_round() -> None:
    assert authors(comments("numbered_posts")) == [None, "fenwalker", "anon20417"]


@pytest.mark.parametrize("page", ["on_date", "newest_first"])
def test_pages_that_show_the_newest_first_are_turned_round(page: str) -> None:
    dates = [comment.written for comment in comments(page) if comment.written]
    assert dates == sorted(dates)
    assert len(dates) > 1


def test_dates_and_times_are_read_as_utc() -> None:
    assert comments("says")[1].written == datetime(2013, 3, 5, 10, 2, tzinfo=UTC)
    assert comments("dates_below")[3].written == datetime(2013, 3, 9, 22, 45, tzinfo=UTC)


def test_relative_and_ambiguous_dates_are_unknown() -> None:
    assert [comment.written for comment in comments("relative")] == [None, None]
    assert comments("newest_first")[1].written is None


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("nested_list", [None, 0, None, 2]),
        ("says", [None, 0, None, 2]),
        ("bulleted", [None, 0, None]),
        ("indented", [None, 0, None]),
        ("dotted", [None, 0, 0, None]),
        ("comment_widget", [None, 0]),
    ],
)
def test_replies_hang_under_what_they_answer(page: str, expected: list[int | None]) -> None:
    assert parents(comments(page)) == expected


def test_names_above_comments_are_kept_as_data() -> None:
    assert authors(comments("says")) == ["Ilse Marrow", "Odile Brandt", "brickie77", "Ilse Marrow"]
    assert authors(comments("indented")) == ["Mother of two", "Granny Plum", "dad"]


def test_nobody_is_called_anonymous() -> None:
    assert authors(comments("dates_below")) == [None, "Joss K", "Tilda Brock", None]


def test_credits_below_the_comments_belong_to_the_text_above() -> None:
    found = comments("trailing")
    assert authors(found) == ["Joos", "Mab Tully", None]
    assert bodies(found)[1].endswith("And the cat thinks it is breakfast time.")


def test_salutations_lose_the_name_and_signatures_go() -> None:
    assert bodies(comments("nested_list"))[1] == (
        "Hello,\n\nClicking without pain is usually nothing. Have it seen if it locks."
    )
    assert bodies(comments("nested_list"))[3] == "That made me laugh. Two cures at once!"
    assert bodies(comments("numbered_posts"))[1] == "Two pairs of thin socks. Never looked back."


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("says", ("Ilse", "Odile", "brickie77")),
        ("nested_list", ("Bettina", "Agnes", "Hand Lady")),
        ("numbered_posts", ("Lena", "Fen")),
        ("on_date", ("Piet",)),
        ("relative", ("Yara",)),
        ("ages", ("Harald",)),
        ("board", ("Quilla",)),
        ("wrapped", ("Greta",)),
    ],
)
def test_no_name_stays_in_what_people_wrote(page: str, names: tuple[str, ...]) -> None:
    text = " ".join(bodies(comments(page)))
    assert [name for name in names if name in text] == []


def test_e_mail_addresses_go() -> None:
    assert "Write to me at (e-mail address removed) if" in bodies(comments("says"))[3]


def test_a_comment_that_quotes_somebody_is_not_cut_in_two() -> None:
    assert "My doctor says: rubbish." in bodies(comments("says"))[2]


@pytest.mark.parametrize(
    "head",
    [
        "Ann says:",
        "Ann said...",
        "Ann on 3 May 2012 at 9:10 pm",
        "Ann May 3, 2012 at 9:10 am",
        "Posted by Ann on May 3, 2012",
        "On May 3, 2012, Ann wrote:",
        "By Ann | 2012-05-03",
        "Ann - 3rd of May, 2012",
        "#1 Ann, 5 days ago",
        "Comment by Ann — May 3, 2012 @ 9:10 pm",
        "Ann\nMay 3, 2012 at 9:10 pm",
        "Ann\n\nThu, 3 May 2012 21:10",
        "Ann commented on 13.05.2012",
        "9:10 PM on May 3, 2012\nAnn",
        "Comment #1\nAnn",
        "Ann (not verified) | May 3, 2012 - 9:10pm",
        "Ann (author) from Texas, USA on March 05, 2010:",
        "By Ann — On Jul 31, 2013",
        "1. Ann says:",
        "Ann wrote yesterday:",
        "Submitted by Ann on Thu, 05/03/2012 - 21:10",
    ],
)
def test_every_way_of_printing_who_wrote_it_heads_a_comment(head: str) -> None:
    second = (
        head.replace("Ann", "Bo").replace("1", "2", 1)
        if head[0] in "#1C"
        else head.replace("Ann", "Bo")
    )
    found = below(f"2 Comments\n\n{head}\n\nIt went away.\n\n{second}\n\nMine came back.\n")
    assert sorted(bodies(found)) == ["It went away.", "Mine came back."]
    assert set(authors(found)) == {"Ann", "Bo"}


@pytest.mark.parametrize(
    "heading",
    [
        "2 Comments",
        "2 comments so far",
        "Comments (2)",
        "Comments",
        "Two Responses to A Title",
        "2 Replies to “A Title of Four Words”",
        "Discuss this Article",
        "Reader Comments",
        "2 thoughts on “A Title of Four Words”",
        "Discussion",
        "Comments on “A Title”",
        "Replies",
    ],
)
def test_every_heading_over_comments_is_known(heading: str) -> None:
    found = below(f"{heading}\n\nAnn says:\n\nIt went away.\n\nBo says:\n\nMine came back.\n")
    assert bodies(found) == ["It went away.", "Mine came back."]


@pytest.mark.parametrize(
    "line", ["0 Comments", "No comments yet", "Comments are closed.", "Be the first to comment!"]
)
def test_a_page_without_comments_has_none(line: str) -> None:
    assert below(f"{line}\n\nLeave a Reply\n\nName *\nEmail *\n") == ()


def test_forms_above_the_comments_are_passed_over() -> None:
    found = below(
        "2 Comments\n\nAdd a comment\nName\nEmail\n\nAnn says:\n\nIt went.\n\nBo says:\n\nGood.\n"
    )
    assert bodies(found) == ["It went.", "Good."]


def test_what_follows_the_comments_is_no_part_of_the_last() -> None:
    found = below(
        "Comments\n\nAnn says:\n\nIt went.\n\nRelated Articles\nFive more knees\n\n© 2011 A Site\n"
    )
    assert bodies(found) == ["It went."]


def test_a_reply_that_names_whom_it_answers_hangs_there() -> None:
    found = below(
        "Comments\n\nAnn says:\n\nOne.\n\nBo says:\n\nTwo.\n\nCy replied to Ann:\n\nThree.\n"
    )
    assert parents(found) == [None, None, 0]


def test_a_reply_to_nobody_in_particular_hangs_under_the_comment_above() -> None:
    found = below("Comments\n\nAnn says:\n\nOne.\n\nBo replied:\n\nTwo.\n\nCy replied:\n\nThree.\n")
    assert parents(found) == [None, 0, 0]


def test_comments_are_sorted_by_date_if_all_have_one() -> None:
    found = below(
        "Comments\n\n"
        "Ann on May 3, 2012 at 9:00 am\n\nOne.\n\n"
        "    Bo on May 9, 2012 at 9:00 am\n\n    Three.\n\n"
        "Cy on May 5, 2012 at 9:00 am\n\nTwo.\n"
    )
    assert bodies(found) == ["One.", "Two.", "Three."]
    assert parents(found) == [None, None, 0]


def test_numbers_set_flush_right_are_of_one_level() -> None:
    found = below(
        "Comments\n\n   9. Nine.\n\n      1. A reply.\n\n  10. Ten.\n\n  12. Eleven was removed.\n"
    )
    assert bodies(found) == ["Nine.", "A reply.", "Ten.", "Eleven was removed."]
    assert parents(found) == [None, 0, None, None]


def test_a_comment_without_a_word_is_a_comment() -> None:
    assert bodies(below("Comments\n\nAnn says:\n\n👍\n\nBo says:\n\n???\n")) == ["👍", "???"]


def test_greetings_further_down_lose_their_names_as_well() -> None:
    found = below("Comments\n\nAnn says:\n\nIt went.\nThank you Bo,\nAnn\n\nBo says:\n\nGood.\n")
    assert bodies(found)[0] == "It went.\n\nThank you,"


def test_a_label_before_the_text_is_no_part_of_it() -> None:
    found = below("Comments\n\nName: Ann Lee\nDate: May 3, 2012\nComment: It went away.\n")
    assert (authors(found), bodies(found)) == (["Ann Lee"], ["It went away."])


def test_another_sites_excerpt_is_not_a_comment() -> None:
    found = below(
        "2 Comments\n\nKnee Blog says:\n\n[…] as they wrote on knees […]\n\nAnn says:\n\nIt went.\n"
    )
    assert bodies(found) == ["It went."]


def test_a_list_in_a_comment_is_not_a_list_of_replies() -> None:
    found = below(
        "2 Comments\n\n  1. I do two things.\n\n    1. Stretch.\n    2. Drink.\n\n  2. So do I.\n"
    )
    assert bodies(found) == ["I do two things.\n\n1. Stretch.\n2. Drink.", "So do I."]


def test_lists_in_comments_are_markdown_lists() -> None:
    found = below("Comments\n\nAnn says:\n\nTry this:\n\n• heat\n• rest\n\nBo says:\n\nI will.\n")
    assert bodies(found)[0] == "Try this:\n\n- heat\n- rest"
