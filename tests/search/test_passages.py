from hypothesis import given
from hypothesis import strategies as st

from forum.search.grammar import Term, parse
from forum.search.passages import Marker

FILLER = "It was a long walk along the canal on a grey morning. " * 12
CANAL = st.lists(st.sampled_from(["leg", "Cramps ", "\n", "naïve", " ", "x" * 300, "cramp, leg "]))


def marker(query):
    return Marker(term for clause in parse(query).clauses for term in clause)


def marked(query, text):
    return [part for part, matches in marker(query).passage(text) if matches]


def test_every_form_of_a_word_is_marked():
    assert marked("cramp", "Cramps? I am cramping, it cramped; crampons not.") == [
        "Cramps",
        "cramping",
        "cramped",
    ]


def test_a_phrase_is_marked_as_a_whole_and_only_in_a_row():
    assert marked('"left leg"', "Left, then leg. My left legs hurt.") == ["left legs"]


def test_words_of_a_joined_name_may_stand_apart():
    text = "My muscles, all of them, cramp."
    assert Marker([Term(("muscle", "cramp"), apart=True)]).passage(text) == (
        ("My ", False),
        ("muscles", True),
        (", all of them, ", False),
        ("cramp", True),
        (".", False),
    )


def test_accents_do_not_count():
    assert marked("naive", "A naïve question") == ["naïve"]


def test_the_passage_is_where_most_words_stand_together():
    text = f"A cramp. {FILLER} The night cramp in my calf. {FILLER} My calf."
    passage = "".join(part for part, _ in marker("night calf cramp").passage(text))
    assert "The night cramp in my calf." in passage
    assert passage.startswith("… ")
    assert passage.endswith(" …")


def test_without_a_match_it_is_how_the_text_begins():
    assert marker("submarine").passage("A short text.") == (("A short text.", False),)
    assert marker("").passage("A short text.") == (("A short text.", False),)
    (begin, _), (dots, _) = marker("submarine").passage(FILLER)
    assert FILLER.startswith(begin)
    assert dots == " …"


@given(CANAL.map("".join), st.integers(100, 300))
def test_a_passage_is_a_piece_of_the_text_and_not_much_longer_than_asked(text, width):
    runs = marker('leg cramp "cramp leg"').passage(text, width)
    passage = "".join(part for part, _ in runs).removeprefix("… ").removesuffix(" …")
    assert passage in text
    assert len(passage) <= width + 310


@given(CANAL.map("".join))
def test_something_is_marked_wherever_something_matches(text):
    assert bool(marked("leg", text)) == bool(list(marker("leg").matches(text)))
