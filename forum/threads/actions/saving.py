"""Writing a new post with what triage found in it, in the caller's transaction."""

from __future__ import annotations

from ...entities import insert_now, relate
from ..models import Assessment, Post, Thread


def save(post: Post, thread: Thread, assessment: Assessment) -> None:
    """Write a post into its thread, and its assessment; each gets its place in the other."""
    post.thread_id = thread.id
    insert_now(post, thread=thread, advice=None)
    assessment.post_id = post.id
    insert_now(assessment, post=post)
    relate(post, assessment=assessment)
