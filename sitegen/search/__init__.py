"""The search index of a static site: small files that a browser asks for by what a reader types."""

from sitegen.search.index import Doc, Heading, Index
from sitegen.search.words import folded, words_of

__all__ = ["Doc", "Heading", "Index", "folded", "words_of"]
