"""The learned weights, as numbers in two files beside this one; benchmarks/train_textdump.py makes
them.

Words are never kept: a word's weight stands in one of 2**bits places that its checksum names.
"""

import base64
from functools import cache
from importlib.resources import files
from zlib import crc32, decompress

import msgspec

from sitegen.textdump.boosted import Packed, Trees, unpacked

FILES = ("border_weights.json", "reply_weights.json")


class Hashed(msgspec.Struct, frozen=True):
    """Weights of words: signed bytes times `step`, packed by zlib, in base64."""

    bits: int
    step: float
    bytes: str


class BorderModel(msgspec.Struct, frozen=True):
    """`at` weighs the cues of a place, `group` those of the comment it would end."""

    window: int
    at: dict[str, float]
    group: dict[str, float]
    words: Hashed


class BorderModels(msgspec.Struct, frozen=True):
    """border_weights.json: for copies with a grammar, and for those without.

    `again` judges the borders of both a second time (see `second`); None: once is enough.
    """

    page: BorderModel
    flat: BorderModel
    again: Packed | None = None


class ReplyModels(msgspec.Struct, frozen=True):
    """reply_weights.json: for parents, and for how far to trust a choice of parent.

    `again` judges parents a second time (see `reviewed`); None: once is enough.
    """

    replies: dict[str, float]
    trust: dict[str, float]
    again: Packed | None = None


class Borders(msgspec.Struct, frozen=True):
    """A model of borders, with its weights of words as bytes, and its trees."""

    model: BorderModel
    words: memoryview
    again: Trees | None = None


class Weights(msgspec.Struct, frozen=True):
    """The models, ready for use."""

    page: Borders
    flat: Borders
    replies: dict[str, float]
    trust: dict[str, float]
    again: Trees | None = None


def place_of(word: str, bits: int) -> int:
    """Where the weight of a word stands."""
    return crc32(word.encode("utf-8", "replace")) & ((1 << bits) - 1)


def loaded(borders: bytes, replies: bytes) -> Weights:
    """The weights in the bytes of the two files."""
    model = msgspec.json.decode(borders, type=BorderModels)
    parents = msgspec.json.decode(replies, type=ReplyModels)
    again = unpacked(model.again) if model.again else None
    return Weights(
        page=ready(model.page, again),
        flat=ready(model.flat, again),
        replies=parents.replies,
        trust=parents.trust,
        again=unpacked(parents.again) if parents.again else None,
    )


def ready(model: BorderModel, again: Trees | None = None) -> Borders:
    """The model with its words unpacked, and the trees that judge a second time."""
    words = memoryview(decompress(base64.b64decode(model.words.bytes))).cast("b")
    return Borders(model, words, again)


@cache
def learned() -> Weights:
    """The weights that come with sitegen, read once."""
    folder = files("sitegen.textdump")
    return loaded(*((folder / name).read_bytes() for name in FILES))
