"""A long thread of plain comments, for measuring."""

import msgspec

from sitegen.theme import Theme
from sitegen.theme.cases import thread
from sitegen.theme.context import CommentView, ThreadContext
from sitegen.theme.texts import words


def long(theme: Theme, count: int = 1000) -> ThreadContext:
    """Many plain comments in a common shape, for measuring."""
    shape = (0, 1, 2, 1, 0, 1, 1, 2, 3, 4, 3, 2, 0, 0, 1, 2, 3, 4, 5, 1)
    names = ("ada", "keeper", "marit", "tidewatch", "j_ostrander", "pell", "wren", "dovetail")
    posts = [
        (
            shape[number % len(shape)],
            {
                "author": f"{names[number * 7 % 8]}{number * 13 % 97}",
                "is_op": number % 19 == 4,
                "permalink": f"https://news.example.org/item?id={39430000 + number * 17}",
                "anchor": f"c{39430000 + number * 17}",
                "body": "".join(words(number + part) for part in range(1 + number % 3)),
                "length": 170 * (1 + number % 3),
            },
        )
        for number in range(count)
    ]
    context = thread(theme, posts)
    return msgspec.structs.replace(context, comments=_relinked(context.comments))


def _relinked(views: list[CommentView]) -> list[CommentView]:
    """The same with links that follow the anchors the comments were given."""
    names = {f"#c{number}": f"#{view.anchor}" for number, view in enumerate(views, 1)}
    return [
        msgspec.structs.replace(
            view,
            parent_href=names.get(view.parent_href, view.parent_href),
            root_href=names.get(view.root_href, view.root_href),
            next_href=names.get(view.next_href, view.next_href),
        )
        for view in views
    ]
