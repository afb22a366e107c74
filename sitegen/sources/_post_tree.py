"""Objects that hold their answers in a list, and these theirs: nodes, without recursion."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec

from sitegen.columns import Columns
from sitegen.sources import _post_columns as columns
from sitegen.sources._post_columns import Roles
from sitegen.sources._post_depth import Above, Scale, scale
from sitegen.sources._post_names import NAMES, OTHER_THINGS, plain
from sitegen.sources._post_shapes import eased, is_list, listed
from sitegen.sources._post_values import number, yes
from sitegen.sources._rows import Row

_OF_TOPICS = frozenset({"slug"})  # what topics have, and posts do not
_OF_NO_TREES = OTHER_THINGS - {"level"}  # which in logs is another thing than how deep it stands
_LOOKED_AT = 1_000
_DEPTHS = frozenset(NAMES["depth"])
_SEVERAL = 2


def nodes(top: Row) -> Iterator[tuple[Row, int, int, bool]]:
    """(node, its index, the index of what it answers, whether that is sure), those above first;
    -1 answers nothing. Of a list that is flat, the depths of posts tell what each answers."""
    waiting: list[tuple[Row, int, _Level | None]] = [(eased(top), -1, None)]
    index = 0
    while waiting:
        node, above, level = waiting.pop()
        is_left_out = False
        if level:
            found, is_left_out = level.found.find(level.of(node), index)
            above = above if found is None else found
        yield node, index, above, not is_left_out
        below = [one for one in answers(node) if isinstance(one, dict)]
        depths = _depths(node, below)
        waiting.extend((eased(one), index, depths) for one in reversed(below))
        index += 1


class _Level(msgspec.Struct, frozen=True):
    """How the posts of one flat list tell how deep they stand, and those that are open so far."""

    name: str
    scale: Scale
    found: Above[int]

    def of(self, node: Row) -> int:
        return self.scale.level(node.get(self.name))


def _depths(above: Row, below: Sequence[Row]) -> _Level | None:
    """How a list tells depths; None where its posts have answers of their own, or the post above
    tells a larger number: then it is another thing, such as how far a person has got there."""
    if len(below) < _SEVERAL:
        return None
    name = next((name for name in below[0] if plain(name) in _DEPTHS), "")
    found = scale(one.get(name) for one in below) if name else None
    if found is None or (number(above.get(name)) or found.top) > found.top:
        return None
    return None if any(map(answers, below)) else _Level(name, found, Above())


def answers(node: Row) -> Sequence[Any]:
    """What stands in the lists of answers of a node."""
    lists = [listed(value) for name, value in node.items() if _may_hold(value) and is_list(name)]
    return lists[0] if len(lists) == 1 else [one for some in lists for one in some]


def _may_hold(value: object) -> bool:
    return type(value) is list or type(value) is dict


def is_tree(rows: Sequence[Row], said: Columns | None = None) -> bool:
    """Whether a node with an author and a text holds another such in a list of answers, or one with
    a title such that have none: posts with titles below a title are articles of a site.

    `said`: the user's names of keys.
    """
    for row in rows:
        seen: dict[int, Roles] = {}
        for node, index, above, _ in islice(nodes(row), _LOOKED_AT):
            roles = columns.roles_of(map(str, node), said)
            odd = {bare for name in node if (bare := plain(str(name))) in _OF_NO_TREES}
            if above < 0 and ("title" in roles or not _is_said(roles)):
                odd -= _OF_TOPICS
            if odd and not said:
                return False
            seen[index] = roles
            if above < 0 or not _is_post(node, roles):
                continue
            if _is_said(seen[above]) or ("title" in seen[above] and "title" not in roles):
                return True
    return False


def _is_post(node: Row, roles: Roles) -> bool:
    text = columns.told(node, roles.get("text", ()))
    return isinstance(text, str) and "author" in roles


def _is_said(roles: Roles) -> bool:
    return "author" in roles and "text" in roles


def tells(node: Mapping[str, object], roles: Roles) -> bool:
    """Whether a node is a post of its own, and no mere holder of some; one that is gone is."""
    if any(columns.told(node, roles.get(role, ())) for role in ("text", "title", "author")):
        return True
    return any(
        yes(node.get(name)) for role in ("deleted", "removed") for name in roles.get(role, ())
    )
