from hypothesis import given
from hypothesis import strategies as st

from forum.search.grammar import Term, parse
from forum.search.planning import Facts, WordFacts, last_word, make_plan, words_of

SITE = {
    "cramp": WordFacts(posts=500),
    "night": WordFacts(posts=100),
    "gel": WordFacts(posts=2),
    "nihgt": WordFacts(known=False, near=(("night", 100),)),
    "nig": WordFacts(known=False, near=(("night", 100),), longer=(("night", 100), ("nights", 9))),
    "zyzzyva": WordFacts(known=False),
    "nite": WordFacts(known=False, near=(("nine", 300),), meant=("night", 100)),
    "appt": WordFacts(posts=3, meant=("appointment", 200)),
    "num": WordFacts(known=False, longer=(("number", 5),), meant=("numb", 40)),
}
QUERIES = st.lists(st.sampled_from([*SITE, "the", "OR", "-gel", '"night cramp"', "pins and"]))


def plan(text, **how):
    query = parse(text)
    words = {word: SITE.get(word, WordFacts(posts=1)) for word in words_of(query)}
    return make_plan(query, Facts(words, posts=1000), **how)


def typed(text, **how):
    return [group.typed for group in plan(text, **how).groups]


def test_a_rare_word_weighs_more_than_a_common_one():
    night, gel = plan("night gel").groups
    assert gel.weight > night.weight > 0
    assert (night.share, gel.share) == (0.1, 0.002)


def test_a_phrase_is_rarer_than_its_words():
    (phrase,) = plan('"night cramp"').groups
    assert phrase.share < 0.1
    assert phrase.quoted


def test_an_unknown_word_is_corrected_and_the_correction_told():
    found = plan("cramp nihgt gel")
    assert found.corrections == (("nihgt", "night"),)
    assert found.groups[1].typed == (Term(("night",)),)
    assert found.groups[1].share == 0.1


def test_the_last_word_is_completed_and_others_are_corrected():
    assert typed("nig") == [(Term(("night",)), Term(("nights",)))]
    assert plan("nig").corrections == ()
    assert plan("nig cramp").missing == ("nig",)


def test_a_known_slip_is_what_people_mean_by_it_not_what_is_nearest():
    found = plan("nite gel")
    assert found.corrections == (("nite", "night"),)
    assert found.groups[0].typed == (Term(("night",)),)
    assert found.groups[0].share == 0.1


def test_a_short_form_that_is_on_the_site_is_looked_for_beside_what_it_means():
    found = plan("appt cramp")
    assert found.corrections == ()
    assert found.groups[0].typed == (Term(("appt",)), Term(("appointment",)))


def test_a_half_typed_word_may_be_a_slip_or_the_beginning_of_another():
    assert typed("num") == [(Term(("number",)), Term(("numb",)))]
    assert plan("num cramp").corrections == (("num", "numb"),)


def test_as_typed_changes_nothing():
    found = plan("cramp nihgt", as_typed=True)
    assert (found.corrections, found.missing) == ((), ("nihgt",))
    assert plan("nig", as_typed=True).missing == ("nig",)
    assert typed("appt nite", as_typed=True) == [(Term(("appt",)),)]


def test_quoted_words_are_never_changed():
    assert plan('"nihgt"').corrections == ()
    assert last_word(parse('gel "nig"')) == ""
    assert last_word(parse("gel nig")) == "nig"


def test_function_words_are_ignored_unless_they_are_part_of_a_name_or_a_phrase():
    assert plan("the cramp").ignored == ("the",)
    assert typed("the cramp") == [(Term(("cramp",)),)]
    (name,) = plan("pins and needles").groups
    assert name.typed == (Term(("pins", "needles"), apart=True),)
    assert Term(("tingling",)) in name.others
    assert typed('"at the end"') == [(Term(("at", "the", "end"), quoted=True),)]


def test_a_name_is_one_group_and_its_parts_stay_apart():
    cramp, night = plan("charley horse night").groups
    assert cramp.typed == (Term(("charley", "horse"), apart=True),)
    assert Term(("cramp",)) in cramp.others
    assert night.others == ()


def test_either_word_has_its_other_names():
    (group,) = plan("doctor OR numb").groups
    assert group.typed == (Term(("doctor",)), Term(("numb",)))
    assert {Term(("gp",)), Term(("physician",))} <= set(group.others)


def test_nothing_to_look_for():
    for text in ("", "the", "-gel"):
        assert plan(text).groups == ()
    assert plan("-gel -the").excluded == (Term(("gel",)),)


@given(QUERIES.map(" ".join))
def test_every_group_can_be_looked_for(text):
    found = plan(text)
    for group in found.groups:
        assert group.terms
        assert group.weight > 0
        assert 0 <= group.share <= 1
        assert all(term.words for term in group.terms)
