"""Site furniture: the lines of a scraped page that belong to the site, not to the article.

The tables hold lines as `Line.key` writes them: lower case, straight quotes, no punctuation around.
"""

import re
from collections.abc import Iterable

from .lines import SHORT, Line, ends_sentence, is_prose, is_sentence, straight
from .stamps import find_stamp
from .tables import entries, table

PRINT_AND_SHARE = table(
    """
    print this article, print this page, print article, printer friendly version
    share, share this, share it, share this article, share this post, share on
    share with friends, spread the word, like this, loading, email this article
    e-mail this article, email to a friend, e-mail to a friend, send to a friend
    bookmark this, bookmark the permalink, cite this article, follow us, follow
    widgets, get the widget, embed, rss feed
    """
)
SIGN_IN = table(
    """
    login, log in, sign in, sign up, register, log out, username, password, remember me
    forgot password, forgot your password, lost your password, create an account
    create account, login with facebook, log in with, or sign in with, connect with
    not a member, already a member, email, e-mail
    """
)
NAVIGATION = table(
    """
    skip to content, skip to main content, skip to navigation, main menu, menu
    toggle navigation, search, search for, home, back to top, top, next, previous
    next page, previous page, next article, previous article, close, older posts
    newer posts, older comments, newer comments, post navigation, sort by
    newest first, oldest first, newest, oldest, most helpful, sort by best
    sort by newest, sort by oldest, subscribe, read more, more, advertise, sitemap
    contact us, privacy, privacy policy, terms of use, terms of service, about us, english
    """
)
ADVERTISEMENTS = table(
    """
    advertisement, advertisements, ads, ad, sponsored, promoted, promotion
    sponsored links, sponsored content, ad feedback, report this ad, learn more
    continue reading below, article continues below, shop now, buy now, order now
    """
)
RATINGS = table(
    """
    rate author, rate this article, rate this, rate article, rate this post, rating
    ratings, yes no, was this helpful, was this article helpful, was this page helpful
    did you find this helpful, thanks for your feedback
    """
)
COMMENT_LINKS = table(
    """
    reply, report, report abuse, report comment, flag, flag as inappropriate, like
    dislike, unlike, quote, permalink, link, edit, edited, delete, log in to reply
    login to reply, reply to this comment, reply to this, upvote, downvote, helpful
    not helpful, top contributor, verified, guest, author, avatar, all comments
    your comment is awaiting moderation, this comment has been removed
    comments are closed, comments closed, no comments, no comments yet, comment
    0 comments, be the first to comment, be the first to reply, name, website
    cancel reply, save my name, notify me of new posts, jump to comments
    load more comments, show more comments, more comments, view all comments
    show comments, hide comments, post anonymously, commenting rules, add disqus
    add disqus to your site, or sign up with disqus, comments rss, comment rss feed
    """
)
STANDALONE = PRINT_AND_SHARE | SIGN_IN | NAVIGATION | ADVERTISEMENTS | RATINGS | COMMENT_LINKS

# How a line of furniture may begin, unless it is a sentence.
OPENINGS = entries(
    """
    share this, share on, click to share, click to print, follow us, like us on
    find us on, pin it, tweet this, print this, email this, posted in, filed under
    tagged, tags:, categories:, category:, more in:, topics:, you are here, copyright, ©
    (c) 19, (c) 20, photo by, photo credit, image credit, image:, photo:, image source
    photo courtesy, photograph by, ads by, advertisement, story continues
    article continues, read next, read also, also read, see also:, related:, re:
    up next, read more:, previous:, next:, previous post, next post, on this day
    on this date, this day in history, today in history, rate this, rating:
    average rating, your rating, sign up, sign in, log in to, login to, subscribe to
    subscribe for, get our free, join our newsletter, enter your email, your email
    your name, reply to, avatar for, permalink, jump to, back to top, page 1 of
    powered by, designed by, theme by, report this, save my name, notify me
    be the first to, see all, view all, show all, showing, load more
    click here to, listen to this article, free widgets
    """
)

# A page says these anywhere in a line, and an article on health does not.
PHRASES = entries(
    """
    akismet, required fields are marked, all rights reserved, will not be published
    uses cookies, use cookies, cookie policy, enable javascript, javascript is disabled
    you must be logged in, subscribe to our newsletter, sign up for our newsletter
    this entry was posted, you can follow any responses, both comments and pings
    save my name, notify me of follow, terms of service, our privacy policy
    did-you-know slideshow, views expressed in comments, comments are moderated
    we may earn a commission, bookmark the permalink
    """
)

SALES_TALK = entries(
    """
    % off, free shipping, promo code, coupon, limited time offer, money back, free trial
    special offer, buy now, shop now, order now, order today, free download
    download your free, download our free, free e-book, free ebook, add to cart
    subscribe today, sign up today, save up to
    """
)

SERVICES = table(
    """
    facebook, twitter, x, linkedin, pinterest, reddit, whatsapp, tumblr, instagram
    youtube, telegram, messenger, flipboard, tweet, pin, stumbleupon, digg
    delicious, google+, google, share, email, e-mail, print, rss
    """
)
LINK_NAMES = SERVICES | table(
    """
    this, on, it, more, like, save, link, copy, and, post, reply, quote, report, flag
    permalink, edit, comment, comments, recommend, subscribe
    """
)
SEPARATORS = frozenset("•·|›»/‹«↓▲▼-–")

COUNTED = table(
    """
    shares, share, views, likes, like, votes, vote, reads, followers, upvotes
    comments, comment, replies, stars, ratings, reviews, reactions, recommend
    recommends, favorites, trackbacks, trackback, pingbacks, pingback
    """
)
COUNT_ENDINGS = ("min read", "mins read", "minute read", "minutes read", "found this helpful")

# Headings over lists of links: the lines below go with them, up to the next paragraph.
LINK_SECTIONS = table(
    """
    article details, you might also like, you may also like, you may like
    related articles, related posts, related content, related topics, related
    related stories, related reading, related links, related pages, more articles
    recommended, recommended for you, recommended articles, recommended reading
    recent posts, recent articles, recent comments, popular posts, most popular
    popular articles, trending, trending now, latest posts, latest articles
    latest news, top stories, categories, archives, tags, blogroll, meta
    table of contents, contents, in this article, on this page, quick links
    navigation, people also ask, more from this author, featured articles, featured
    don't miss, editor's picks, browse by topic
    """
)

# Headings of forms and boxes: below them the article has ended.
CLOSERS = table(
    """
    leave a reply, leave a comment, leave a response, leave your comment
    post a comment, post your comment, post your comments, post comment
    add a comment, add your comment, add new comment, add comment, write a comment
    write a reply, submit a comment, submit your comment, submit comment
    join the discussion, join the conversation, have your say, speak your mind
    tell us what you think, write a review, comment on this article, trackbacks
    about the author, about author, author bio, about the writer, meet the author
    trackbacks and pingbacks, pingbacks, newsletter
    """
)

# These furnish even whole sentences.
ALWAYS = ("copyright", "©", "on this day", "on this date", "image source")
HOME = ("home >", "home /", "home »", "home ›", "home |")
MORE = ("continue reading", "read more", "learn more", "see more", "more")
# Longer lines are sentences of somebody's.
MAX_WORDS = 14
MAX_HEADING_WORDS = 8

_PHRASES = re.compile("|".join(map(re.escape, PHRASES)))
_SALES_TALK = re.compile("|".join(map(re.escape, SALES_TALK)))

_CLOSING = tuple(f"{closer} " for closer in CLOSERS)
_RULE = re.compile(r"[-–—_=~*•·.…|#+<>«»↑↓×✕ ]+")
_FULL_STOP = re.compile(r"[^.]\.$")
_STARS = re.compile(r"[★☆⭐✩✭]")
_RATING = re.compile(
    r"\(?\d(?:[.,]\d{1,2})?\)? ?(?:/|out of) ?(?:5|10)(?: stars?)?"
    r"(?: ?[(\[,–-]?.{0,20}\d (?:votes?|ratings?|reviews?).{0,10})?$"
)
_BREADCRUMB = re.compile(r" [>»›→|] ")


def is_furniture(line: Line) -> bool:
    """Whether the line, taken alone, belongs to the site rather than to anyone's text."""
    if _is_teaser(line.text):
        return True
    if len(line.text) > SHORT:
        return False
    if _RULE.fullmatch(line.text) or (line.key in STANDALONE and not _FULL_STOP.search(line.text)):
        return True
    plain = straight(line.text)
    if _PHRASES.search(plain):
        return True
    if line.words > MAX_WORDS:
        return False
    if plain.startswith(ALWAYS) or (plain.startswith(OPENINGS) and not is_sentence(line)):
        return True
    return _SALES_TALK.search(plain) is not None or _is_link_row(plain) or _is_figure(line, plain)


def _is_link_row(plain: str) -> bool:
    """A row of links: "Share Tweet Pin", "2 · Like · Reply"."""
    words = plain.replace(":", " ").split()
    apart = not SEPARATORS.isdisjoint(words)
    names = [word for word in words if word not in SEPARATORS and not word.isdecimal()]
    first = LINK_NAMES if apart else SERVICES
    return bool(names) and names[0] in first and LINK_NAMES.issuperset(names)


def _is_figure(line: Line, plain: str) -> bool:
    """Stars, votes, counts, arrows to other pages and breadcrumbs."""
    if _STARS.search(plain) or _RATING.match(plain):
        return True
    arrow = plain.startswith(("«", "‹", "←")) or plain.endswith(("»", "›", "→"))
    return not line.marker and (arrow or _is_count(plain) or _is_breadcrumb(plain))


def _is_count(plain: str) -> bool:
    words = plain.split()
    if len(words) == 2 and words[1].strip("()").isdecimal():
        return words[0] in COUNTED
    amount = words[0].rstrip("k+").replace(",", "").replace(".", "")
    counted = len(words) > 1 and words[1].strip("().-") in COUNTED
    return amount.isdecimal() and ((counted and len(words) <= 6) or plain.endswith(COUNT_ENDINGS))


def _is_breadcrumb(plain: str) -> bool:
    if plain.startswith(HOME):
        return True
    parts = _BREADCRUMB.split(plain)
    # Bylines with their dates are drawn the same way.
    short = all(len(part.split()) <= 4 and not part[-1:].isdecimal() for part in parts)
    return len(parts) > 2 and short and find_stamp(plain) is None


def _is_teaser(text: str) -> bool:
    """A sentence that breaks off with a link: "… of all time. more..."."""
    end = text[-40:].rstrip(" .…»›>]→)").casefold()
    if not end.endswith(MORE):
        return False
    link = next(more for more in MORE if end.endswith(more))
    before = end[: -len(link)].rstrip(" [(")
    return bool(before) and ends_sentence(before)


def is_link_section(line: Line) -> bool:
    """Whether the line heads a list of links or facts about the page."""
    return line.words <= MAX_HEADING_WORDS and line.key in LINK_SECTIONS


def is_closer(line: Line) -> bool:
    """Whether the line heads a form or box below which nobody's text continues."""
    if line.words > MAX_HEADING_WORDS:
        return False
    # "Leave a Reply Cancel reply", "Add a comment below"
    return line.key in CLOSERS or (line.key.startswith(_CLOSING) and not is_sentence(line))


def without_furniture(lines: Iterable[Line]) -> list[Line]:
    """The lines without furniture, and without the entries under headings of link lists.

    A list of links ends at a paragraph, at the first heading after bullets, and where a line
    repeats an entry (a table of contents is followed by the headings it names).
    """
    kept: list[Line] = []
    entries: set[str] | None = None
    bullets = False
    for line in lines:
        if is_link_section(line):
            entries, bullets = set(), False
            continue
        if entries is not None and not is_prose(line):
            name = line.key
            if name not in entries and (line.marker or not bullets):
                entries.add(name)
                bullets = bullets or bool(line.marker)
                continue
        entries = None
        if not is_furniture(line):
            kept.append(line)
    return kept
