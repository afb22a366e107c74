"""Which thread a post stands in, by the rule at the top of store/resolve.py, told plainly.

Tests hold the store, and whole sites, to this.
"""

from collections.abc import Mapping, Sequence

from sitegen.model import Post, Record


def threads_of(dumps: Mapping[str, Sequence[Record]]) -> dict[str, str]:
    """The thread of each post; `dumps` are records by the name of their dump."""
    versions: dict[str, list[Post]] = {}
    for _, told in sorted(dumps.items()):
        for record in told:
            if isinstance(record, Post):
                versions.setdefault(record.id, []).append(record)

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
            post_id = versions[post_id][0].parent or ""
        return min(path[path.index(post_id) :]) if post_id in path else post_id

    return {post_id: thread(post_id) for post_id in versions}
