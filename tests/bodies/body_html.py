"""The HTML of a body, read as a browser would: what it holds, and what may not be in it.

The lists here are written apart from those of the sanitizer, so that a slip there shows here.
"""

import re
from html.parser import HTMLParser

DEEPEST = 20

_LINE = "a abbr b br cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var"
_BLOCK = "blockquote caption dd div dl dt hr li ol p pre table tbody td tfoot th thead tr ul"
_ALLOWED = frozenset(f"{_LINE} {_BLOCK}".split())
_VOID = frozenset({"br", "hr"})
_TOKEN = r"(?:c|cp|k|kt|s|m|nb|nc|nd|nf|nt|na|nv|gd|gi|gh|gp)"
_ATTRIBUTES = {
    ("a", "href"): r"(?:https?://[^\s\"<>@\\]{1,}|https?://[^/?#@\\\s]+[/?#][^\s]*|mailto:\S+@\S+)",
    ("a", "rel"): "nofollow ugc",
    ("a", "class"): "bare",
    ("a", "title"): r"(?s:.*)",
    ("pre", "class"): "code",
    ("pre", "tabindex"): "0",
    ("div", "class"): "table",
    ("div", "tabindex"): "0",
    ("span", "class"): f"spoiler|{_TOKEN}",
    ("span", "tabindex"): "0",
    ("ol", "start"): r"\d{1,9}",
}
_ATTRIBUTES |= {(cell, "class"): "right|center" for cell in ("td", "th")}
_ATTRIBUTES |= {(cell, span): r"\d+" for cell in ("td", "th") for span in ("colspan", "rowspan")}
_ATTRIBUTES |= {(name, "dir"): "auto" for name in ("p", "li", "dt", "dd", "td", "th")}
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000\ue001\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


class Read(HTMLParser):
    """A body's HTML: `text` with its blocks parted by spaces, `depth`, and `faults`."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.depth = 0
        self.links: list[str] = []
        self._open: list[str] = []
        self._text: list[str] = []
        if illegal := _ILLEGAL.search(html):
            self.faults.append(f"character {illegal.group()!r}")
        self.feed(html)
        self.close()
        self.text = "".join(self._text)
        if self._open:
            self.faults.append(f"left open: {self._open}")
        if self.depth > DEEPEST:
            self.faults.append(f"{self.depth} levels deep")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ALLOWED:
            self.faults.append(f"element {tag}")
        if tag == "a" and ("a" in self._open or not any(name == "href" for name, _ in attrs)):
            self.faults.append("a link in a link, or to nowhere")
        for name, value in attrs:
            rule = _ATTRIBUTES.get((tag, name))
            if rule is None or not re.fullmatch(rule, value or ""):
                self.faults.append(f"attribute {name}={value!r} of {tag}")
            if name == "href":
                self.links.append(value or "")
        if tag not in _VOID:
            self._open.append(tag)
            self.depth = max(self.depth, len(self._open))
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> ends nothing")
        self._part(tag)

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append("a comment")

    def handle_decl(self, decl: str) -> None:
        self.faults.append("a declaration")

    def handle_pi(self, data: str) -> None:
        self.faults.append("a processing instruction")

    def _part(self, tag: str) -> None:
        if tag in _BLOCK.split() or tag == "br":
            self._text.append(" ")


def words(text: str) -> list[str]:
    """The runs of letters and digits of a text."""
    return re.findall(r"[^\W_]+", text)


def laid_out(html: str) -> str:
    """The HTML with a line for each block, for people."""
    blocks = "p|blockquote|pre|ul|ol|li|dl|dt|dd|div|thead|tbody|tr|hr"
    html = re.sub(rf"(?<=[^\n])(?=<(?:{blocks})\b)", "\n", html)
    return re.sub(r"(?<=>)(?=</(?:blockquote|ul|ol|dl|table|tbody)>)", "\n", html)
