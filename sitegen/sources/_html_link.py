"""A link as HTML. It stands alone, so that to write one no parser of HTML need be loaded."""

from html import escape


def link(address: str, words: str) -> str:
    """A link with plain words."""
    return f'<a href="{escape(address)}">{escape(words)}</a>'
