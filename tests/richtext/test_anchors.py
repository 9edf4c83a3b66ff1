import re

from hypothesis import given
from hypothesis import strategies as st

from forum.richtext import render
from forum.richtext.anchors import PATTERN

ARTICLE = """\
# Cramp at night

A calf that tightens.

## What helps

- stretching
- warmth

> A quotation has none.

## What helps

A calf that tightens.
"""


def anchors(source: str) -> list[str]:
    return re.findall(r' id="([^"]*)"', render(source, heading_base=2, anchors=True).html)


def test_the_anchor_of_a_heading_has_its_words() -> None:
    names = ["s-cramp-at-night", "s-what-helps", "s-what-helps-2"]
    assert [anchor for anchor in anchors(ARTICLE) if anchor.startswith("s-")] == names


def test_paragraphs_lists_and_headings_at_the_top_have_anchors_of_their_own() -> None:
    found = anchors(ARTICLE)
    assert len(found) == len(set(found)) == 6
    assert all(PATTERN.fullmatch(anchor) for anchor in found)
    assert found[-1] == f"{found[1]}-2"


def test_an_edit_elsewhere_moves_no_anchor() -> None:
    edited = ARTICLE.replace("- warmth", "- warmth\n- rest").replace("# Cramp", "New.\n\n# Cramp")
    assert set(anchors(ARTICLE)) - set(anchors(edited)) == {anchors(ARTICLE)[3]}


def test_a_post_has_no_anchors_and_cannot_forge_any() -> None:
    forged = render(ARTICLE + '\n# x {#s-x}\n\n<p id="p-00000000">x</p>\n')
    assert not re.search(r"<[^>]* id=", forged.html)


def test_a_heading_in_another_script_has_an_anchor() -> None:
    [anchor] = anchors("# 肌肉痉挛")
    assert re.fullmatch(r"s-[0-9a-f]{8}", anchor)


def test_a_numbered_heading_does_not_take_the_anchor_of_a_repeated_one() -> None:
    found = anchors("# a\n\n# a 2\n\n# a\n\n# a\n\n# a 2")
    assert len(set(found)) == 5


@given(
    st.lists(st.sampled_from(["# a\n\n", "# a 2\n\n", "b\n\n", "- b\n\n", "# é-\n\n", "# !\n\n"]))
)
def test_anchors_are_unique_whatever_repeats(blocks: list[str]) -> None:
    found = anchors("".join(blocks))
    assert len(found) == len(set(found))
