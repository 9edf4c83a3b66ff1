from factories import NOON, answer, ask, make_area, make_member, reply
from sqlalchemy import event, select

from forum.accounts.models import Member
from forum.db import db
from forum.inbox import actions
from forum.inbox.models import Followable, Notification
from forum.inbox.queries import follows


def unread(member) -> int:
    return db.session.get(Member, member.id, populate_existing=True).unread_count


def notifications(member) -> list[Notification]:
    return list(
        db.session.scalars(
            select(Notification)
            .where(Notification.member_id == member.id)
            .execution_options(populate_existing=True)
        )
    )


def test_following_twice_is_following_and_unfollowing_ends_it(app):
    member, area = make_member(), make_area()
    for _ in range(2):
        actions.follow(member.id, Followable.TOPIC, area.id)
    assert follows(member.id, Followable.TOPIC, area.id)
    actions.unfollow(member.id, Followable.TOPIC, area.id)
    assert not follows(member.id, Followable.TOPIC, area.id)


def test_whoever_follows_two_topics_of_a_question_is_told_once(app):
    member, area = make_member(), make_area()
    actions.follow(member.id, Followable.TOPIC, area.id)
    first = ask(tags=("cramp",))
    actions.follow(member.id, Followable.TOPIC, first.thread.topics[0].id)
    ask(tags=("cramp",), areas=(area,))
    assert len(notifications(member)) == 1
    assert unread(member) == 1


def test_reading_counts_down_once_and_reading_all_to_nothing(app):
    asker = make_member()
    question = ask(asker)
    for _ in range(3):
        answer(question)
    first = notifications(asker)[0]
    actions.read(first, NOON)
    actions.read(first, NOON)
    assert unread(asker) == 2
    actions.read_all(asker.id, NOON)
    assert unread(asker) == 0
    assert all(n.read_at for n in notifications(asker))


def test_telling_a_crowd_costs_what_telling_one_does(app, queries):
    costs = []
    question = ask()
    for crowd in (1, 30):
        for _ in range(crowd):
            actions.follow(make_member().id, Followable.THREAD, question.thread_id)
        with queries() as counted:
            reply(question, make_member())
        costs.append(len(counted))
    assert costs[0] == costs[1]


def test_nobody_is_told_of_what_they_did_themselves(app):
    asker = make_member()
    question = ask(asker)
    reply(question, asker)
    assert notifications(asker) == []


def test_who_is_told_is_found_without_reading_all_members(app):
    question = ask(make_member())
    ran = []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        ran.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    answer(question, make_member())
    event.remove(db.engine, "before_cursor_execute", note)
    counted = [each for each in ran if each[0].startswith("UPDATE member SET unread_count")]
    assert counted
    for statement, parameters in counted:
        assert reads_by_key(statement, parameters), statement


def reads_by_key(statement, parameters) -> bool:
    """Say whether a statement looks up the members that it needs, however many there are."""
    with db.engine.connect() as connection:
        driver = connection.connection.cursor()
        if db.engine.name == "sqlite":
            driver.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            return not any("SCAN member" in row[-1] for row in driver.fetchall())
        for way in ("seqscan", "hashjoin", "mergejoin"):  # a small table would be read whole
            driver.execute(f"SET enable_{way} = off")
        driver.execute(f"EXPLAIN {statement}", parameters)
        plan = [row[0] for row in driver.fetchall()]
    scans = [at for at, step in enumerate(plan) if "Scan" in step and " on member" in step]
    return bool(scans) and all("Index Cond" in plan[at + 1] for at in scans)
