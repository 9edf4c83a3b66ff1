"""What is typed into any field can neither reorder nor break what stands around it."""

from __future__ import annotations

from xml.dom.minidom import parseString

import pytest
from factories import answer, ask, make_member, make_moderator

from forum.db import db
from forum.web.forms import tidy_line, tidy_text

TURNED = "\u202egnp.exe\u202c"  # is read as exe.png, and so is what follows it
NO_XML = "\uffff\ufdd0"
HOSTILE = f"a calf {TURNED}{NO_XML}\U000e0041"
ALLOWED = [
    "\u0645\u0631\u062d\u0628\u0627\u200f!",  # Arabic, with the mark that holds its "!" in place
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian, with a joiner
    "\U0001f469\u200d\U0001f467",  # a mother and her daughter
    "na\u00efve \u2013 \u201cquoted\u201d",
]


def misleading(page: str) -> set[str]:
    return {hex(ord(c)) for c in "\u202e\u202c\uffff\ufdd0\U000e0041" if c in page}


def test_a_members_words_cannot_reorder_the_pages_that_show_them(one_app) -> None:
    member = make_member("willow")
    client = one_app.test_client(user=member)
    facts = dict.fromkeys(("where", "since", "tried"), HOSTILE)
    asked = {"title": f"Sore {HOSTILE}", "body": f"It hurts {HOSTILE}", "tags": HOSTILE, **facts}
    thread = client.post("/questions/ask", data=asked).location.partition("#")[0]
    post_id = int(client.get(thread).text.partition('id="post-')[2].partition('"')[0])
    edited = {"title": f"Sorer {HOSTILE}", "body": f"It aches {HOSTILE}", "reason": HOSTILE}
    assert client.post(f"/posts/{post_id}/edit", data=edited).status_code == 303
    assert client.post("/account", data={"about": HOSTILE, "care_region": ""}).status_code == 303
    visitor, number = one_app.test_client(), thread.split("/")[2]
    for path in (
        *(thread.replace("sore", "sorer"), "/", "/questions", "/members/willow", "/search?q=calf"),
        *(f"/posts/{post_id}/revisions", f"/threads/{number}/related"),
        *("/feeds/questions.atom", f"/feeds/questions/{number}.atom"),
    ):
        page = visitor.get(path, follow_redirects=True).text
        assert "a calf" in page
        assert not misleading(page), path
        if path.endswith(".atom"):
            parseString(page)
    assert not misleading(client.get(f"/posts/{post_id}/edit").text)


def test_a_moderators_words_cannot_reorder_the_pages_that_show_them(one_app) -> None:
    author, moderator = make_member(), make_moderator()
    post = answer(ask(), author)
    client = one_app.test_client(user=moderator)
    pressed = client.post(f"/moderation/posts/{post.id}/hide", data={"reason": HOSTILE})
    assert pressed.status_code == 303
    db.session.expire_all()
    told = one_app.test_client(user=author)
    log = (client, "/moderation/log")
    for browser, path in ((told, "/inbox"), (told, "/account/standing"), log):
        page = browser.get(path).text
        assert "a calf" in page
        assert not misleading(page), path


@pytest.mark.parametrize("words", ALLOWED)
def test_what_languages_and_emoji_need_is_kept(words: str) -> None:
    assert tidy_line(words) == tidy_text(words) == words
