"""The posts of a thread as they may be shown: a function of what was told and of the redactions.

Applied wherever posts of a thread are read, so that pages, lists, feeds and exports cannot
disagree. What is taken out of one post is taken out of the others of its thread that quote it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

import msgspec

from sitegen.model.post import Body, Post, site_of
from sitegen.model.quoting import quoted
from sitegen.redactions import Redactions, Rule

TOMBSTONE = Body("Removed on request.")
INSTEAD = "[removed]"
_SHORTEST = 16  # characters of a sentence that is looked for in other posts
_BORDERS = re.compile(r"<[^>]*>|\n\s*\n|(?<=[.!?])\s+")
_MARKS = re.compile(r"^(?:\s|>|\||&gt;)+|\s+$")
_BETWEEN = r"(?:\s|>|&gt;|<[^>]*>)+"  # words of a quotation: lines are broken anew, and marked
_STRONGEST = ("tombstone", "drop", "pseudonym")


def redacted(redactions: Redactions | None, thread: str, posts: list[Post]) -> list[Post]:
    """The same posts, in the same order; the list itself when nothing in it is touched."""
    if redactions is None:
        return posts
    of = _Place(thread, frozenset(post.community for post in posts if post.community))
    actions = {post.id: action for post in posts if (action := _action(redactions, of, post))}
    hidden = _hidden(redactions, of, posts, actions)
    shown = [_shown(redactions, post, actions.get(post.id, ""), hidden) for post in posts]
    if all(new is old for new, old in zip(shown, posts, strict=True)):
        return posts
    # The text of a lossy copy is the whole thread, and its lines are not the posts'.
    return [_without_copy(post) for post in shown]


def pseudonym(redactions: Redactions, site: str, author: str) -> str:
    """A name that stands for an author everywhere, and from which the author is not to be had."""
    key = blake2b(redactions.salt.encode("utf-8", "surrogatepass"), digest_size=32).digest()
    said = f"{site}\0{author}".encode("utf-8", "surrogatepass")
    return f"member-{blake2b(said, digest_size=5, key=key).hexdigest()}"


def is_noindex(redactions: Redactions | None, thread: str, posts: list[Post]) -> bool:
    """Whether search engines, lists for programs and the site's own search leave out a thread."""
    rules = [rule for rule in redactions.rules if rule.action == "noindex"] if redactions else []
    if not rules:
        return False
    of = _Place(thread, frozenset(post.community for post in posts if post.community))
    return any(_fits(rule, of, post) for rule in rules for post in posts)


def taken_out(redactions: Redactions, thread: str, posts: list[Post]) -> Iterator[str]:
    """The sentences of posts whose texts go."""
    of = _Place(thread, frozenset(post.community for post in posts if post.community))
    for post in posts:
        if _action(redactions, of, post) in ("tombstone", "drop"):
            yield from _sentences(post)


def needles(redactions: Redactions, thread: str, posts: list[Post]) -> Iterator[str]:
    """What must not be read anywhere: names, titles and sentences that are taken out."""
    of = _Place(thread, frozenset(post.community for post in posts if post.community))
    everywhere = tuple(rule for rule in redactions.rules if rule.kind == "author")
    names = _names(msgspec.structs.replace(redactions, rules=everywhere), of, posts)
    yield from (name for name in names if not _is_word(name, redactions))
    for post in posts:
        action = _action(redactions, of, post)
        if action in ("tombstone", "drop"):
            yield from _sentences(post)
        for pattern in _patterns(redactions):
            yield from (match[0] for match in pattern.finditer(post.body.text))


class _Place(msgspec.Struct, frozen=True):
    """The thread that posts stand in, and its communities, which may stand on any of its posts."""

    thread: str
    communities: frozenset[str]

    @property
    def site(self) -> str:
        return site_of(self.thread)


def _action(redactions: Redactions, of: _Place, post: Post) -> str:
    """The strongest that any rule asks for; empty when none is about the post."""
    found = {rule.action for rule in redactions.rules if _fits(rule, of, post)}
    if redactions.anonymise and post.author:
        found.add("pseudonym")
    return next((action for action in _STRONGEST if action in found), "")


def _fits(rule: Rule, of: _Place, post: Post) -> bool:
    if rule.kind == "post":
        return post.id == rule.value
    if rule.kind == "thread":
        return of.thread == rule.value
    if rule.kind == "author":
        return post.author is not None and rule.value in (
            post.author,
            f"{site_of(post.id)}:{post.author}",
        )
    if rule.kind == "community":
        return any(rule.value in (name, f"{of.site}:{name}") for name in of.communities)
    return rule.action != "replace" and any(
        text and _compiled(rule.value).search(text)
        for text in (post.body.text, post.title, post.author)
    )


def _hidden(
    redactions: Redactions, of: _Place, posts: list[Post], actions: dict[str, str]
) -> list[tuple[re.Pattern[str], str]]:
    """What is looked for in all posts of the thread, and what stands there instead."""
    sentences: set[str] = set()
    for post in posts:
        if actions.get(post.id) in ("tombstone", "drop"):
            sentences.update(_sentences(post))
    if redactions.quotes:
        sentences.update(quoted(redactions.quotes, (post.body.text for post in posts)))
    hidden = [(_quotation(one), INSTEAD) for one in sorted(sentences, key=lambda s: (-len(s), s))]
    names = _names(redactions, of, posts)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        hidden.append((_named(name, marked=_is_word(name, redactions)), names[name]))
    return [*hidden, *((pattern, INSTEAD) for pattern in _patterns(redactions))]


def _names(redactions: Redactions, of: _Place, posts: list[Post]) -> dict[str, str]:
    """Names that must not stand in the texts of a thread, and what stands there instead.

    An author that a rule names is looked for everywhere; one whose posts go with a thread or a
    community, or who has a pseudonym as all have, where there are such posts.
    """
    names: dict[str, str] = {}
    wide = [rule for rule in redactions.rules if rule.kind in ("thread", "community")]
    for post in posts if wide or redactions.anonymise else ():
        gone = any(rule.action == "tombstone" and _fits(rule, of, post) for rule in wide)
        other = any(rule.action == "pseudonym" and _fits(rule, of, post) for rule in wide)
        if post.author and (gone or other or redactions.anonymise):
            names[post.author] = INSTEAD if gone else pseudonym(redactions, of.site, post.author)
    for rule in redactions.rules:
        if rule.kind == "author" and rule.action not in ("drop", "noindex"):
            site, _, rest = rule.value.partition(":")
            name = rest if site == of.site and rest else rule.value
            gone = rule.action == "tombstone"
            names[name] = INSTEAD if gone else pseudonym(redactions, of.site, name)
    return {name: instead for name, instead in names.items() if len(name.strip()) > 1}


def _is_word(name: str, redactions: Redactions) -> bool:
    """A name that may be a word of the language; those that a rule names are looked for so too."""
    plain = name.isalpha() and (name.islower() or name.istitle())
    named = any(
        rule.kind == "author" and rule.value in (name, f"{rule.value.partition(':')[0]}:{name}")
        for rule in redactions.rules
    )
    return plain and not named


def _named(name: str, *, marked: bool) -> re.Pattern[str]:
    """A name in a text; `marked`: only behind @ or u/, for otherwise it may be a word."""
    before = r"(?:(?<=@)|(?<=\bu/))" if marked else r"(?<!\w)"
    return re.compile(f"{before}{re.escape(name)}(?!\\w)")


def _sentences(post: Post) -> Iterator[str]:
    """What is looked for where a post is quoted: its title and its longer sentences."""
    for part in (post.title or "", *_BORDERS.split(post.body.text)):
        text = " ".join(_MARKS.sub("", line) for line in part.split("\n")).strip()
        if len(text) >= _SHORTEST:
            yield text


@lru_cache(maxsize=512)
def _quotation(sentence: str) -> re.Pattern[str]:
    return re.compile(_BETWEEN.join(map(re.escape, sentence.split())))


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _patterns(redactions: Redactions) -> Iterator[re.Pattern[str]]:
    for rule in redactions.rules:
        if rule.kind == "pattern" and rule.action == "replace":
            yield _compiled(rule.value)


def _shown(
    redactions: Redactions,
    post: Post,
    action: str,
    hidden: Sequence[tuple[re.Pattern[str], str]],
) -> Post:
    """One post as it may be shown."""
    changes: dict[str, object] = {}
    if action == "tombstone":
        changes = {"body": TOMBSTONE, "author": None, "title": None, "link": None, "score": None,
                   "edited": None, "permalink": None, "labels": (), "state": "visible"}  # fmt: skip
    elif action == "drop":
        changes = {"body": TOMBSTONE, "edited": None, "permalink": None, "state": "visible"}
    elif action == "pseudonym" and post.author:
        name = pseudonym(redactions, site_of(post.id), post.author)
        changes = {"author": name, "permalink": None}  # which leads to the name
    if action:
        post = msgspec.structs.replace(post, **changes)
    return _without(post, hidden) if hidden else post


def _without(post: Post, hidden: Sequence[tuple[re.Pattern[str], str]]) -> Post:
    """The post without what is hidden in the thread: in its text, title, link and labels."""
    text, title, link = post.body.text, post.title, post.link
    author, labels = post.author, post.labels
    for pattern, instead in hidden:
        text = pattern.sub(instead, text)
        title = pattern.sub(instead, title) if title else title
        author = pattern.sub(instead, author) if author else author
        link = None if link and pattern.search(link) else link
        labels = tuple(pattern.sub(instead, label) for label in labels) if labels else labels
    before = (post.body.text, post.title, post.link, post.author, post.labels)
    if (text, title, link, author, labels) == before:
        return post
    body = Body(text, post.body.markup)
    return msgspec.structs.replace(
        post, body=body, title=title, link=link, author=author, labels=labels
    )


def _without_copy(post: Post) -> Post:
    if post.evidence is None or not post.evidence.copy:
        return post
    return msgspec.structs.replace(
        post, evidence=msgspec.structs.replace(post.evidence, copy="", notices=())
    )
