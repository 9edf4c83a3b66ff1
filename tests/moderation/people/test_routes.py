"""What moderators press about members, with a browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOON, answer, ask, make_member, make_moderator
from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.db import db, utcnow
from forum.moderation.actions import hide
from forum.moderation.models import ModerationAct
from forum.moderation.people.actions import message, warn
from forum.permissions import Restriction, Role, Verb

WHY = "Rude to another member."


def day(after: int) -> str:
    return (utcnow().date() + timedelta(days=after)).isoformat()


@pytest.mark.parametrize("until", ["", "soon", "2001-01-01", "9999-12-31", "\0", "2030-02-31"])
def test_a_suspension_needs_a_day_to_come_and_keeps_the_words(app, again, until) -> None:
    member = make_member("rowan")
    staff = app.test_client(user=make_moderator())
    refused = staff.post(
        "/moderation/members/rowan/suspend", data={"until": until, "reason": "canary words"}
    )
    assert refused.status_code == 422
    assert "canary words" in refused.text
    assert again(member).restriction is None


def test_a_suspension_by_the_form_offers_to_undo_it(app, again) -> None:
    member = make_member("rowan")
    staff = app.test_client(user=make_moderator())
    done = staff.post("/moderation/members/rowan/suspend", data={"until": day(2), "reason": WHY})
    assert done.location == "/moderation/members/rowan"
    assert again(member).restriction is Restriction.SUSPENDED
    page = staff.get(done.location).text
    act = db.session.scalars(select(ModerationAct)).one()
    assert f'action="/moderation/log/{act.id}/undo"' in page
    assert WHY in page
    undone = staff.post(f"/moderation/log/{act.id}/undo")
    assert undone.location == "/moderation/members/rowan"
    assert again(member).restriction is None


def test_the_form_offers_the_reasons_given_often(app) -> None:
    make_member("rowan")
    page = app.test_client(user=make_moderator()).get("/moderation/members/rowan/suspend").text
    assert 'list="often-given"' in page
    assert '<option value="Sells or advertises.">' in page
    assert page.count("list=") == 1


def test_a_silence_needs_no_day(app, again) -> None:
    member = make_member("rowan")
    staff = app.test_client(user=make_moderator())
    assert staff.post("/moderation/members/rowan/silence", data={"reason": WHY}).status_code == 303
    assert again(member).restriction is Restriction.SILENCED


def test_a_form_that_was_drawn_before_another_act_is_refused(app, again) -> None:
    member = make_member("rowan")
    first, second = (app.test_client(user=make_moderator()) for _ in range(2))
    path = "/moderation/members/rowan/suspend"
    seen = second.get(path).text.split('name="seen_state" value="')[1].split('"')[0]
    data = {"until": day(2), "reason": WHY}
    assert first.post(path, data=data).status_code == 303
    late = second.post(path, data=data | {"seen_state": seen, "until": day(300)})
    assert late.status_code == 409
    assert WHY in late.text
    assert again(member).restricted_until.date().isoformat() == day(2)


def test_messages_and_warnings_come_to_the_inbox_without_a_name(app, browser) -> None:
    moderator, member = make_moderator("ragna"), make_member("rowan")
    message(moderator, member, "Thank you for your <b>patience</b>.", NOON)
    warn(moderator, member, "Please name no medicines to others.", NOON)
    inbox = browser(member).get("/inbox").text
    for words in (
        "writes to you",
        "Thank you for your &lt;b&gt;patience&lt;/b&gt;.",
        "warns you",
        "Please name no medicines to others.",
    ):
        assert words in inbox
    assert "ragna" not in inbox
    assert '<b class="count" data-unread>2<' in inbox
    history = browser(make_moderator()).get("/moderation/members/rowan").text
    assert "A member was written to" in history
    assert "A member was warned" in history
    assert browser(member).post("/inbox/1/read").location == "/inbox"


def test_words_too_long_for_an_inbox_are_given_back(app) -> None:
    make_member("rowan")
    staff = app.test_client(user=make_moderator())
    long = "canary " * 80
    refused = staff.post("/moderation/members/rowan/message", data={"reason": long})
    assert refused.status_code == 422
    assert "canary canary" in refused.text
    fits = staff.post("/moderation/members/rowan/message", data={"reason": "x" * 500})
    assert fits.status_code == 303


def test_only_moderators_read_the_notes_on_a_member(app, browser) -> None:
    member = make_member("rowan")
    staff = browser(make_moderator("ragna"))
    path = "/moderation/members/rowan"
    assert staff.post(path, data={"text": ""}).status_code == 422
    assert staff.post(path, data={"text": "Wrote <b>to us</b>: canary."}).status_code == 303
    page = browser(make_moderator()).get(path).text
    assert "Wrote &lt;b&gt;to us&lt;/b&gt;: canary." in page
    assert "ragna" in page
    for address in ("/account/standing", "/inbox", "/members/rowan", "/account", "/moderation/log"):
        assert "canary" not in browser(member).get(address).text, address


def test_a_history_holds_the_acts_on_a_member_and_on_their_named_posts_alone(app, browser) -> None:
    moderator, member = make_moderator(), make_member("rowan")
    named, hidden = answer(ask(), member), ask(member, alias=True)
    for post in (named, hidden, answer(ask())):
        hide(moderator, post, "canary spam", NOON)
    warn(moderator, member, "Please stop.", NOON)
    page = browser(moderator).get("/moderation/members/rowan").text
    assert page.count('class="log-line"') == 2
    assert f"/posts/{named.id}" in page
    assert f'/questions/{hidden.thread_id}"' not in page


def test_a_member_sees_all_that_was_decided_and_nobody_elses(app, browser) -> None:
    moderator, member = make_moderator("ragna"), make_member("rowan")
    mine, aliased = answer(ask(), member), ask(member, alias=True)
    for number, post in enumerate((mine, aliased, answer(ask()))):
        hide(moderator, post, f"Reason {number}.", NOON)
    warn(moderator, member, "Please stop.", NOON)
    page = browser(member).get("/account/standing").text
    assert page.count('class="log-line"') == 3
    for words in ("Your answer was hidden", "Your question was hidden", "You were warned"):
        assert words in page
    assert "Reason 2." not in page
    assert "ragna" not in page
    assert "No decisions" in browser(make_member()).get("/account/standing").text


def test_the_page_of_members_finds_by_name_and_lists_who_is_restricted(app, browser) -> None:
    make_member("rowan")
    staff = browser(make_moderator())
    assert staff.get("/moderation/members?name=ROWAN").location == "/moderation/members/rowan"
    missing = staff.get("/moderation/members?name=<i>nobody</i>")
    assert missing.status_code == 200
    assert "Nobody is called &lt;i&gt;nobody&lt;/i&gt;." in missing.text
    staff.post("/moderation/members/rowan/suspend", data={"until": day(2), "reason": WHY})
    assert WHY in staff.get("/moderation/members").text


def test_the_public_log_names_no_member(app, browser) -> None:
    member = make_member("rowan")
    staff = browser(make_moderator("ragna"))
    staff.post("/moderation/members/rowan/suspend", data={"until": day(2), "reason": WHY})
    for reader in (browser(), browser(make_member()), browser(member)):
        page = reader.get("/moderation/log").text
        assert "A member was suspended" in page
        for private in ("ragna", WHY, "/moderation/members"):
            assert private not in page
        main = page.split("<main")[1].split("</main>")[0]
        assert "rowan" not in main
    assert "rowan" in browser(make_moderator()).get("/moderation/log").text


def test_a_history_costs_the_same_with_many_acts(app, browser, queries) -> None:
    moderator, member = make_moderator(), make_member("rowan")
    costs = []
    for rows in (1, 25):
        for _ in range(rows):
            warn(moderator, member, "Please stop.", NOON)
        for address, reader in (
            ("/moderation/members/rowan", browser(moderator)),
            ("/account/standing", browser(member)),
        ):
            with queries() as counted:
                assert reader.get(address).status_code == 200
            costs.append(len(counted))
    assert costs[:2] == costs[2:]


def test_verifying_by_the_form_asks_for_evidence(app, again) -> None:
    member = make_member("rowan")
    staff = app.test_client(user=make_moderator())
    path = "/moderation/members/rowan/verify"
    data = {"profession": "nurse", "evidence": "Register entry 77, seen.", "until": day(90)}
    for missing in data:
        refused = staff.post(path, data=data | {missing: ""})
        assert refused.status_code == 422, missing
    assert staff.post(path, data=data).status_code == 303
    assert again(member).roles == {Role.CLINICIAN}


def test_leaving_erases_what_moderators_kept_of_the_person(app, browser) -> None:
    from forum.moderation.people.models import MemberNote, Verification
    from forum.pages.actions import leave

    member, other = make_member("rowan"), make_member()
    staff = browser(make_moderator())
    staff.post("/moderation/members/rowan", data={"text": "A canary note."})
    data = {"profession": "nurse", "evidence": "A canary register.", "until": day(90)}
    staff.post("/moderation/members/rowan/verify", data=data)
    accounts.mute(member, other)
    accounts.mute(other, member)
    leave(db.session.merge(member), take_posts_back=False)
    assert db.session.scalars(select(MemberNote)).all() == []
    assert db.session.scalars(select(Verification)).all() == []
    assert "canary" not in staff.get("/moderation/log").text
    assert "rowan" not in staff.get("/moderation/log").text
    assert Verb.VERIFY in db.session.scalars(select(ModerationAct.verb)).all()
