"""posts-tree: discussions of any site as trees: objects that hold their answers in a list.

A thread is an object; they stand one a line, in a list, or alone. What keys mean is known as of
columns of posts-table. A post without an id is told by its place.
Format: docs/formats/posts-tree.md.
"""

from collections.abc import Iterator
from itertools import chain, islice

from msgspec.structs import replace

from sitegen.columns import Columns
from sitegen.model import Post, Problem, Record
from sitegen.sources import _json, _post_columns, _post_table, _rows
from sitegen.sources._post_depth import LEFT_OUT
from sitegen.sources._post_made import made, naming
from sitegen.sources._post_table import Table
from sitegen.sources._post_tree import answers, is_tree, nodes, tells
from sitegen.sources._rows import Row
from sitegen.sources.source import Dump, Head, Source

_LOOKED_AT = 1_000  # posts that show how a dump is written


def _sniff(head: Head) -> bool:
    if not _json.members(head.data):
        return False
    return is_tree(_rows.first(head, trees=True), head.columns)


def _read(dump: Dump) -> Iterator[Record]:
    threads = _rows.rows(dump, lambda name: True)
    first: list[tuple[str, Row] | Problem] = []
    seen: list[Row] = []
    for found in threads:
        first.append(found)
        if not isinstance(found, Problem):
            left = _LOOKED_AT - len(seen)
            seen += [node for node, *_ in islice(nodes(found[1]), left)]
        if len(first) == _LOOKED_AT or len(seen) == _LOOKED_AT:
            break
    reader = _Reader(_post_table.study(seen, dump.columns), dump.columns, *naming(dump))
    for found in chain(first, threads):
        if isinstance(found, Problem):
            yield found
        else:
            yield from reader.thread(*found)


class _Reader:
    """Makes the threads of one dump posts; those without ids are counted through all of it."""

    def __init__(
        self, table: Table, said: Columns | None, prefix: str, community: str | None, unnamed: str
    ) -> None:
        self._table, self._said, self._prefix, self._community = table, said, prefix, community
        self._unnamed, self._count = unnamed, 0

    def thread(self, where: str, top: Row) -> Iterator[Record]:
        ids: list[str] = []
        root = ""
        known = self._known(top)
        for node, index, above, is_sure in nodes(top):
            self._count += 1
            self._table = _post_table.grown(self._table, node, self._said)
            place = where if not index else f"{where}, post {index + 1} of its tree"
            own = _post_columns.key(_post_columns.told(node, self._table.roles.get("id", ())))
            if own is None and index == 0 and "text" in self._table.roles:
                own = self._of_thread(node)
            if own is None or (index and own in (ids[above], ids[0])):
                own = f"{self._unnamed}post-{self._count}"
            if index == 0:
                root, outside = self._root(node, own)
                if not tells(node, self._table.roles):
                    ids.append(root)
                    if not any(isinstance(one, dict) for one in answers(node)):
                        yield Problem(where, "neither a post nor a list of some")
                    continue
                parent = root if outside else None
            else:
                told = _post_columns.above(node, self._table.roles, self._table.nothing)
                is_told = told in known and told != own
                parent, is_sure = (told, True) if is_told else (ids[above], is_sure)
            ids.append(own)
            post = self._post(node, own, parent, root)
            yield post if is_sure else replace(post, evidence=LEFT_OUT)
            odd = sum(not isinstance(one, dict) for one in answers(node))
            if odd:
                said = "1 answer is no object" if odd == 1 else f"{odd} answers are no objects"
                yield Problem(place, f"{said}, and left out")

    def _known(self, top: Row) -> set[str | None]:
        """The ids of a thread, where its posts name each other by them, too."""
        roles = self._table.roles
        if not {"id", "parent"} <= roles.keys():
            return set()
        ids = {_post_columns.key(_post_columns.told(one, roles["id"])) for one, *_ in nodes(top)}
        return ids - {None}

    def _of_thread(self, top: Row) -> str | None:
        """The id of an opening post that only names its thread, as its answers name it."""
        roles = self._table.roles
        if not _post_columns.told(top, roles["text"]):
            return None
        thread = _post_columns.named(_post_columns.told(top, roles.get("thread", ())))
        return _post_table.in_thread(thread) if thread else None

    def _root(self, top: Row, own: str) -> tuple[str, bool]:
        """The thread's opening post, and whether that is in no object."""
        table = self._table
        if not tells(top, table.roles):
            return _post_table.in_thread(own), True
        thread = _post_columns.named(_post_columns.told(top, table.roles.get("thread", ())))
        if table.outside and thread and own != _post_table.in_thread(thread):
            return _post_table.in_thread(thread), True
        return own, False

    def _post(self, node: Row, own: str, parent: str | None, root: str) -> Post:
        return made(node, self._table, self._prefix, (own, parent, root), self._community)


SOURCE = Source(
    name="posts-tree",
    title="Discussions of any site as trees: JSON objects that hold their answers",
    version=11,
    sniff=_sniff,
    read=_read,
    last=True,
)
