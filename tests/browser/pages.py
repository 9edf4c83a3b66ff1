"""Every page of the site, by its route, and for whom it is. A test says when one is missing."""

from __future__ import annotations

ROLES = ("visitor", "member", "moderator")
SILENCED = "silenced"  # a member, looked at where that makes a difference

EVERYONE = (
    *("pages.home", "pages.questions", "pages.thread", "pages.article"),
    *("pages.related", "pages.member", "pages.area", "pages.tag"),
    *("pages.about", "pages.privacy", "pages.rules"),
    *("library.articles", "topics.body", "topics.tags", "search.search"),
    *("threads.revisions", "moderation.log", "web.preferences", "installing.offline"),
    "inbox.stop_mail",
    *("security.forgot_password", "security.send_confirmation"),
)
VISITORS = ("security.login", "security.register")
NOTHING_TYPED = (  # of a member's pages: no words are sent from them
    *("accounts.sessions", "pages.inbox", "moderation.standing", "pages.bookmarks"),
    *("pages.close", "pages.export", "security.change_password", "security.verify"),
    "inbox.choose_mail",
)
MEMBERS = (
    *("accounts.account", "accounts.address"),
    *("threads.ask", "threads.answer", "threads.reply", "moderation.flag"),
    *NOTHING_TYPED,
)
ASKERS = ("threads.edit", "threads.delete")  # of the opening post
CHANGING_ADDRESS = ("accounts.confirm_address",)
APPEALING = ("moderation.appeal",)
MODERATORS = (
    *("moderation.worklist", "moderation.dashboard", "moderation.triage", "moderation.lists"),
    *("moderation.reasons", "moderation.members", "moderation.member", "moderation.thread"),
    *("moderation.member_message", "moderation.member_silence", "moderation.member_suspend"),
    *("moderation.member_verify", "moderation.member_warn", "moderation.look_behind"),
    *("moderation.post_advice_fine", "moderation.post_approve", "moderation.post_ask_changes"),
    *("moderation.post_banner", "moderation.post_caution", "moderation.post_decline"),
    *("moderation.post_feature", "moderation.post_hide", "moderation.post_notice"),
    *("moderation.post_spam", "moderation.post_split", "moderation.post_to_answer"),
    *("moderation.post_to_reply", "moderation.post_unmerge", "moderation.post_uphold"),
    *("moderation.post_uphold_and_keep", "moderation.post_withdraw"),
    *("moderation.thread_close", "moderation.thread_hide", "moderation.thread_lock"),
    *("moderation.thread_merge", "moderation.thread_pace", "moderation.thread_pin"),
    *("moderation.thread_retitle", "moderation.thread_topics", "moderation.thread_unlist"),
    "search.misses",
)
# Drawn by the same template as the act that they take back, for which the site has the case.
TAKING_BACK = {
    *(
        "moderation.member_end_verification",
        "moderation.member_lift",
        "moderation.member_uphold",
        "moderation.post_restore",
    ),
    *("moderation.post_unfeature", "moderation.post_unnotice", "moderation.thread_keep_closed"),
    *("moderation.thread_reopen", "moderation.thread_restore", "moderation.thread_unlock"),
    *("moderation.thread_list", "moderation.thread_unpin"),
}
# A refusal, unless one is restricted, the thread closed or the banner one's own; kin of act.html.
FOR_OTHER_CASES = {"moderation.ask_reopening", "moderation.dispute"}
# Links from mails and the terminal, which work once; what leads elsewhere; what no person reads.
NO_PAGE = {
    *("accounts.claim", "security.confirm_email", "security.reset_password"),
    *("pages.thread_without_slug", "threads.show", "static", "bootstrap.static"),
    *("pages.ask_about", "search.similar", "moderation.log_csv", "moderation.log_jsonl"),
    *("installing.manifest", "installing.service_worker"),
}
FOR_MACHINES = ("machines.", "feeds.", "sitemap.")

# Which roles look at a page.
PAGES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(EVERYONE, ROLES),
    **dict.fromkeys(VISITORS, ("visitor",)),
    **dict.fromkeys(MEMBERS, ("member", "moderator")),
    **dict.fromkeys(ASKERS, ("member",)),
    **dict.fromkeys(CHANGING_ADDRESS, ("member",)),
    **dict.fromkeys(APPEALING, (SILENCED,)),
    **dict.fromkeys(MODERATORS, ("moderator",)),
}
