"""The learned weights, as numbers in a file beside this one; benchmarks/train_textdump.py makes it.

Words are never kept: a word's weight stands in one of 2**bits places that its checksum names.
"""

import base64
from functools import cache
from importlib.resources import files
from zlib import crc32, decompress

import msgspec


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


class Model(msgspec.Struct, frozen=True):
    """All that was learned: for copies with a grammar, for those without, for parents, and
    for how far to trust a choice of parent.
    """

    page: BorderModel
    flat: BorderModel
    replies: dict[str, float]
    trust: dict[str, float]


class Borders(msgspec.Struct, frozen=True):
    """A model of borders, and its weights of words as bytes."""

    model: BorderModel
    words: memoryview


class Weights(msgspec.Struct, frozen=True):
    """The models, ready for use."""

    page: Borders
    flat: Borders
    replies: dict[str, float]
    trust: dict[str, float]


def place_of(word: str, bits: int) -> int:
    """Where the weight of a word stands."""
    return crc32(word.encode("utf-8", "replace")) & ((1 << bits) - 1)


def loaded(data: bytes) -> Weights:
    """The weights in a file's bytes."""
    model = msgspec.json.decode(data, type=Model)
    return Weights(ready(model.page), ready(model.flat), model.replies, model.trust)


def ready(model: BorderModel) -> Borders:
    """The model with its words unpacked."""
    return Borders(model, memoryview(decompress(base64.b64decode(model.words.bytes))).cast("b"))


@cache
def learned() -> Weights:
    """The weights that come with sitegen, read once."""
    return loaded((files("sitegen.textdump") / "weights.json").read_bytes())
