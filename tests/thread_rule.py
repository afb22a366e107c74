"""Which thread a post stands in, by the rule at the top of store/resolve.py, told plainly.

Tests hold the store, and whole sites, to this.
"""

from collections.abc import Mapping, Sequence

from sitegen.model import Continuation, Post, Record


def threads_of(dumps: Mapping[str, Sequence[Record]]) -> dict[str, str]:
    """The thread of each post; `dumps` are records by the name of their dump."""
    versions: dict[str, list[Post]] = {}
    leads: dict[str, list[str]] = {}
    for _, told in sorted(dumps.items()):
        for record in told:
            if isinstance(record, Post):
                versions.setdefault(record.id, []).append(record)
            elif isinstance(record, Continuation):
                leads.setdefault(record.name, []).append(record.parent)
    # A name leads to a post that is held, if any dump says so; else to what the first dump says.
    led = {n: next((to for to in tos if to in versions), tos[0]) for n, tos in leads.items()}

    def place(name: str) -> str:
        path = [name]
        while path[-1] in led and led[path[-1]] not in path:
            path.append(led[path[-1]])
        return name if path[-1] in led else path[-1]

    def told_root(post_id: str) -> str | None:
        for post in versions[post_id]:
            if post.root or not post.parent:
                return post.root or post.id
        return None

    def thread(post_id: str) -> str:
        path: list[str] = []
        while post_id in versions and post_id not in path:
            root = told_root(post_id)
            if root:
                return root
            path.append(post_id)
            post_id = place(versions[post_id][0].parent or "")
        return min(path[path.index(post_id) :]) if post_id in path else post_id

    return {post_id: thread(post_id) for post_id in versions}
