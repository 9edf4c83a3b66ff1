"""Everything that someone may or may not do, in one enum."""

from enum import StrEnum


class Verb(StrEnum):
    """A verb is what a route does; `rules.RULES` has one rule for each."""

    # Reading
    BROWSE = "browse"  # pages that everyone may see
    READ = "read"  # a thread or a post
    SEE_REVISIONS = "see revisions"
    SEE_WITHHELD = "see withheld revisions"  # texts that were out of sight when they were replaced
    SEE_EVIDENCE = "see all evidence"  # what triage set aside, overrides and their reasons

    # One's own account
    HAVE_ACCOUNT = "have an account"  # inbox, settings, bookmarks, following
    MUTE = "mute"  # another member, for oneself

    # Writing
    ASK = "ask"
    ANSWER = "answer"
    REPLY = "reply"
    EDIT = "edit"
    DELETE = "delete"
    UNDELETE = "undelete"
    VOTE = "vote"
    MARK_HELPED = "mark as helped"
    FLAG = "flag"
    DISPUTE_BANNER = "dispute a banner"
    ASK_REOPENING = "ask for reopening"
    APPEAL = "appeal"  # against one's own restriction

    # Curating
    MODERATE = "moderate"  # the worklist, the whole log, the triage bench
    HIDE = "hide"
    RESTORE = "restore"
    APPROVE = "approve"  # what was held or marked as it was written
    MARK_SPAM = "mark as spam"
    LOCK = "lock"
    UNLOCK = "unlock"
    CLOSE = "close"
    REOPEN = "reopen"
    PIN = "pin"
    UNPIN = "unpin"
    RETITLE = "retitle"
    CONVERT = "convert"
    ASK_CHANGES = "ask for changes"
    RETAG = "change topics"
    SLOW = "set the pace"
    UNLIST = "keep from engines"  # search engines, that is
    LIST = "offer to engines"
    FEATURE = "feature"
    UNFEATURE = "stop featuring"
    NOTICE = "put a notice"
    UNNOTICE = "take a notice away"
    MERGE = "merge"
    UNMERGE = "part again"
    SPLIT = "split"
    KEEP_CLOSED = "keep closed"
    OVERRIDE_BANNER = "override a banner"
    CAUTION = "set a caution"  # beside advice that may be unsafe
    DECIDE_FLAGS = "decide flags"
    EDIT_LISTS = "edit the lists"  # allowed hosts, and phrases to watch for

    # People
    SUSPEND = "suspend"
    SILENCE = "silence"
    LIFT = "lift"  # a suspension or a silence
    UPHOLD = "uphold"  # one of these, against an appeal
    MESSAGE = "message"
    WARN = "warn"
    VERIFY = "verify"  # that a member is a clinician
    END_VERIFICATION = "end verification"
    LOOK_BEHIND = "look behind alias"

    # Running the site
    GRANT_ROLES = "grant roles"
