"""The best of all trees that depth-first order allows, by the chances of arcs (see `forest`)."""

from collections.abc import Mapping, Sequence

from sitegen.textdump.forest import reach_of

_SLIGHT = 1e-4  # a smaller chance is passed over, but for the comment above
_ROOM = 25  # direct replies more or fewer than expected so far that are still followed


def likeliest(told: Sequence[Mapping[int, float]], direct: int | None = None) -> list[int] | None:
    """The parent of each comment, in the tree whose arcs are right most often; -1 for the post.

    `told` are their probabilities. With `direct`, exactly so many answer the opening post.
    None: no tree is possible.
    """
    size = len(told)
    best: list[dict[int, tuple[float, int]]] = [{}, {}]  # by end, then by first: gain, last child
    grown: list[list[tuple[int, float]]] = [[], []]  # by last child: its parents, and their gains
    reach = reach_of(size)
    for end in range(2, size + 1):
        held = {end - 1: (0.0, 0)}
        lowest = max(1, end - reach)
        for first in range(end - 1, lowest - 1, -1):
            if first not in held:
                continue
            gain = held[first][0]
            for parent, least in grown[first]:
                if parent < lowest:
                    continue
                whole = least + gain
                if parent not in held or whole > held[parent][0]:
                    held[parent] = (whole, first)
        best.append(held)
        if end < size:
            grown.append(
                [
                    (parent, held[parent][0] + chance)
                    for parent, chance in told[end].items()
                    if parent in held and (chance >= _SLIGHT or parent == end - 1)
                ]
            )
    row = _row(told, best, direct)
    if row is None:
        return None
    parents = [-1] * size
    todo = [(first, end) for first, end in zip(row, [*row[1:], size], strict=True)]
    for first in row:
        parents[first] = 0
    while todo:
        first, end = todo.pop()
        while end > first + 1:
            child = best[end][first][1]
            parents[child] = first
            todo.append((child, end))
            end = child
    return parents


def _row(
    told: Sequence[Mapping[int, float]],
    best: Sequence[Mapping[int, tuple[float, int]]],
    direct: int | None,
) -> list[int] | None:
    """The direct replies of the best tree."""
    size = len(told)
    bands = _bands(told, direct)
    gains: list[dict[int, tuple[float, int]]] = [{} for _ in range(size + 1)]
    gains[1][0] = (0.0, 0)  # by end, then by the number of direct replies before it
    step = direct is not None
    grown: list[list[tuple[int, float]]] = [[] for _ in range(size + 1)]  # with the next one
    for end in range(1, size + 1):
        chance = told[end].get(0) if end < size else 0.0
        if chance is None:
            continue
        low, high = bands[end]
        mine = gains[end]
        for first, (inner, _) in best[end].items():
            for more, gain in grown[first]:
                if low <= more <= high:
                    whole = gain + inner
                    if more not in mine or whole > mine[more][0]:
                        mine[more] = (whole, first)
        grown[end] = [(count + step, gain + chance) for count, (gain, _) in mine.items()]
    count = direct or 0
    if count not in gains[size]:
        return None
    row: list[int] = []
    end = size
    while end > 1:
        end = gains[end][count][1]
        count -= direct is not None
        row.append(end)
    return row[::-1]


def _bands(told: Sequence[Mapping[int, float]], direct: int | None) -> list[tuple[int, int]]:
    """How many direct replies may stand before each comment: about as many as are expected."""
    size = len(told)
    if direct is None:
        return [(0, 0)] * (size + 1)
    expected = spread = 0.0
    bands = [(0, 0), (0, 0)]
    for number in range(1, size):
        chance = told[number].get(0, 0.0)
        expected += chance
        spread += chance * (1 - chance)
        room = _ROOM + 4 * spread**0.5
        bands.append(
            (int(max(direct - (size - 1 - number), expected - room)), int(expected + room))
        )
    return bands
