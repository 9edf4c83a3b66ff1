from forum.triage import Level
from forum.triage.engine import rulebook
from forum.triage.model import Finding, because
from forum.triage.second_reader import Opinion
from forum.triage.settling import RULE, settle
from forum.triage.spelling import Speller
from forum.triage.text import read

TEXT = read("", "The garden is lovely. My calf is swollen and hot. Bye.", Speller({}))
CALF = {("", "calf"): (5, 6), ("", "swollen"): (7, 8), ("", "lovely"): (3, 4)}

QUOTE = "My calf is swollen"


def finding(level, rule="swollen_calf"):
    return Finding(rule, level, "body", 22, 40, QUOTE, because(QUOTE, "a sign"))


def settled(level, *findings, **votes):
    known = {
        ("", word): tuple(vote * (of == level) for of in Level) for word, vote in votes.items()
    }
    return settle(Opinion(level, Level.NONE, known), CALF, TEXT, findings, (), rulebook().wording)


def test_a_finding_of_the_level_is_the_evidence():
    assert settled(Level.URGENT, finding(Level.URGENT)) == (
        Level.URGENT,
        (finding(Level.URGENT),),
        (),
    )


def test_a_graver_finding_is_set_aside_with_the_reason():
    level, kept, aside = settled(Level.NONE, finding(Level.URGENT))
    assert (level, kept) == (Level.NONE, ())
    assert aside[0].rule == "swollen_calf"
    assert aside[0].why == "a sign"
    assert aside[0].reason == rulebook().wording.reason


def test_where_no_rule_found_the_level_the_weightiest_words_are_quoted():
    level, kept, _ = settled(Level.URGENT, calf=2.0, swollen=3.0, lovely=-4.0)
    assert level == Level.URGENT
    assert [(one.rule, one.quote) for one in kept] == [(RULE, "calf is swollen")]
    assert "calf is swollen" in kept[0].why


def test_a_milder_finding_stands_beside_the_weightiest_words():
    _, kept, _ = settled(Level.EMERGENCY, finding(Level.URGENT), calf=2.0)
    assert [one.level for one in kept] == [Level.EMERGENCY, Level.URGENT]


def test_an_empty_post_has_no_passages():
    nothing = read("", "", Speller({}))
    level, kept, _ = settle(
        Opinion(Level.ROUTINE, Level.NONE, {}), {}, nothing, (), (), rulebook().wording
    )
    assert (level, kept) == (Level.NONE, ())
