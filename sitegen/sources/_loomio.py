"""What rows of Loomio tell of each other: names, groups, choices, reactions. All lies on disk.

Tables: db/schema.rb of https://github.com/loomio/loomio
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from sitegen.sources._chat import text_of
from sitegen.sources._sorted_facts import SortedFacts
from sitegen.sources._tracker import number

Row = Mapping[str, Any]
#: Tables whose rows are posts, and the letter before their numbers.
POSTS: Mapping[str, str] = {
    "discussions": "d", "comments": "c", "polls": "p", "stances": "s", "outcomes": "o",
}  # fmt: skip
#: The same by what other rows call them.
TYPES: Mapping[str, str] = {
    "Discussion": "d", "Comment": "c", "Poll": "p", "Stance": "s", "Outcome": "o",
}  # fmt: skip
_MOST_SHOWN = 200  # options of a poll, reactions to a post
_LONGEST = 300  # characters


class Seen:
    """What the first reading has found. `host` is the site's, where an attachment tells it."""

    def __init__(self) -> None:
        self._facts = SortedFacts()
        self.host = ""
        self.others: Counter[str] = Counter()
        self.told = lru_cache(maxsize=20_000)(self._told)
        self.reactions = lru_cache(maxsize=1000)(self._reactions)

    def close(self) -> None:
        self._facts.close()

    def done(self) -> None:
        self._facts.done()

    def add(self, table: str, row: Row) -> None:
        own = number(row.get("id"))
        if table not in POSTS:
            self.others[table] += 1
        if table == "users":
            self._fact("name", own, text_of(row, "name") or text_of(row, "username"))
        elif table == "groups":
            self._fact("group", own, text_of(row, "full_name") or text_of(row, "name"))
        elif table == "attachments":
            self.host = self.host or text_of(row, "host").lower()
        elif table == "topics":
            kind = TYPES.get(text_of(row, "topicable_type"), "")
            about = number(row.get("topicable_id"))
            self._fact("topic", own, f"{kind}{about}" if kind and about else "")
            self._fact("group of topic", own, number(row.get("group_id")))
        elif table in ("discussions", "polls"):
            post = f"{POSTS[table]}{own}"
            self._fact("key", post, text_of(row, "key"))
            self._fact("anonymous", post, "yes" if row.get("anonymous") is True else "")
        elif table == "poll_options":
            self._fact("option", own, text_of(row, "name"))
            rank = number(row.get("priority")).zfill(9)
            self._fact("options", number(row.get("poll_id")), f"{rank} {text_of(row, 'name')}")
        elif table == "stance_choices":
            told = f"{number(row.get('poll_option_id'))} {number(row.get('score'))}"
            self._fact("chosen", number(row.get("stance_id")), told)
        elif table == "reactions":
            kind = TYPES.get(text_of(row, "reactable_type"), "")
            about = f"{kind}{number(row.get('reactable_id'))}" if kind else ""
            self._fact("given", about, f"{text_of(row, 'reaction')[:40]}\0{own}")

    def one(self, what: str, of: str) -> str:
        """The fact of a kind, of which there is one; "" where there is none."""
        return next(iter(self.told(what, of)), "")

    def _reactions(self, post: str) -> tuple[tuple[str, object], ...]:
        facts = self._facts.of(_digest("given", post))
        given = Counter(fact.partition(b"\0")[0].decode("utf-8", "replace") for fact in facts)
        return tuple(sorted(given.items(), key=lambda one: (-one[1], one[0]))[:_MOST_SHOWN])

    def _fact(self, what: str, of: str, told: str) -> None:
        if of and told:
            told = " ".join(told[:_LONGEST].split(" "))
            self._facts.add(_digest(what, of), told.encode("utf-8", "replace"))

    def _told(self, what: str, of: str) -> tuple[str, ...]:
        return tuple(self._few(what, of)) if of else ()

    def _few(self, what: str, of: str) -> Iterator[str]:
        for count, fact in enumerate(self._facts.of(_digest(what, of))):
            if count == _MOST_SHOWN:
                return
            yield fact.decode("utf-8", "replace")


def _digest(what: str, of: str) -> int:
    return int.from_bytes(blake2b(f"{what} {of}".encode(), digest_size=8).digest())
