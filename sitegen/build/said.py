"""What sitegen itself says on pages, in English: sentences that no template holds.

Catalogues have them by these words; {holes} are filled in after that. The readers of text copies
tell what they found in sentences of their own, which are known here clause by clause.
"""

import re
from collections.abc import Callable
from functools import cache

#: By name, what a thread's orders are called; and what its title has beside it in each.
ORDERS = {
    "dumped": "as it was",
    "oldest": "oldest",
    "newest": "newest",
    "best": "best",
    "flat": "flat, newest",
}
IN_ORDER = {
    "dumped": "{title}, as it was",
    "oldest": "{title}, oldest first",
    "newest": "{title}, newest first",
    "best": "{title}, best first",
    "flat": "{title}, flat",
}
LISTS = {"": "newest", "comments": "most comments", "points": "most points"}
LISTS_IN_ORDER = {
    "comments": "{title}, most comments first",
    "points": "{title}, most points first",
}
FORMS = {
    "json": "This thread as JSON",
    "md": "This thread as Markdown",
    "feed": "New comments of this thread",
}
HOW_SURE = {"recorded": "the copy tells it", "inferred": "sure", "guessed": "a guess"}
STATES = {"deleted": "deleted", "removed": "removed", "dead": "dead", "missing": "missing"}

#: By which a border or a parent is known in a text copy.
RULES = (
    "corrected by hand", "grammar", "head", "header", "indentation", "line", "navigation", "page",
    "quotation", "quote", "weighed",
)  # fmt: skip

#: A sentence is several of these, one after the other, and a full stop. {a} and {b} are numbers,
#: {comment} and {reply link} how many of them, {who} a name.
CLAUSES = (
    "Read from a text copy that lost authors and nesting: {comment} found",
    "Read from a text copy: {comment}",
    ", {a} sure, {b} likely",
    ", corrected by hand",
    "; {reply link} from quotes",
    "; the copy says {comment}",
    "; the copy says {a} direct replies",
    ", {a} with an author",
    ", all with their authors",
    ", {a} with a sure parent",
    " and parents",
    "The first lines are by {who}; what follows may be replies by others. The copy does not say"
    " where they begin",
    "The copy does not say who wrote what, or where one post ends and the next begins",
    "What was said in this channel on one day (UTC), put together by sitegen. A message stands"
    " below another one only where it answers that; threads have pages of their own",
    "Comments on something that is no post of Nostr, put together by sitegen",
    "What one account wrote on one day (UTC), put together by sitegen",
)

_HOLE = re.compile(r"\\\{([a-z\\ ]+)\\\}")


def filled(text: str, values: dict[str, str]) -> str:
    """The text with values in its holes; what stands in a value is no hole."""
    return re.sub(r"\{([a-z ]+)\}", lambda hole: values.get(hole[1], hole[0]), text)


def clause_by_clause(
    sentence: str, text: Callable[[str], str], count: Callable[[int, str], str]
) -> str:
    """A sentence of clauses in other words; as it is where one of them is not known."""
    told, at, end = "", 0, len(sentence.rstrip("."))
    while at < end:
        fitting = ((of, pattern.match(sentence, at, end)) for of, pattern in _patterns())
        english, found = next(((of, found) for of, found in fitting if found), ("", None))
        if found is None:
            return sentence
        told += filled(text(english), _values(english, found, count))
        at = found.end()
    return told + text(".")


def _values(english: str, found: re.Match[str], count: Callable[[int, str], str]) -> dict[str, str]:
    names = re.findall(r"\{([a-z ]+)\}", english)
    return {
        name: value if name in ("a", "b", "who") else count(int(value), name)
        for name, value in zip(names, found.groups(), strict=True)
    }


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    def hole(name: re.Match[str]) -> str:
        of = name[1].replace("\\", "")
        return {"a": r"(\d+)", "b": r"(\d+)", "who": "(.+?)"}.get(of, rf"(\d+) {of}s?")

    return tuple((text, re.compile(_HOLE.sub(hole, re.escape(text)))) for text in CLAUSES)
