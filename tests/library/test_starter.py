"""The starter library: articles, example questions, topics and page texts are whole and safe."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import frontmatter
import pytest
import yaml

from forum.triage import Level, assess


def words(text: str) -> set[str]:
    """Return the words of a list written as one text."""
    return set(text.split())


STARTER = Path(__file__).parents[2] / "forum" / "library" / "starter"
ARTICLES = sorted(STARTER.glob("*.md"))
QUESTIONS = sorted(STARTER.glob("questions/*.yaml"))
PAGES = [STARTER / "pages" / name for name in ("rules.md", "privacy.md", "about.md")]
TOPICS = yaml.safe_load((STARTER / "topics.yaml").read_text("utf-8"))
TAGS = {tag["name"] for tag in TOPICS["tags"]}
AREAS = {area["id"] for area in TOPICS["areas"]}

ARTICLE_KEYS = words(
    "title slug summary author editor reviewer source source_url licence written edited "
    "reviewed review_due pin tags areas sources content"
)
QUESTION_KEYS = words("title body asked_by tags areas days_ago answers replies")
AREA_IDS = words(
    "head face-jaw neck shoulder upper-arm elbow forearm wrist-hand chest upper-back lower-back "
    "abdomen pelvis-groin hip buttock thigh knee calf-shin ankle-foot whole-body"
)
ALIAS_FIRST = words(
    "Amber Brave Bright Copper Curious Early Gentle Hidden Humble Kindly Mellow Mossy Patient "
    "Quiet Rainy Silver Sleepy Slow Steady Sunny Windy"
)
ALIAS_LAST = words(
    "Acorn Anchor Badger Beetle Bramble Compass Harbour Heron Kettle Lantern Magpie Marble Mitten "
    "Orchard Otter Pebble Puffin Snail Teapot Thistle Turtle Walnut"
)
CARE_LEVEL = re.compile(r"# Care level by the labelling guide: (\w+) \(.+\)\n")
CITATION = re.compile(r"\[(\d+)\]")
DOSE = re.compile(r"\b\d+\s?(?:mg|mcg|ml|g|grams?|milligrams?|tablets?|pills?)\b", re.IGNORECASE)
CLINICIAN = re.compile(
    r"\b(?:I am|I'm|I work as|as) an? (?:\w+ )?"
    r"(?:doctor|nurse|GP|physio\w*|pharmacist|paramedic|surgeon|dentist)\b",
    re.IGNORECASE,
)

article = pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
question = pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)


def read_article(path: Path) -> dict[str, Any]:
    """Return one article's front matter, with its body under ``content``."""
    return frontmatter.load(str(path)).to_dict()


def read_question(path: Path) -> dict[str, Any]:
    """Return one example question as plain data."""
    loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def posts_with_parents(asked: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield each answer and reply with the age in days of what it answers."""
    for answer in asked["answers"]:
        yield answer, asked["days_ago"]
        for reply in answer["replies"]:
            yield reply, answer["days_ago"]
    for reply in asked["replies"]:
        yield reply, asked["days_ago"]


def aliases_of(asked: dict[str, Any]) -> set[str]:
    """Return every name that signs a post of the thread."""
    return {asked["asked_by"]} | {post["by"] for post, _ in posts_with_parents(asked)}


def bodies_of(asked: dict[str, Any]) -> list[str]:
    """Return the text of the answers and replies."""
    return [post["body"] for post, _ in posts_with_parents(asked)]


def test_there_are_five_articles_and_about_twenty_questions() -> None:
    assert len(ARTICLES) == 5
    assert 20 <= len(QUESTIONS) <= 25


def test_the_pins_are_one_to_five() -> None:
    assert sorted(read_article(path)["pin"] for path in ARTICLES) == [1, 2, 3, 4, 5]


def test_slugs_are_unique_across_articles_and_questions() -> None:
    slugs = [path.stem for path in ARTICLES + QUESTIONS]
    assert len(set(slugs)) == len(slugs)


@article
def test_an_article_has_exactly_the_agreed_fields(path: Path) -> None:
    post = read_article(path)
    assert set(post) == ARTICLE_KEYS
    assert post["slug"] == path.stem
    assert all(post[key] for key in ("title", "summary", "author", "source", "licence"))


@article
def test_an_article_is_honest_about_who_checked_it_and_when(path: Path) -> None:
    post = read_article(path)
    unknown = ("editor", "reviewer", "source_url", "edited", "reviewed")
    assert [post[key] for key in unknown] == [None] * len(unknown)
    assert isinstance(post["written"], date)
    assert post["written"] < post["review_due"]


@article
def test_an_article_uses_known_tags_and_areas(path: Path) -> None:
    post = read_article(path)
    assert post["tags"]
    assert post["areas"]
    assert set(post["tags"]) <= TAGS
    assert set(post["areas"]) <= AREAS


@article
def test_an_article_cites_every_source_it_lists_and_lists_every_source_it_cites(path: Path) -> None:
    post = read_article(path)
    cited = {int(number) for number in CITATION.findall(post["content"])}
    assert cited == set(range(1, len(post["sources"]) + 1))


@article
def test_an_articles_sources_have_a_title_and_a_secure_address_of_their_own(path: Path) -> None:
    sources = read_article(path)["sources"]
    assert all(set(source) == {"title", "url"} and source["title"] for source in sources)
    assert all(source["url"].startswith("https://") for source in sources)
    assert len({source["url"] for source in sources}) == len(sources)


@article
def test_an_article_starts_below_the_pages_own_heading(path: Path) -> None:
    content = read_article(path)["content"]
    assert content.startswith("## ")
    assert not re.search(r"^# ", content, re.MULTILINE)


@article
def test_an_article_is_of_a_readable_length(path: Path) -> None:
    assert 700 <= len(read_article(path)["content"].split()) <= 1100


@article
def test_an_article_ends_by_saying_when_to_get_help_most_urgent_first(path: Path) -> None:
    _, _, advice = read_article(path)["content"].partition("## When to get help\n")
    assert re.findall(r"^#+ (.+)$", advice, re.MULTILINE) == [
        "Call your emergency number now",
        "Get medical help today",
        "See a doctor in the next days",
    ]


@question
def test_a_question_has_exactly_the_agreed_fields(path: Path) -> None:
    asked = read_question(path)
    assert set(asked) == QUESTION_KEYS
    assert asked["title"]
    assert asked["body"].strip()
    assert len(asked["answers"]) <= 4
    for answer in asked["answers"]:
        assert set(answer) == {"by", "days_ago", "body", "helped", "replies"}
        assert isinstance(answer["helped"], bool)
    replies = asked["replies"] + [reply for a in asked["answers"] for reply in a["replies"]]
    assert all(set(reply) == {"by", "days_ago", "body"} for reply in replies)
    assert all(body.strip() for body in bodies_of(asked))


@question
def test_a_question_uses_known_tags_and_areas(path: Path) -> None:
    asked = read_question(path)
    assert asked["tags"]
    assert asked["areas"]
    assert set(asked["tags"]) <= TAGS
    assert set(asked["areas"]) <= AREAS


@question
def test_a_post_comes_after_what_it_answers(path: Path) -> None:
    asked = read_question(path)
    assert 1 <= asked["days_ago"] <= 300
    assert all(1 <= post["days_ago"] < parent for post, parent in posts_with_parents(asked))


@question
def test_a_conversation_is_written_in_the_order_it_happened(path: Path) -> None:
    asked = read_question(path)
    lists = [asked["answers"], asked["replies"], *(a["replies"] for a in asked["answers"])]
    ages = [[post["days_ago"] for post in posts] for posts in lists]
    assert ages == [sorted(days, reverse=True) for days in ages]


@question
def test_an_alias_is_two_plain_words_and_no_real_name(path: Path) -> None:
    for alias in aliases_of(read_question(path)):
        first, last = alias.split(" ")
        assert first in ALIAS_FIRST, alias
        assert last in ALIAS_LAST, alias


@question
def test_nobody_answers_their_own_question(path: Path) -> None:
    asked = read_question(path)
    assert asked["asked_by"] not in {answer["by"] for answer in asked["answers"]}


@question
def test_an_answer_names_no_dose_and_claims_no_profession(path: Path) -> None:
    for body in bodies_of(read_question(path)):
        assert not DOSE.search(body)
        assert not CLINICIAN.search(body)


@question
def test_a_link_in_a_question_leads_to_an_article_of_the_library(path: Path) -> None:
    targets = re.findall(r"\]\(([^)]+)\)", path.read_text("utf-8"))
    assert set(targets) <= {f"/articles/{article_path.stem}" for article_path in ARTICLES}


def test_titles_are_unique() -> None:
    titles = [read_article(path)["title"] for path in ARTICLES]
    titles += [read_question(path)["title"] for path in QUESTIONS]
    assert len(set(titles)) == len(titles)


def test_the_questions_show_every_banner_but_a_crisis() -> None:
    openings = [CARE_LEVEL.match(path.read_text("utf-8")) for path in QUESTIONS]
    levels = [opening[1] for opening in openings if opening]
    assert len(levels) == len(QUESTIONS)
    assert set(levels) == {"none", "routine", "urgent", "emergency"}
    assert levels.count("routine") > levels.count("urgent") > levels.count("emergency") >= 2


@question
def test_triage_shows_the_banner_of_the_question_and_none_beside_what_others_say(
    path: Path,
) -> None:
    asked, opening = read_question(path), CARE_LEVEL.match(path.read_text("utf-8"))
    assert opening
    assert assess(asked["title"], asked["body"]).level.value == opening[1]
    kinds = {id(answer): "answer" for answer in asked["answers"]}
    for post, _ in posts_with_parents(asked):
        found = assess("", post["body"], kinds.get(id(post), "reply"))
        assert found.level < Level.URGENT, post["body"]


def test_an_emergency_question_is_answered_first_with_a_call_for_help() -> None:
    for path in QUESTIONS:
        if "labelling guide: emergency" in path.read_text("utf-8"):
            assert "emergency" in read_question(path)["answers"][0]["body"]


def test_some_questions_wait_for_an_answer() -> None:
    assert 2 <= sum(not read_question(path)["answers"] for path in QUESTIONS) <= 5


def test_tags_are_lower_case_words_joined_by_hyphens_and_each_is_used() -> None:
    assert all(set(tag) == {"name", "description"} for tag in TOPICS["tags"])
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in TAGS)
    assert all("\n" not in tag["description"] for tag in TOPICS["tags"])
    assert len(TAGS) == len(TOPICS["tags"])
    assert set().union(*(read_question(path)["tags"] for path in QUESTIONS)) == TAGS


def test_the_body_areas_are_the_agreed_twenty() -> None:
    assert AREAS == AREA_IDS
    assert len(TOPICS["areas"]) == len(AREA_IDS)


def test_each_body_area_has_a_name_a_side_and_everyday_words() -> None:
    for area in TOPICS["areas"]:
        assert set(area) == {"id", "name", "side", "words"}
        assert area["side"] in {"front", "back", "both"}
        assert area["words"]
        assert area["words"] == [word.lower() for word in area["words"]]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_community_page_starts_below_the_pages_own_heading(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("## ")
    assert not re.search(r"^# ", text, re.MULTILINE)


def test_the_privacy_text_promises_no_figures() -> None:
    assert not re.search(r"\d", (STARTER / "pages" / "privacy.md").read_text("utf-8"))
