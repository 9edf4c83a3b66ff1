"""What must not change a level, and what must, over every labelled post."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from forum.triage import Level, assess
from forum.triage.evaluation import read_labelled

LINES = Path(__file__).with_name("dev.jsonl").read_text(encoding="utf-8").splitlines()
POSTS = list(read_labelled(LINES))
INNOCENT = "The weather is mild and the library opens at ten on Mondays."


@cache
def level_of(title, body, kind):
    return assess(title, body, kind).level


def level(post, title=None, body=None):
    title = post.title if title is None else title
    return level_of(title, post.body if body is None else body, post.kind)


def share_unchanged(change):
    same = [level(post) == level(post, *change(post)) for post in POSTS]
    return sum(same) / len(same)


@pytest.mark.parametrize(
    ("change", "least"),
    [
        (lambda p: (p.title.upper(), p.body.upper()), 1.0),
        (lambda p: (p.title, p.body.replace("'", "’")), 1.0),
        (lambda p: (p.title, p.body.replace("n't", "nt")), 0.97),
        (lambda p: (p.title, p.body.replace(" ", "  ")), 1.0),
        (lambda p: (p.title, p.body + "\n\n" + INNOCENT), 0.93),
        (lambda p: (p.title, INNOCENT + "\n\n" + p.body), 0.93),
    ],
    ids=["capitals", "curly", "no apostrophes", "spaces", "paragraph after", "paragraph before"],
)
def test_what_says_nothing_changes_next_to_nothing(change, least):
    assert share_unchanged(change) >= least


def test_a_quoted_post_is_not_the_writers():
    for post in POSTS:
        quoted = "\n".join("> " + line for line in post.body.splitlines())
        assert assess("", quoted, "comment").level == Level.NONE, post.id


def test_two_innocent_posts_stay_innocent_together():
    calm = [p for p in POSTS if p.kind != "question" and level(p) == Level.NONE][:40]
    joined = [assess("", a.body + "\n\n" + b.body, "comment").level for a, b in pairwise(calm)]
    assert sum(found == Level.NONE for found in joined) / len(joined) >= 0.8


@pytest.mark.parametrize(
    "symptom", ["chest pain", "numbness", "a fever", "a headache", "cramps", "swelling"]
)
def test_a_lone_symptom_denied_is_nothing(symptom):
    assert assess("", f"I do not have {symptom}.").level == Level.NONE


@pytest.mark.parametrize(
    ("own", "others"),
    [
        ("I fainted this morning.", "My daughter fainted this morning."),
        ("My calf is swollen and hot.", "My wife's calf is swollen and hot."),
        ("I have had a cough for five weeks.", "Our son has had a cough for five weeks."),
    ],
)
def test_a_relatives_symptom_counts_like_ones_own(own, others):
    assert assess("", own).level == assess("", others).level != Level.NONE


@pytest.mark.parametrize(
    ("right", "slip"),
    [("shoulder", "sholuder"), ("excruciating", "excruciatng"), ("swollen", "swolen")],
)
def test_a_slip_in_a_long_word_changes_nothing(right, slip):
    body = "My {} is excruciating and swollen." if right == "shoulder" else "My knee is {}."
    assert assess("", body.format(right)).level == assess("", body.format(slip)).level


def test_two_posts_in_one_keep_the_graver_level():
    own = [p for p in POSTS if p.kind == "question" and len(p.body) < 260]
    kept = [
        assess("", a.body + "\n\n" + b.body).level >= max(level(a, ""), level(b, ""))
        for a, b in pairwise(own)
    ]
    assert sum(kept) / len(kept) >= 0.85


@pytest.mark.parametrize(
    "aside",
    [
        "In the novel that I am reading, this is what the hero says: ",
        "In last night's film a man says: ",
    ],
)
def test_a_story_told_of_a_novel_or_a_film_is_never_judged_graver(aside):
    own = [p for p in POSTS if p.kind != "question"]
    calmer = [assess("", aside + p.body, p.kind).level <= level(p, "") for p in own]
    assert sum(calmer) / len(calmer) >= 0.93


@pytest.mark.parametrize(
    "aside", ["In last night's film a man says: ", "The hero of the novel says: "]
)
def test_what_is_said_in_a_story_needs_no_banner_until_the_writer_speaks_again(aside):
    own = [p for p in POSTS if p.kind == "question"]
    nobodys = [assess("", aside + p.body, p.kind).level == Level.NONE for p in own]
    assert sum(nobodys) / len(nobodys) >= 0.9


def test_a_last_year_before_it_is_never_judged_graver():
    own = [p for p in POSTS if p.level in ("routine", "urgent") and p.kind == "question"]
    changed = [assess("", "Last year, long over now: " + p.body).level <= level(p, "") for p in own]
    assert sum(changed) / len(changed) >= 0.95


LONG_WORD = re.compile(r"\b([a-z]{3})([a-z])([a-z])([a-z]{4,})\b")


def test_two_letters_swapped_in_every_long_word_change_next_to_nothing():
    assert share_unchanged(lambda p: (p.title, LONG_WORD.sub(r"\1\3\2\4", p.body))) >= 0.98


@pytest.mark.parametrize(
    "beside",
    [
        "No fever and no pain. {}",
        "I do not have chest pain. {}",
        "If my knee gets worse I will see a doctor. {}",
        "{} If it gets worse I will call.",
        "My knee has hurt for weeks. {}",
        "{} My back is better now.",
        "{} Is this normal for a 15 year old?",
        "Last year my back hurt, long over. {}",
    ],
)
@pytest.mark.parametrize("wish", ["I want to kill myself.", "I feel suicidal.", "I want to die…"])
def test_a_wish_to_die_is_heard_whatever_else_is_said(beside, wish):
    assert assess("", beside.format(wish)).level == Level.CRISIS


@pytest.mark.parametrize("symptom", ["chest pain", "a fever", "numbness", "a rash", "back pain"])
@pytest.mark.parametrize(
    "complaint", ["My calf is swollen and hot.", "My chest hurts when I breathe in."]
)
def test_a_symptom_denied_takes_nothing_from_the_one_that_is_there(symptom, complaint):
    alone = assess("", complaint).level
    assert assess("", f"I do not have {symptom}. {complaint}").level == alone
    assert assess("", f"{complaint} I do not have {symptom}.").level == alone


DAUGHTERS = {"I'm": "my daughter is", "I've": "my daughter has", "I am": "my daughter is"}
DAUGHTERS |= {"I have": "my daughter has", "I was": "my daughter was", "I": "my daughter"}
DAUGHTERS |= {"my": "her", "My": "Her", "me": "her"}
ONES_OWN = re.compile(rf"\b({'|'.join(DAUGHTERS)})\b")


def test_told_of_a_daughter_nearly_every_post_keeps_its_banner():
    own = [p for p in POSTS if ONES_OWN.search(p.body)]
    kept = [
        (level(p) == Level.NONE)
        == (level(p, body=ONES_OWN.sub(lambda found: DAUGHTERS[found[0]], p.body)) == Level.NONE)
        for p in own
    ]
    assert sum(kept) / len(kept) >= 0.95
