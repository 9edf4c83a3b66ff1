from __future__ import annotations

import pytest
from factories import NOON, answer, ask, make_member, make_moderator
from flask import Flask

from forum.moderation.actions import NotAllowed, add_note
from forum.moderation.queries import notes_on


def test_a_note_is_kept_with_its_thread_the_newest_first(app: Flask) -> None:
    moderator, post = make_moderator("ragna"), answer(ask())
    add_note(moderator, post, "Wrote to us by mail.", NOON)
    add_note(moderator, post, "Is well again.", NOON)
    add_note(moderator, ask(), "Elsewhere.", NOON)
    notes = notes_on(post.thread_id)
    assert [note.text for note in notes] == ["Is well again.", "Wrote to us by mail."]
    assert notes[0].author.username == "ragna"


def test_members_keep_no_notes(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        add_note(make_member(), ask(), "Mine.", NOON)
