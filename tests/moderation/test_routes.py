from __future__ import annotations

import csv
import json
import re
from io import StringIO
from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator
from flask import Flask
from sqlalchemy import select, update

from forum.db import db
from forum.moderation.actions import (
    FlagDraft,
    close,
    decline,
    flag,
    hide,
    override_banner,
    pin,
    retitle,
)
from forum.moderation.models import Flag, FlagReason, ModerationAct
from forum.permissions import Role
from forum.threads.actions import edit_question
from forum.triage import Facts, Level

PAGES = ("/moderation", "/moderation/triage", "/moderation/log.jsonl", "/moderation/log.csv")


def test_the_moderators_pages_are_theirs(app: Flask, browser: Any) -> None:
    for path in PAGES:
        assert browser().get(path).status_code == 303
        for member in (make_member(), make_member("", Role.CLINICIAN)):
            assert browser(member).get(path).status_code == 403
        for role in (Role.MODERATOR, Role.ADMINISTRATOR):
            staff = browser(make_member("", role))
            assert staff.get(path, buffered=True).status_code == 200
    assert browser().post("/moderation/triage", data={"body": "x"}).status_code == 401


def canary_acts() -> None:
    """Let acts happen whose every private word is a canary."""
    author = make_member("canaryauthor")
    moderator = make_moderator("canarymoderator")
    flagger = make_member("canaryflagger")
    question = ask(author, title="canarytitle one", body="canarybody of the question")
    post = answer(question, author, body="canarybody of the answer")
    alias = ask(author, title="canarytitle two", body="canarybody", alias=True)
    flag(flagger, post, FlagDraft(FlagReason.RUDE, "canarynote"), NOON, hold_at=9)
    newest = db.session.scalars(select(Flag.id)).one()
    decline(moderator, post, "canaryreason", NOON, upto=newest)
    hide(moderator, post, "canaryreason", NOON)
    override_banner(moderator, alias, Level.CRISIS, "canaryreason", NOON, seen="none.-.-")
    retitle(moderator, alias, "canarytitle 3", "canaryreason", NOON, seen="canarytitle two")
    pin(moderator, alias, None, "canaryreason", NOON, seen=None)
    close(moderator, alias, "canaryreason", NOON)
    hide(moderator, question, "canaryreason", NOON)


def test_the_public_log_tells_what_and_when_and_leaks_nothing(app: Flask, browser: Any) -> None:
    canary_acts()
    for someone in (browser(), browser(make_member()), browser(make_member("", Role.CLINICIAN))):
        page = someone.get("/moderation/log").text
        assert "canary" not in page.casefold()
        assert page.count('class="log-line"') == 7
        for words in ("A question was hidden", "An answer was found to be fine", "was pinned"):
            assert words in page
        assert "crisis" not in page.split("<main", 1)[1].split("</main>", 1)[0].casefold()


def test_the_public_log_links_only_to_what_its_reader_may_see(app: Flask, browser: Any) -> None:
    moderator, hidden_author = make_moderator(), make_member()
    shown, hidden = ask(), ask(hidden_author)
    post = answer(shown, hidden_author)
    close(moderator, shown, "Answered.", NOON)
    hide(moderator, hidden, "Spam.", NOON)
    hide(moderator, post, "Spam.", NOON)
    links = {
        f'href="/questions/{shown.thread_id}"': (True, True, True),
        f'href="/questions/{hidden.thread_id}"': (False, True, True),
        f'href="/posts/{post.id}"': (False, True, True),
    }
    pages = [
        browser(someone).get("/moderation/log").text for someone in (None, hidden_author, moderator)
    ]
    for link, seen in links.items():
        assert tuple(link in page for page in pages) == seen, link


def test_moderators_see_who_why_before_and_after(app: Flask, browser: Any) -> None:
    moderator, post = make_moderator("ragna"), answer(ask())
    hide(moderator, post, "It sells <b>pills</b>.", NOON)
    page = browser(make_moderator()).get("/moderation/log").text
    assert "ragna" in page
    assert "It sells &lt;b&gt;pills&lt;/b&gt;." in page
    assert "published → hidden" in page


def test_the_log_tells_moderators_which_notice_stood_before_a_judgement_and_after_its_end(
    app: Flask, browser: Any, set_level: Any
) -> None:
    post = set_level(ask(), Level.URGENT)
    for level, seen in ((Level.NONE, "urgent.-.-"), (None, "urgent.none.-")):
        override_banner(make_moderator(), post, level, "Looked at.", NOON, seen=seen)
    page = browser(make_moderator()).get("/moderation/log").text
    assert re.findall(r"<dt>Override</dt><dd>([^<]*)", page) == ["none → urgent", "urgent → none"]


def test_moderators_see_and_note_on_one_page_what_concerns_a_thread(
    app: Flask, browser: Any
) -> None:
    moderator = make_moderator("ragna")
    question, other = ask(), ask()
    post = answer(question)
    for subject in (question, other):
        close(moderator, subject, "Answered.", NOON)
    hide(moderator, post, "Spam.", NOON)
    path = f"/moderation/threads/{question.thread_id}"
    reader = browser(moderator)
    assert reader.get(path).text.count('class="log-line"') == 2
    assert reader.post(path, data={"text": ""}).status_code == 422
    assert reader.post(path, data={"text": "She <b>wrote</b> to us."}).status_code == 303
    page = browser(make_moderator()).get(path).text
    assert "She &lt;b&gt;wrote&lt;/b&gt; to us." in page
    assert "ragna" in page
    for someone in (make_member(), make_member("", Role.CLINICIAN)):
        assert browser(someone).get(path).status_code == 403
        assert browser(someone).post(path, data={"text": "Mine."}).status_code == 403
    assert browser().post(path, data={"text": "Mine."}).status_code == 401
    assert "wrote" not in browser().get(f"/questions/{question.thread_id}").text


def test_one_of_two_moderators_claims_a_post_and_the_other_can_leave_it_out(
    app: Flask, browser: Any, set_level: Any
) -> None:
    question = set_level(ask(), Level.CRISIS)
    first, second = browser(make_moderator("ragna")), browser(make_moderator("sigrun"))
    path = f"/moderation/posts/{question.id}"
    here = "/moderation?reason=unanswered"
    assert first.post(f"{path}/claim", data={"back": here}).location == f"{here}#item-{question.id}"
    assert second.post(f"{path}/claim").status_code == 409
    assert "ragna claimed it" in second.get("/moderation").text
    assert "1 case waits" in second.get("/moderation").text
    assert "Nothing of this kind waits" in second.get("/moderation?free=1").text
    assert "You have claimed it" in first.get("/moderation?free=1").text
    assert second.post(f"{path}/release").status_code == 303
    assert second.post(f"{path}/claim").status_code == 409
    assert first.post(f"{path}/release").status_code == 303
    assert second.post(f"{path}/claim").status_code == 303
    for verb in ("claim", "release"):
        assert browser(make_member()).post(f"{path}/{verb}").status_code == 403
        assert browser().post(f"{path}/{verb}").status_code == 401


def test_the_page_after_an_act_offers_to_undo_it_and_nobody_elses(app: Flask, browser: Any) -> None:
    post = answer(ask())
    moderator, other = browser(make_moderator()), browser(make_moderator())
    pressed = moderator.post(f"/moderation/posts/{post.id}/hide", data={"reason": "Spam."})
    page = moderator.get(pressed.location).text
    path = f"/moderation/log/{db.session.scalar(select(ModerationAct.id))}/undo"
    assert f'action="{path}"' in page
    assert "undo" not in other.get("/moderation").text.casefold()
    assert other.post(path).status_code == 409
    assert browser(make_member()).post(path).status_code == 403
    assert browser().post(path).status_code == 401
    assert moderator.post("/moderation/log/99/undo").status_code == 404
    assert moderator.post(path).status_code == 303
    assert browser().get(f"/posts/{post.id}").status_code == 302
    assert f'action="{path}"' not in moderator.get(pressed.location).text
    assert moderator.post(path).status_code == 409


def test_the_log_pages_by_key_at_the_same_cost(app: Flask, browser: Any, queries: Any) -> None:
    moderator, question = make_moderator(), ask()
    for number in range(35):
        pin(moderator, question, 1, f"Reason {number}.", NOON, seen=None if not number else 1)
    reader = browser(moderator)
    with queries() as first:
        newest = reader.get("/moderation/log").text
    assert newest.count('class="log-line"') == 30
    assert "Older acts" in newest
    with queries() as second:
        oldest = reader.get("/moderation/log?before=6").text
    assert [f"Reason {n}." in oldest for n in (0, 4, 5)] == [True, True, False]
    assert len(first) == len(second)


def test_the_log_outlives_what_it_speaks_of(app: Flask, browser: Any) -> None:
    hide(make_moderator(), answer(ask()), "Spam.", NOON)
    db.session.execute(db.text("UPDATE thread SET pinned_position = NULL"))
    for table in ("notification", "assessment", "subscription", "post", "thread"):
        db.session.execute(db.text(f"DELETE FROM {table}"))
    db.session.commit()
    assert "A post was hidden" in browser().get("/moderation/log").text
    assert browser(make_moderator()).get("/moderation/log").status_code == 200


def test_the_export_holds_every_act_in_both_formats(app: Flask, browser: Any) -> None:
    canary_acts()
    moderator = browser(make_moderator())
    answered = moderator.get("/moderation/log.jsonl", buffered=True)
    assert answered.mimetype == "application/x-ndjson"
    rows = [json.loads(line) for line in answered.text.splitlines()]
    assert [row["id"] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0] | {"thread": 0, "post": 0} == {
        "id": 1,
        "at": "2026-03-01T12:00:00+00:00",
        "actor": "canarymoderator",
        "verb": "decide flags",
        "thread": 0,
        "post": 0,
        "member": None,
        "reason": "canaryreason",
        "before": {"open": 1},
        "after": {"flags": "declined"},
    }
    text = answered.text
    for private in ("canarytitle", "canarybody", "canaryauthor", "canaryflagger", "canarynote"):
        assert private not in text

    table = list(csv.DictReader(StringIO(moderator.get("/moderation/log.csv", buffered=True).text)))
    assert [int(row["id"]) for row in table] == [row["id"] for row in rows]
    assert json.loads(table[0]["after"]) == {"flags": "declined"}


def test_a_reason_is_no_formula_in_a_spreadsheet(app: Flask, browser: Any) -> None:
    moderator = make_moderator()
    hide(moderator, answer(ask()), '=HYPERLINK("https://evil.example","look")', NOON)
    (row,) = csv.DictReader(
        StringIO(browser(moderator).get("/moderation/log.csv", buffered=True).text)
    )
    assert row["reason"] == '\'=HYPERLINK("https://evil.example","look")'


def test_the_worklist_shows_what_waits_and_the_header_counts_it(
    app: Flask, browser: Any, set_level: Any
) -> None:
    question = set_level(ask(title="Odd <i>words</i>"), Level.CRISIS)
    post, flagger = answer(ask()), make_member("watcher")
    flag(flagger, post, FlagDraft(FlagReason.DANGEROUS, "Far too much."), NOON, hold_at=9)
    page = browser(make_moderator()).get("/moderation").text
    assert "2 cases wait" in page
    assert page.index(f'id="item-{question.id}"') < page.index(f'id="item-{post.id}"')
    for words in ("Odd &lt;i&gt;words&lt;/i&gt;", "Dangerous advice", "watcher", "Far too much."):
        assert words in page
    assert '<b class="count">2<span class="visually-hidden"> waiting</span></b>' in page
    assert "2 waiting" not in browser(make_member()).get("/").text


@pytest.mark.parametrize("page", ["/moderation", "/moderation/posts/{}/spam"])
def test_what_a_post_says_is_shown_as_its_readers_see_it_or_begins_in_readable_lines(
    app: Flask, browser: Any, page: str
) -> None:
    facts = Facts(where="chest", since="an hour")
    for body in ("It hurts.", "It hurts. " * 52):
        post = ask(body=body, facts=facts)
        flag(make_member(), post, FlagDraft(FlagReason.RUDE), NOON, hold_at=9)
        shown = browser(make_moderator()).get(page.format(post.id)).text
        assert re.search("(<li>|• )Where it is: chest", shown)
        assert "- Where it is" not in shown


def test_a_moderator_reads_why_there_is_a_notice_or_why_there_is_none(
    app: Flask, browser: Any, set_level: Any
) -> None:
    said = []
    for level in (Level.URGENT, Level.NONE):
        post = set_level(ask(), level)
        post.assessment.set_aside = [{"quote": "dizzy", "reason": "it was long ago"}]
        flag(make_member(), post, FlagDraft(FlagReason.RUDE), NOON, hold_at=9)
        page = browser(make_moderator()).get("/moderation").text
        item = page.partition(f'id="item-{post.id}"')[2].partition("</article>")[0]
        said += re.findall(r"<summary>(Why [^<]*)", item)
    assert said == ["Why the notice says so", "Why it has no notice"]


def test_what_was_changed_after_a_flag_is_shown_as_its_readers_saw_it_then(
    app: Flask, browser: Any
) -> None:
    asker = make_member()
    facts = Facts(where="chest")
    post = ask(asker, title="1. Odd title", body="It **hurts**. <b>Now</b>", facts=facts)
    flag(make_member(), post, FlagDraft(FlagReason.RUDE), NOON, hold_at=9)
    moderator = browser(make_moderator())
    assert "The text has changed since" not in moderator.get("/moderation").text
    edit_question(asker, post, title="Title", body=post.source, tags=[], now=NOON)
    assert ">1. Odd title<" in moderator.get("/moderation").text
    edit_question(asker, post, title="Title", body="Calm now.", tags=[], now=NOON)
    shown = moderator.get("/moderation").text.split("The text has changed since")[1]
    for part in (">1. Odd title<", "<strong>hurts</strong>", "<li>Where it is: chest</li>"):
        assert part in shown
    assert "&lt;b&gt;Now&lt;/b&gt;" in shown


def test_a_flag_from_when_plain_text_was_kept_counts_as_changed_only_if_it_is(
    app: Flask, browser: Any
) -> None:
    post = answer(ask(), body="It **hurts**.")
    flag(make_member(), post, FlagDraft(FlagReason.RUDE), NOON, hold_at=9)
    moderator = browser(make_moderator())
    for kept, is_said in (("It hurts.", False), ("It hurts badly.", True)):
        db.session.execute(update(Flag).values(snapshot=kept))
        db.session.commit()
        assert ("The text has changed since" in moderator.get("/moderation").text) == is_said


def test_an_empty_worklist_says_so_once(app: Flask, browser: Any, set_level: Any) -> None:
    moderator = browser(make_moderator())
    assert moderator.get("/moderation").text.count("Nothing waits") == 1
    set_level(ask(), Level.CRISIS)
    chosen = moderator.get("/moderation?reason=flagged").text
    assert chosen.count("Nothing of this kind waits") == 1
    assert "Nothing waits" not in chosen
    assert "Show all that wait" in chosen


def test_the_worklist_filters_and_ignores_filters_that_it_does_not_know(
    app: Flask, browser: Any, set_level: Any
) -> None:
    set_level(ask(), Level.CRISIS)
    moderator = browser(make_moderator())
    for query, items in (
        ("", 1),
        ("?reason=unanswered", 1),
        ("?reason=flagged", 0),
        ("?level=crisis", 1),
        ("?reason=nonsense&level=12", 1),
    ):
        page = moderator.get(f"/moderation{query}").text
        assert page.count('class="work-item ') == items, query


def test_members_pay_nothing_for_the_count_and_moderators_one_query(
    app: Flask, browser: Any, queries: Any
) -> None:
    def cost(someone: Any) -> int:
        with queries() as counted:
            browser(someone).get("/rules")
        return len(counted)

    assert cost(make_moderator()) == cost(make_member()) + 1


def test_the_bench_shows_the_level_and_marks_the_words(
    app: Flask, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from forum.triage import Assessment, Finding, SetAside

    def assess(title: str, body: str, kind: str) -> Assessment:
        start = body.index("agony")
        ago = body.index("years")
        return Assessment(
            Level.URGENT,
            (Finding("pain", Level.URGENT, "body", start, start + 5, "agony", "It is severe."),),
            (
                SetAside(
                    "old", Level.ROUTINE, "body", ago, ago + 5, "years", "Long.", "It is over."
                ),
            ),
            "v1",
        )

    monkeypatch.setattr("forum.triage.assess", assess)
    moderator = browser(make_moderator())
    assert moderator.post("/moderation/triage", data={"body": ""}).status_code == 422
    page = moderator.post(
        "/moderation/triage",
        data={"title": "T", "body": "In agony <b>now</b>, not years ago", "kind": "question"},
    ).text
    assert '<mark class="run-urgent" title="It is severe.">agony' in page
    assert '<mark class="run-aside" title="It is over.">years' in page
    assert "&lt;b&gt;now&lt;/b&gt;" in page
    assert db.session.scalars(select(ModerationAct)).all() == []


def test_a_member_flags_by_a_form_and_is_told_when_it_was_flagged_before(
    app: Flask, browser: Any
) -> None:
    post, member = answer(ask()), browser(make_member())
    path = f"/posts/{post.id}/flag"
    assert 'call <a class="tel" href="tel:999">999</a> (United Kingdom)' in member.get(path).text
    long = member.post(path, data={"reason": "spam", "note": "canary " * 100})
    assert long.status_code == 422
    assert "canary canary" in long.text
    assert member.post(path, data={"reason": "no such reason"}).status_code == 422
    empty = member.post(path, data={})
    assert empty.status_code == 422
    assert "Choose what is wrong with it." in empty.text
    assert member.post(path, data={"reason": "spam", "note": "See here."}).status_code == 303
    again = member.get(path).text
    assert "<h1>Your flag on this answer</h1>" in again
    assert "It is spam" in again
    assert "See here." in again
    assert member.post(path, data={"reason": "rude"}).status_code == 303
    assert db.session.scalars(select(Flag.reason)).all() == [FlagReason.SPAM]


def test_a_flag_is_withdrawn_by_one_press_until_a_moderator_has_decided(
    app: Flask, browser: Any
) -> None:
    post, member = answer(ask()), browser(make_member())
    path = f"/posts/{post.id}/flag"
    member.post(path, data={"reason": "spam"})
    assert f'action="{path}/withdraw"' in member.get(path).text
    withdrawn = member.post(f"{path}/withdraw", follow_redirects=True).text
    assert "Your flag is withdrawn." in withdrawn
    assert "Flag it" in member.get(path).text
    member.post(path, data={"reason": "rude"})
    decline(
        make_moderator(), post, "It is fine.", NOON, upto=max(db.session.scalars(select(Flag.id)))
    )
    assert "Withdraw" not in member.get(path).text
    assert "A moderator has decided about it." in member.get(path).text
    late = member.post(f"{path}/withdraw", follow_redirects=True).text
    assert "There is no flag of yours that waits." in late
    assert db.session.scalars(select(Flag.reason)).all() == [FlagReason.RUDE]


def test_who_may_flag(app: Flask, browser: Any) -> None:
    author = make_member()
    post = answer(ask(), author)
    path, data = f"/posts/{post.id}/flag", {"reason": "spam"}
    assert browser().get(path).status_code == 303
    assert browser().post(path, data=data).status_code == 401
    assert browser(author).post(path, data=data).status_code == 403
    for role in Role:
        assert browser(make_member("", role)).post(path, data=data).status_code == 303
    hide(make_moderator(), post, "Spam.", NOON)
    assert browser(make_member()).post(path, data=data).status_code == 404


def test_how_many_flags_hide_a_post_is_a_setting(
    app: Flask, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = answer(ask())
    monkeypatch.setitem(app.config, "FLAGS_TO_HOLD", 1)
    established = make_member(created_at=NOON.replace(year=2025))
    browser(established).post(f"/posts/{post.id}/flag", data={"reason": "spam"})
    assert browser().get(f"/posts/{post.id}").status_code == 404


def test_only_its_author_says_that_a_banner_does_not_fit(
    app: Flask, browser: Any, set_level: Any
) -> None:
    author = make_member()
    question = set_level(ask(author), Level.ROUTINE)
    path = f"/posts/{question.id}/dispute"
    for someone, status in ((None, 401), (make_member(), 403), (make_moderator(), 403)):
        assert browser(someone).post(path).status_code == status
    assert browser(author).get(path).status_code == 200
    assert browser(author).post(path).status_code == 303
    assert "You have said so" in browser(author).get(path).text
    assert "Disputed" in browser(make_moderator()).get("/moderation?reason=disputed").text


def test_a_moderator_who_chose_no_notice_is_told_to_choose_one(app: Flask, browser: Any) -> None:
    path = f"/moderation/posts/{ask().id}/banner"
    page = browser(make_moderator()).post(path, data={"reason": "It is grave."})
    assert page.status_code == 422
    assert "Choose a care notice." in page.text
