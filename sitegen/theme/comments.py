"""The comments of a page as plain tuples: a template that picks fields gets them without a view
each, and whoever asks for comments one by one gets views, made when they are asked for.
"""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any, overload

from sitegen.theme.views import CommentView

_PLACES = {name: place for place, name in enumerate(CommentView.__struct_fields__)}


class Comments(Sequence[CommentView]):
    """Comments, each a tuple of all fields of a view in their order."""

    def __init__(self, rows: Sequence[tuple[Any, ...]]) -> None:
        self._rows = rows

    def picked(self, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """The named fields, two or more, of each comment. Raises KeyError for an unknown one."""
        return map(itemgetter(*[_PLACES[name] for name in names]), self._rows)

    def column(self, name: str) -> list[Any]:
        """One field of all comments."""
        place = _PLACES[name]
        return [row[place] for row in self._rows]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[CommentView]:
        return (CommentView(*row) for row in self._rows)

    @overload
    def __getitem__(self, number: int) -> CommentView: ...
    @overload
    def __getitem__(self, number: slice) -> list[CommentView]: ...
    def __getitem__(self, number: int | slice) -> CommentView | list[CommentView]:
        if isinstance(number, slice):
            return [CommentView(*row) for row in self._rows[number]]
        return CommentView(*self._rows[number])
