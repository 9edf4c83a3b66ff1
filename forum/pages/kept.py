"""What is kept of members, by column: what their export has of it, and what leaving erases.

A column leads to a member by naming the member, or a post or thread that the member may have
written. A test finds all of them, and demands that each stands here: once for the export, and once
for leaving if it names the member.
"""

from __future__ import annotations

from collections.abc import Mapping

EXPORTED = frozenset(
    {
        "address_change.member_id",
        "advice_review.post_id",
        "appeal.member_id",
        "article.thread_id",
        "assessment.post_id",
        "bookmark.member_id",
        "citation.thread_id",
        "claim.member_id",
        "flag.member_id",
        "helped_mark.member_id",
        "mail_wish.member_id",
        "moderation_act.actor_id",
        "moderation_act.member_id",
        "merged_unanswered.post_id",
        "mute.member_id",
        "notification.member_id",
        "nudge.thread_id",
        "post.author_id",
        "reopen_request.member_id",
        "revision.post_id",
        "screening.post_id",
        "sign_in.member_id",
        "site_claim.member_id",
        "spam_lesson.post_id",
        "staff_note.author_id",
        "subscription.member_id",
        "thread.author_id",
        "thread_alias.member_id",
        "thread_merge.thread_id",
        "thread_split.thread_id",
        "thread_topic.thread_id",
        "verification.member_id",
        "vote.member_id",
    }
)
OTHERS = "what somebody else wrote, pressed or noted"
AMONG_MODERATORS = "what moderators say of somebody among themselves"
MOVED = "where moderators moved what somebody wrote; it is exported from the other side"
THEIR_WORDS = "has words of somebody else’s post; the log has what was decided about it"
NOT_EXPORTED: Mapping[str, str] = {
    "advice_review.decided_by_id": THEIR_WORDS,
    "assessment.override_by_id": THEIR_WORDS,
    "bookmark.thread_id": OTHERS,
    "claim.post_id": OTHERS,
    "flag.post_id": OTHERS,
    "helped_mark.post_id": OTHERS,
    "member_note.author_id": AMONG_MODERATORS,
    "member_note.member_id": AMONG_MODERATORS,
    "mute.muted_id": "who muted someone is told to nobody",
    "post.parent_id": OTHERS,
    "post.reply_to_id": OTHERS,
    "post.thread_id": OTHERS,
    "reopen_request.thread_id": OTHERS,
    "revision.editor_id": THEIR_WORDS,
    "staff_note.thread_id": AMONG_MODERATORS,
    "thread_alias.thread_id": OTHERS,
    "thread_merge.into_id": MOVED,
    "thread_merge.post_id": MOVED,
    "thread_split.from_id": MOVED,
    "verification.by_id": "somebody else’s evidence",
    "vote.post_id": OTHERS,
}
ERASED = frozenset(
    {
        "address_change.member_id",
        "appeal.member_id",
        "bookmark.member_id",
        "claim.member_id",
        "mail_wish.member_id",
        "member_note.member_id",
        "mute.member_id",
        "mute.muted_id",
        "notification.member_id",
        "reopen_request.member_id",
        "sign_in.member_id",
        "subscription.member_id",
        "verification.member_id",
    }
)
POSTS = "whoever leaves chooses what becomes of their posts; what stays has no name"
COUNTED = "others’ posts stay as useful as they were found; the row names nobody any more"
JUDGED = "what was decided about somebody else stays decided; the row names nobody any more"
STAYS: Mapping[str, str] = {
    "advice_review.decided_by_id": JUDGED,
    "assessment.override_by_id": JUDGED,
    "flag.member_id": "somebody may be in danger by what was flagged",
    "helped_mark.member_id": COUNTED,
    "member_note.author_id": JUDGED,
    "moderation_act.actor_id": "the log is append-only",
    "moderation_act.member_id": "the log is append-only",
    "post.author_id": POSTS,
    "revision.editor_id": POSTS,
    "site_claim.member_id": "nobody may claim the site anew",
    "staff_note.author_id": JUDGED,
    "thread.author_id": POSTS,
    "thread_alias.member_id": "nobody else may be given the alias in that thread",
    "verification.by_id": JUDGED,
    "vote.member_id": COUNTED,
}
