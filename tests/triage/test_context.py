"""A table of contexts that a clinician can read: what is said, and the level it deserves."""

import pytest

from forum.triage import assess, context
from forum.triage.datafile import DataError


@pytest.mark.parametrize(
    ("body", "level"),
    [
        # Negation, and where it ends.
        ("I have no chest pain, no fever and no numbness.", "none"),
        ("No fever but I can't feel my foot since last night.", "urgent"),
        ("I can't get rid of this ache in my hip.", "routine"),
        ("Not only does my back hurt, it is getting worse by the hour.", "urgent"),
        # Supposed, feared, asked.
        ("If my chest pain came with sweating I would ring 999.", "none"),
        ("I'm scared it might come back.", "none"),
        ("What is the best remedy for spasms in the arms?", "none"),
        # Time.
        ("When I was fourteen I fainted at choir practice.", "none"),
        ("I fainted in the shower this morning.", "emergency"),
        # Whose.
        ("In the film he has a seizure in the lift.", "none"),
        ("My husband fainted ten minutes ago.", "emergency"),
        # Quotation.
        ("> I am in agony with my back\n\nThinking of you.", "none"),
        # Figures of speech.
        ("The price of this massage gun is killing me.", "none"),
        ("My neighbour is a pain in the neck.", "none"),
    ],
)
def test_context_decides_whether_words_count(body, level):
    assert assess("", body).level == level


STORIES = [
    "In the film I watched last night a man says: {}",
    "In the novel that I am reading, the hero says: {}",
    "In last night's episode the detective tells his wife: {}",
    "I am writing a story. My main character says: {}",
]
TOLD = [
    "My chest feels crushed, it goes down my left arm and I am sweating.",
    "I can't feel my left leg since this morning. I have wet myself.",
    "My calf is swollen, hot and red. It began two days ago.",
    "My back has been in spasm for six weeks. Nothing helps.",
]


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("told", TOLD)
def test_what_somebody_in_a_story_says_is_nobodys(story, told):
    assert assess("", told).level != "none"
    assert assess("", story.format(told)).level == "none"


@pytest.mark.parametrize(
    ("body", "level"),
    [
        (
            "In the film a man says he is ill. But I have crushing chest pain and I sweat.",
            "emergency",
        ),
        ("I watched a film about a man with a stroke. His face droops. Very sad.", "none"),
        (
            "I saw a film about a man with a bad leg and my calf has been twitching for weeks.",
            "routine",
        ),
        (
            "My son is in a play and the teacher says his knee has been swollen for a week.",
            "routine",
        ),
    ],
)
def test_a_story_ends_where_the_writer_speaks_of_a_real_person(body, level):
    assert assess("", body).level == level


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("I have had no chest pain with sweating.", "denied"),
        ("> vomiting blood since this morning", "quotation"),
        ("When I was fourteen I had chest pain with sweating.", "long ago"),
        ("Last year, long over now: chest pain with sweating.", "long ago"),
        ("I am afraid of having a seizure.", "feared"),
    ],
)
def test_what_context_removes_is_kept_with_the_reason(body, reason):
    assert any(reason in item.reason for item in assess("", body).set_aside)


def test_advice_in_an_answer_is_nobodys_symptom():
    body = "If the pain spreads to your arm and you sweat, that is an ambulance."
    assert assess("", body, "answer").level == "none"


def test_an_answerers_own_red_flag_counts():
    body = "Cherries help. That said, I fainted twice this morning."
    assert assess("", body, "answer").level == "emergency"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("  zzz: {reason: over, scope: post}", "there is no concept 'zzz'"),
        ("  gone: {reason: nope, scope: post}", "unknown reason 'nope'"),
        ("  gone: {reason: over, scope: moon}", "unknown scope 'moon'"),
        ("  gone: {reason: over, scope: post, reach: far}", "expected a whole number"),
    ],
)
def test_a_mistake_in_a_cue_is_reported_with_its_line(tmp_path, content, problem):
    voices = "".join(f"  {name}: [gone]\n" for name in context.VOICES)
    path = tmp_path / "context.yaml"
    path.write_text(
        f"reasons: {{over: gone}}\ntolerated: {{}}\ndeniable: [gone]\nvoices:\n{voices}"
        f"cues:\n{content}\n"
    )
    with pytest.raises(DataError, match=rf"context\.yaml:\d+: {problem}"):
        context.load(path, frozenset({"gone"}))
