"""The markup of a column of texts, told by its name and its values."""

import re
from collections.abc import Iterable, Sequence

from sitegen.entities import unescape
from sitegen.sources import _bbcode, _post_texts
from sitegen.sources._post_names import NAMES, plain

_REDDITS = re.compile(r"t[1-6]_[0-9a-z]{1,13}")


def markup_of(column: str, texts: Sequence[str]) -> tuple[str, str]:
    """The markup of a column: as its name tells, else HTML where its values can be nothing else;
    and how its texts are written besides that, of `_post_texts`."""
    name = plain(column)
    told = next((role for role in ("html", "markdown") if name in NAMES[role]), "")
    if _post_texts.is_phpbb(texts):
        return "html", _post_texts.PHPBB
    if not told and _bbcode.is_bbcode(texts):
        return "html", _post_texts.BBCODE
    if told != "markdown" and not any("<" in text for text in texts):
        if _post_texts.is_whole([unescape(text) for text in texts]):
            return "html", _post_texts.ESCAPED
        if not told and _post_texts.is_escaped(texts):
            return "plain", _post_texts.ESCAPED
    if told:
        return told, ""
    return ("html", _post_texts.SEEN) if _post_texts.is_html(texts) else ("plain", "")


def is_reddits(ids: Iterable[object]) -> bool:
    """Whether ids have the kinds that Reddit's have: texts there are in Reddit's Markdown."""
    return any(isinstance(id_, str) and _REDDITS.fullmatch(id_) for id_ in ids)
