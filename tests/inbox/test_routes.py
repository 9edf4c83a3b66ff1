from factories import answer, ask, make_area, make_member, reply
from sqlalchemy import select

from forum.db import db
from forum.inbox.actions import tell
from forum.inbox.models import Followable, Notification, NotificationKind
from forum.inbox.queries import follows, unread_posts


def test_an_answer_shows_in_the_inbox_and_in_the_header(app, sign_in):
    asker = make_member()
    question = ask(asker, title="Does a warm bath help at all?")
    answer(question, make_member("Barnacle"))
    client = sign_in(asker)
    assert "Barnacle" in client.get("/inbox").text
    assert "unread" in client.get("/").text


def test_opening_a_notification_reads_it_and_leads_to_the_post(app, sign_in):
    asker = make_member()
    post = answer(ask(asker))
    told = db.session.scalars(select(Notification)).one()
    response = sign_in(asker).post(f"/inbox/{told.id}/read")
    assert response.status_code == 303
    assert response.location == f"/posts/{post.id}"
    db.session.refresh(told)
    assert told.read_at is not None


def test_another_members_notification_is_not_there(app, sign_in):
    answer(ask())
    told = db.session.scalars(select(Notification)).one()
    assert sign_in(make_member()).post(f"/inbox/{told.id}/read").status_code == 404
    db.session.refresh(told)
    assert told.read_at is None


def test_seeing_posts_reads_what_was_told_of_them_and_says_what_is_left(app, sign_in):
    asker = make_member()
    question = ask(asker)
    seen, replied, unseen = answer(question), reply(question), answer(question)
    assert unread_posts(asker.id) == {seen.id, replied.id, unseen.id}
    for _ in range(2):  # a second time changes nothing
        left = sign_in(asker).post("/inbox/seen", data={"post": [seen.id, replied.id]})
        assert (left.status_code, left.text) == (200, "1")
    assert unread_posts(asker.id) == {unseen.id}


def test_seeing_posts_reads_nothing_of_others(app, sign_in):
    asker = make_member()
    post = answer(ask(asker))
    assert sign_in(make_member()).post("/inbox/seen", data={"post": post.id}).text == "0"
    assert unread_posts(asker.id) == {post.id}


def test_a_moderators_words_about_a_post_are_read_in_the_inbox_alone(app, sign_in):
    author = make_member()
    about = {"thread_id": 1, "post_id": ask(author).id, "actor_name": "A moderator"}
    tell(author.id, NotificationKind.DECISION, **about, detail="It was closed.")
    db.session.commit()
    assert unread_posts(author.id) == set()
    assert sign_in(author).post("/inbox/seen", data={"post": about["post_id"]}).text == "1"


def test_only_numbers_of_posts_are_seen(app, sign_in):
    client, posts = sign_in(make_member()), ["", "x", "-1", *map(str, range(500))]
    assert client.post("/inbox/seen", data={"post": posts}).status_code == 200
    assert client.post("/inbox/seen", data={"post": "9" * 40}).status_code == 400


def test_a_topic_is_followed_and_unfollowed_by_a_press(app, sign_in):
    member, area = make_member(), make_area()
    client = sign_in(member)
    response = client.post("/follow/area/calf-shin")
    assert (response.status_code, response.location) == (303, "/body/calf-shin")
    assert follows(member.id, Followable.TOPIC, area.id)
    client.post("/unfollow/area/calf-shin")
    assert not follows(member.id, Followable.TOPIC, area.id)


def test_what_cannot_be_followed_is_not_there(app, sign_in):
    client = sign_in(make_member())
    assert client.post("/follow/area/nowhere").status_code == 404
    assert client.post("/follow/moon/calf-shin").status_code == 404


def test_a_visitor_has_no_inbox(app, client):
    response = client.get("/inbox")
    assert response.status_code == 303
    assert response.location == "/sign-in?next=/inbox"
