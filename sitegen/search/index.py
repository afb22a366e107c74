"""Posts → the files of an index: words, with the posts they stand in; and the posts, to be shown.

The same posts in the same order give the same bytes, and most of the files stay as they are when a
thread changes: posts lie in blocks by a digest of their thread, and words are parted where a digest
of a word says so. All files are scripts that call `found`, so that they load from a folder too.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from zlib import crc32

import msgspec

from sitegen.search.words import folded, words_of

WIDTH = 64  # posts that a block may hold; numbers of posts are block * WIDTH + place
_PIECE = 8  # posts of a thread that go into one block
_PIECE_TEXT = 4000  # characters, about
_BLOCK_POSTS, _BLOCK_BYTES = 28, 12_000  # that blocks hold on average, at most
_GROUP = 64  # blocks whose facts lie in one file
_SHOWN = 1500  # characters of a post that are kept to be shown
_SMALL, _LARGE = 6_000, 24_000  # bytes of a file of words
_COMMON, _MANY = 4, 2000  # a word in a quarter of so many posts says nothing
_LENGTH = 60  # words of a post of middle length
_TITLE = 3  # how many times a word of a title counts
_LEVELS = 8  # of weights
_NO_DAY, _NO_SCORE = 0, 0
AUTHOR = "@"  # before a name: by whom a post is
_encode = msgspec.json.Encoder().encode


class Doc(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A post that can be found: where it stands on its thread's page, and what is shown of it."""

    anchor: str  # empty for the opening post; "page#anchor" where it is found by another page
    author: str
    time: str  # ISO, to the second, or a day, month or year where no more is known; or empty
    score: int | None
    text: str
    day: int  # since 1970; 0 where not known


class Heading(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the posts of a thread have in common; `path` is that of its page."""

    id: str
    path: str
    title: str
    community: str  # as it is called on the search page


class Index:
    """Takes threads, one after the other, and gives files. `posts` and `size` (bytes of them) of
    all that will come say how many blocks there are."""

    def __init__(self, posts: int, size: int) -> None:
        need = max(posts // _BLOCK_POSTS, size // _BLOCK_BYTES, 1)
        self._blocks: list[list[bytes]] = [[] for _ in range(1 << (need - 1).bit_length())]
        self._heads: list[dict[bytes, int]] = [{} for _ in self._blocks]
        self._facts: list[list[str]] = [[] for _ in self._blocks]
        self._found: dict[str, array[int]] = {}
        self._communities: dict[str, int] = {}
        self._said: dict[str, object] = {}
        self.posts = 0

    def add(self, of: Heading, docs: Iterable[Doc]) -> None:
        """Takes the posts of a thread, the opening post first."""
        community = self._communities.setdefault(of.community, len(self._communities))
        head = _encode((of.path, of.title, of.community))
        for number, piece in enumerate(_pieces(docs)):
            block = self._place(f"{of.id}\0{number}", len(piece))
            heads = self._heads[block]
            at = heads.setdefault(head, len(heads))
            for doc in piece:
                self._add(block, at, doc, of.title if not doc.anchor else "", community)

    def _place(self, name: str, posts: int) -> int:
        """The block for a piece of a thread: by its name alone, as long as there is room."""
        blocks = self._blocks
        digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        block = int.from_bytes(digest, "big") % len(blocks)
        for _ in blocks:
            if len(blocks[block]) + posts <= WIDTH:
                return block
            block = (block + 1) % len(blocks)
        blocks.append([])  # only where far more came than was said
        self._heads.append({})
        self._facts.append([])
        return len(blocks) - 1

    def _add(self, block: int, head: int, doc: Doc, title: str, community: int) -> None:
        kept = self._blocks[block]
        number = block * WIDTH + len(kept)
        kept.append(_encode((head, doc.anchor, doc.author, doc.time, doc.score, doc.text[:_SHOWN])))
        score = 0 if doc.score is None else (-2 * doc.score - 1 if doc.score < 0 else 2 * doc.score)
        self._facts[block].append(packed((community, max(doc.day, 0), score)))
        words = words_of(doc.text)
        counts = Counter(words)
        for word in words_of(title) if title else ():
            counts[word] += _TITLE
        if doc.author:
            counts[AUTHOR + folded(doc.author)] = 1
        found, length = self._found, 0.3 + 0.9 * len(words) / _LENGTH
        for word, count in counts.items():
            weight = int(_LEVELS * count / (count + length))
            code = number * _LEVELS + (weight if weight < _LEVELS else _LEVELS - 1)
            places = found.get(word)
            if places is None:
                found[word] = array("Q", (code,))
            else:
                places.append(code)
        self.posts += 1

    def files(self) -> Iterator[tuple[str, bytes]]:
        """(name, bytes) of every file; the last one says what there is of the others."""
        version = blake2b(digest_size=5)
        for name, data in self._parts():
            version.update(data)
            yield name, data
        yield "all.js", _script("all", _encode({**self._said, "version": version.hexdigest()}))

    def _parts(self) -> Iterator[tuple[str, bytes]]:
        common, shards = self._words()
        starts: list[tuple[str, str]] = []
        for entries in shards:
            first = entries[0][0]
            name = blake2b(first.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
            starts.append((first, name))
            yield f"w-{name}.js", _script(f"w-{name}", _encode(dict(entries)))
        for number, (heads, docs) in enumerate(zip(self._heads, self._blocks, strict=True)):
            if docs:
                data = b"[[" + b",".join(heads) + b"],[" + b",".join(docs) + b"]]"
                yield f"b-{number}.js", _script(f"b-{number}", data)
        for group in range(0, len(self._facts), _GROUP):
            facts = ["".join(of) for of in self._facts[group : group + _GROUP]]
            name = f"f-{group // _GROUP}"
            yield f"{name}.js", _script(name, _encode(facts))
        self._said = {
            "posts": self.posts,
            "width": WIDTH,
            "group": _GROUP,
            "communities": list(self._communities),
            "common": common,
            "words": starts,
        }

    def _words(self) -> tuple[list[str], Iterator[list[tuple[str, str]]]]:
        """Words too common to be of use, and all others with their posts, in files."""
        most = max(self.posts // _COMMON, _MANY)
        common = [word for word, places in self._found.items()
                  if len(places) > most and not word.startswith(AUTHOR)]  # fmt: skip
        left_out = set(common)
        words = sorted(word for word in self._found if word not in left_out)
        return sorted(common), self._shards(words)

    def _shards(self, words: Sequence[str]) -> Iterator[list[tuple[str, str]]]:
        """Neighbouring words together; parted at the same words whatever comes and goes."""
        entries: list[tuple[str, str]] = []
        size = 0
        for word in words:
            border = size > _SMALL and not crc32(word.encode("utf-8", "surrogatepass")) % 16
            if entries and (border or size > _LARGE):
                yield entries
                entries, size = [], 0
            places = _steps(self._found[word])
            entries.append((word, places))
            size += len(word) + len(places) + 6
        if entries:
            yield entries


def _pieces(docs: Iterable[Doc]) -> Iterator[list[Doc]]:
    piece: list[Doc] = []
    size = 0
    for doc in docs:
        length = min(len(doc.text), _SHOWN) + 100
        if piece and (len(piece) == _PIECE or size + length > _PIECE_TEXT):
            yield piece
            piece, size = [], 0
        piece.append(doc)
        size += length
    if piece:
        yield piece


def _script(name: str, data: bytes) -> bytes:
    """JSON is JavaScript; what could end a script element early never stands in it unescaped."""
    safe = data.replace(b"<", b"\\u003c").replace(b"\xe2\x80\xa8", b"\\u2028")
    safe = safe.replace(b"\xe2\x80\xa9", b"\\u2029")
    return f'found("{name}",'.encode() + safe + b")\n"


def _steps(places: "array[int]") -> str:
    """The weighted numbers of posts as (steps from one post to the next) * _LEVELS + weight."""
    steps: list[int] = []
    before = 0
    for code in sorted(places):
        number, weight = divmod(code, _LEVELS)
        steps.append((number - before) * _LEVELS + weight)
        before = number
    return packed(steps)


# A number is written in the base 57, its last digit in the base 34 and with signs of its own, so
# that its end is seen. Of the signs none is escaped in JSON.
_LAST, _BEFORE = 34, 57
_ENDS = [chr(93 + digit) for digit in range(_LAST)]
_DIGITS = [chr(35 + digit) for digit in range(_BEFORE)]
_TABLE = _ENDS + [digit + end for digit in _DIGITS[1:] for end in _ENDS]


def packed(numbers: Iterable[int]) -> str:
    """Numbers from 0, as a text of few characters."""
    table, known = _TABLE, len(_TABLE)
    return "".join([table[n] if n < known else _long(n) for n in numbers])


def _long(number: int) -> str:
    number, last = divmod(number, _LAST)
    digits = ""
    while number:
        number, digit = divmod(number, _BEFORE)
        digits = _DIGITS[digit] + digits
    return digits + _ENDS[last]
