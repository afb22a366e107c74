"""All trees of a page weighed at once, in arrays, for learning: see sitegen/textdump/forest.py.

Here nothing is left out: every span is looked at, and the count of direct replies is kept exactly.
"""

import numpy as np
from numba import njit

NONE = -1e30  # the logarithm of nothing


@njit(cache=True)
def _sum(logarithms, count):
    top = NONE
    for at in range(count):
        top = max(top, logarithms[at])
    if top <= NONE / 2:
        return NONE
    total = 0.0
    for at in range(count):
        total += np.exp(logarithms[at] - top)
    return top + np.log(total)


@njit(cache=True)
def weighed(scores, direct):
    """(logarithm of the weight of all trees, probabilities of all arcs).

    `scores[parent, number]` are logarithms of weights; `direct` is the number of direct replies;
    0: it is not known.
    """
    size = scores.shape[0]
    top = 1 if direct else 0
    inner = np.full((size + 1, size + 1), NONE)  # of the span from `first` to before `end`
    turned = np.full((size + 1, size + 1), NONE)
    terms = np.empty(size + 1)
    for end in range(1, size + 1):
        for first in range(end - 1, top - 1, -1):
            count = 0
            for child in range(first + 1, end):
                terms[count] = inner[first, child] + scores[first, child] + turned[end, child]
                count += 1
            inner[first, end] = 0.0 if first == end - 1 else _sum(terms, count)
            turned[end, first] = inner[first, end]
    row = np.full((direct + 1, size + 1), NONE)
    row[0, 1] = 0.0
    for replies in range(1, direct + 1):
        for end in range(2, size + 1):
            count = 0
            for first in range(1, end):
                terms[count] = row[replies - 1, first] + scores[0, first] + turned[end, first]
                count += 1
            row[replies, end] = _sum(terms, count)
    chances = np.zeros((size, size))
    outer = np.zeros((size + 1, size + 1))
    if not direct:
        outer[0, size] = 1.0
    rows = np.zeros((direct + 1, size + 1))
    rows[direct, size] = 1.0
    for replies in range(direct, 0, -1):
        for end in range(size, 1, -1):
            share = rows[replies, end]
            if share < 1e-14:
                continue
            for first in range(1, end):
                before = row[replies - 1, first] + scores[0, first] + turned[end, first]
                part = share * np.exp(before - row[replies, end])
                rows[replies - 1, first] += part
                chances[0, first] += part
                outer[first, end] += part
    for end in range(size, 1, -1):
        for first in range(top, end - 1):
            share = outer[first, end]
            if share < 1e-14:
                continue
            for child in range(first + 1, end):
                before = inner[first, child] + scores[first, child] + turned[end, child]
                part = share * np.exp(before - inner[first, end])
                outer[first, child] += part
                chances[first, child] += part
                outer[child, end] += part
    return (row[direct, size] if direct else inner[0, size]), chances
