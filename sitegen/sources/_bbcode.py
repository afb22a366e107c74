"""BBCode, as programs of forums keep the texts of posts, as HTML.

What it means is told by the documentation of phpBB, SMF, MyBB, vBulletin and XenForo, which agree
but for how a quote names whom it quotes. Unknown words in brackets stay as they are.
"""

import re
from collections.abc import Sequence
from html import escape
from typing import Final

from sitegen import possessive
from sitegen.entities import unescape

_TAG = possessive.compiled(r"\[(/?)([A-Za-z]{1,12}|\*)((?:[=:\s][^\]\[\n]{0,400})?)\]")
_OF_PHPBB = possessive.compiled(r"(?::[a-z])?:[0-9a-z]{5,10}$")
_SMILEY = possessive.compiled(
    r"<!-- s[^<>]{1,40} --><img [^<>]{0,300}?alt=\"([^\"<>]{1,40})\"[^<>]{0,200}/?>"
    r"<!-- s[^<>]{1,40} -->"
)
_AROUND = possessive.compiled(r"<!-- [a-z]\S{0,40} -->")
_BREAK = possessive.compiled(r"\r\n|\r|\n")
_SPACE = possessive.compiled(r"\s*(?:<br ?/?>\s*){0,2}")
_SHOWN: Final = {
    "b": "b", "bold": "b", "strong": "strong", "i": "i", "italic": "i", "em": "em", "u": "u",
    "underline": "u", "s": "s", "strike": "s", "sub": "sub", "sup": "sup", "c": "code",
    "icode": "code", "tt": "code", "table": "table", "tr": "tr", "td": "td", "th": "th", "li": "li",
}  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VERBATIM: Final = _words("code php html pre noparse nobbc plain sql xml bash")
_LOOKS: Final = _words(
    "color size font center left right justify align indent highlight h heading glow shadow anchor "
    "spoiler ispoiler hide user mention attach attachment thumb member background move"
)
_ADDRESSES: Final = _words("url img email iurl ftp youtube media video")
_BLOCKS: Final = _words("quote list ul ol hr table tr td th li *")
_QUOTED = possessive.compiled(
    r"\s+(?:post_id|pid|time|date|dateline|link|user_id|msg_id|uid)=.*$", re.S
)
_NUMBERS = possessive.compiled(
    r"(?:;n?\d+(?:;\d+)*|,\s+(?:post|member|date|message|topic):.*)$", re.S
)
_REFERENCE = possessive.compiled(r"&(?:quot|lt|gt|amp|#0?39|#x27);|<br ?/?>")
_BARE = possessive.compiled(r"<(?!br ?/?>|!--|/?a\b|img\b)|&(?!#?\w{1,31};)")
_KNOWN = frozenset((*_SHOWN, *_VERBATIM, *_LOOKS, *_ADDRESSES, *_BLOCKS))
_PAIR = possessive.compiled(
    r"\[(quote|b|i|u|url|img|code|list|color|size)(?:[=: ][^\]\[\n]{0,400})?\]", re.I
)
_SEVERAL, _RARE = 2, 20
_DEEPEST: Final = 100  # tags in one another; deeper ones stay as they are


def is_escaped(text: str) -> bool:
    """Whether the signs of a text in BBCode are escaped, as for a page."""
    return bool(_REFERENCE.search(text)) and not _BARE.search(text)


def is_bbcode(texts: Sequence[str]) -> bool:
    """Whether texts are BBCode: some have a tag of it that ends, and one in twenty does."""
    showing = 0
    for text in texts:
        found = _PAIR.search(text)
        showing += bool(found and f"[/{found[1].lower()}" in text[found.end() :].lower())
    return showing >= _SEVERAL and showing * _RARE >= len(texts)


def html(text: str, *, escaped: bool = False) -> str:
    """The HTML of a text in BBCode. `escaped`: its signs are, and it may have HTML of its own."""
    if escaped:
        text = _AROUND.sub("", _SMILEY.sub(lambda found: found[1], text))
        if "<br" not in text:
            text = _BREAK.sub("<br>", text)
    else:
        text = _BREAK.sub("<br>", escape(text, quote=False))
    return _Writing(text).done()


class _Writing:
    def __init__(self, text: str) -> None:
        self._text, self._lower = text, text.lower()
        self._ends = {tag: self._lower.rfind(f"[/{tag}") for tag in _VERBATIM | _ADDRESSES}
        self._out: list[str] = []
        self._open: list[tuple[str, str]] = []  # tags, and what ends them

    def done(self) -> str:
        at = 0
        while found := _TAG.search(self._text, at):
            self._out.append(self._text[at : found.start()])
            at = self._tag(found)
        self._out.append(self._text[at:])
        self._out += [end for _, end in reversed(self._open)]
        return "".join(self._out)

    def _tag(self, found: re.Match[str]) -> int:
        """Writes a tag; where what follows it begins."""
        tag, said = found[2].lower(), _OF_PHPBB.sub("", found[3])
        if tag not in _KNOWN:
            self._out.append(found[0])
            return found.end()
        if found[1]:
            self._close(tag)
        elif len(self._open) >= _DEEPEST:
            self._out.append(found[0])
        elif tag in _VERBATIM or tag in _ADDRESSES:
            return self._whole(tag, said, found)
        else:
            self._begin(tag, said)
        return self._behind(found.end()) if tag in _BLOCKS else found.end()

    def _behind(self, at: int) -> int:
        space = _SPACE.match(self._text, at)
        return space.end() if space else at

    def _begin(self, tag: str, said: str) -> None:
        if tag == "hr":
            self._out.append("<hr>")
        elif tag == "quote":
            name = quoted(said)
            self._out.append(f"<blockquote><p>{escape(name)}:</p>" if name else "<blockquote>")
            self._open.append((tag, "</blockquote>"))
        elif tag in ("list", "ul", "ol"):
            kind = "ol" if tag == "ol" or said.strip("= \"'")[:1] in tuple("1aAiI") else "ul"
            self._out.append(f"<{kind}>")
            self._open.append((tag, f"</{kind}>"))
        elif tag == "*":
            self._until("*", ("list", "ul", "ol"))
            self._out.append("<li>")
            self._open.append((tag, "</li>"))
        elif plain := _SHOWN.get(tag):
            self._out.append(f"<{plain}>")
            self._open.append((tag, f"</{plain}>"))
        else:
            self._open.append((tag, ""))

    def _until(self, tag: str, stops: tuple[str, ...]) -> None:
        """Ends what is open down to a tag, unless one of `stops` is nearer."""
        nearest = next((one for one, _ in reversed(self._open) if one == tag or one in stops), "")
        if nearest == tag:
            self._close(tag)

    def _close(self, tag: str) -> None:
        if tag not in (one for one, _ in self._open):
            return
        while True:
            one, end = self._open.pop()
            self._out.append(end)
            if one == tag:
                return

    def _whole(self, tag: str, said: str, found: re.Match[str]) -> int:
        """Writes a tag with what is in it, which is no BBCode; a link's text may be."""
        start = found.end()
        if tag == "url" and said.startswith("="):
            address = _address(said)
            self._out.append(f'<a href="{escape(address)}">')
            self._open.append((tag, "</a>"))
            return start
        end = self._lower.find(f"[/{tag}", start) if self._ends[tag] >= start else -1
        closed = self._text.find("]", end, end + 40) if end >= 0 else -1
        if closed < 0:
            self._out.append(found[0])
            return start
        inner = self._text[start:end]
        if tag in ("noparse", "nobbc", "plain"):
            self._out.append(inner)
        elif tag in _VERBATIM:
            code = re.sub(r"<br ?/?>\n?", "\n", inner).strip("\n")
            self._out.append(f"<pre><code>{code}</code></pre>")
            return self._behind(closed + 1)
        else:
            self._out.append(_link(tag, said, inner))
        return closed + 1


def _address(said: str) -> str:
    return unescape(said).strip().removeprefix("=").strip().strip("\"'").strip()


def _link(tag: str, said: str, inner: str) -> str:
    address = unescape(re.sub(r"<[^<>]*>", "", inner)).strip()
    if tag == "email":
        address = f"mailto:{_address(said) if said.startswith('=') else address}"
        return f'<a href="{escape(address)}">{inner}</a>'
    if tag == "youtube" and re.fullmatch(r"[\w-]{6,20}", address):
        address = f"https://www.youtube.com/watch?v={address}"
    if address.lower().startswith("www."):
        address = f"http://{address}"
    return (
        f'<a href="{escape(address)}">{escape(address, quote=False)}</a>'
        if "://" in address
        else inner
    )


def quoted(said: str) -> str:
    """Whom a quote names: "=mia;10", '="mia, post: 10"', " author=mia link=…"."""
    text = unescape(said).strip().removeprefix("=").strip()
    if text.startswith("author="):
        text = text.removeprefix("author=")
    elif not said.startswith("="):
        return ""
    if text[:1] in ("'", '"') and (end := text.find(text[0], 1)) > 0:
        text = text[1:end]
    else:
        text = _QUOTED.sub("", text)
    return _NUMBERS.sub("", text).strip("'\" ")
