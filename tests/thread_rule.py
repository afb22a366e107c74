"""Which thread a post stands in, by the rule at the top of store/resolve.py, told plainly.

Tests hold the store, and whole sites, to this.
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from sitegen.model import Continuation, Post, Record


def threads_of(dumps: Mapping[str, Sequence[Record]]) -> dict[str, str]:
    """The thread of each post; `dumps` are records by the name of their dump."""
    versions: dict[str, list[Post]] = {}
    leads: dict[str, list[str]] = {}
    copied: dict[str, list[Post]] = {}
    for _, told in sorted(dumps.items()):
        for record in told:
            if isinstance(record, Post):
                kind = copied if is_copied(record) else versions
                kind.setdefault(record.id, []).append(record)
            elif isinstance(record, Continuation):
                leads.setdefault(record.name, []).append(record.parent)
    for post_id, posts in copied.items():  # what has structure comes first
        versions.setdefault(post_id, [_following(post) for post in posts])
    place = _places(leads, versions)

    def told_root(post_id: str) -> str | None:
        for post in sure(post_id):
            if post.root or not post.parent:
                return post.root or post.id
        return None

    def sure(post_id: str) -> list[Post]:
        """The versions without those that stand alone for want of knowledge, if there are any."""
        told = versions[post_id]
        return [post for post in told if not is_loose(post)] or told

    def thread(post_id: str) -> str:
        path: list[str] = []
        while post_id in versions and post_id not in path:
            root = told_root(post_id)
            if root:
                return root
            path.append(post_id)
            post_id = place(sure(post_id)[0].parent or "")
        return min(path[path.index(post_id) :]) if post_id in path else post_id

    return {post_id: thread(post_id) for post_id in versions}


def _places(
    leads: Mapping[str, Sequence[str]], versions: Mapping[str, object]
) -> Callable[[str], str]:
    """What a name leads to: a post that is held, if any dump says so; else what the first says."""
    led = {n: next((to for to in tos if to in versions), tos[0]) for n, tos in leads.items()}

    def place(name: str) -> str:
        path = [name]
        while path[-1] in led and led[path[-1]] not in path:
            path.append(led[path[-1]])
        return name if path[-1] in led else path[-1]

    return place


def parents_of(dumps: Mapping[str, Sequence[Record]]) -> dict[str, set[tuple[str, str]]]:
    """The parent of each post by each dump that tells of it, and what that name leads to.

    A name is followed where the dump tells no root; more than one pair where dumps disagree.
    """
    told = [record for _, records in sorted(dumps.items()) for record in records]
    leads: dict[str, list[str]] = {}
    for record in told:
        if isinstance(record, Continuation):
            leads.setdefault(record.name, []).append(record.parent)
    posts = [record for record in told if isinstance(record, Post)]
    place = _places(leads, {post.id: post for post in posts})
    parents: dict[str, set[tuple[str, str]]] = {}
    for post in posts:
        parent = post.parent or ""
        pair = parent, parent if post.root else place(parent)
        parents.setdefault(post.id, set()).add(pair)
    return parents


def absent(
    parents: dict[str, set[tuple[str, str]]], thread: str, where: dict[str, str]
) -> tuple[set[str], set[str]]:
    """What the posts of a thread answer that is not in it: what may be so, and what must."""
    may: set[str] = set()
    must: set[str] = set()
    for told in parents.values():
        gone = {
            (parent, place)
            for parent, place in told
            if parent and where.get(parent) != thread != where.get(place) and place != thread
        }
        may |= {place for _, place in gone}
        # What a thread is called may be a name that leads elsewhere: then it need not be followed.
        must |= {place for parent, place in gone if len(told) == 1 and parent != thread}
    return may, must


def shown(dumps: Mapping[str, Sequence[Record]]) -> dict[str, str]:
    """The same without the posts that only copies tell which a dump with structure replaces."""
    where = threads_of(dumps)
    posts = [(name, r) for name, told in dumps.items() for r in told if isinstance(r, Post)]
    sure = {post.id for _, post in posts if not is_copied(post)}
    copies: dict[tuple[str, str], set[str]] = {}
    for name, post in posts:
        if is_copied(post):
            of = post.root or post.parent or post.id
            copies.setdefault((name, of), set()).add(post.id)
    kept = set(sure)
    for (_, of), held in copies.items():
        comments = [post_id for post_id in held - {of} if post_id not in sure]
        told = sum(where[post_id] == where.get(of) for post_id in sure) - 1
        if of not in sure or told < 0.8 * len(comments):
            kept |= held
    return {post_id: thread for post_id, thread in where.items() if post_id in kept}


def is_copied(post: Post) -> bool:
    return post.evidence is not None and post.evidence.copy != ""


def is_loose(post: Post) -> bool:
    """Whether it stands alone only because its dump does not know what it answers."""
    guessed = post.evidence is not None and post.evidence.parent == "guessed"
    return guessed and not post.parent and not post.root


def _following(post: Post) -> Post:
    """A post of a lossy copy: it follows the copy's opening post."""
    if post.root in (None, post.id):
        return post
    return msgspec.structs.replace(post, root=None, parent=post.root)
