from factories import ask

from forum.db import db


def test_reindex_says_how_many_posts_are_found(app):
    for number in range(3):
        ask(title=f"Gel {number}")
    db.session.commit()
    done = app.test_cli_runner().invoke(args=["forum", "reindex"])
    assert done.exit_code == 0
    assert done.output.endswith("3 posts are in the index.\n")
