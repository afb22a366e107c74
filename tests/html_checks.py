"""What every page of a built site must keep to, whatever its dumps hold.

`faults` reads a whole output folder as a browser would: elements that may run code, links that
lead nowhere, ids that stand twice, tags that do not match.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from end_tags import end_at_end, end_at_start

from sitegen.build import words

_VOID = {"meta", "link", "br", "hr", "img", "input", "wbr", "col"}
_FORBIDDEN = {"script", "style", "iframe", "object", "embed", "form", "svg", "math", "base", "img",
              "video", "audio", "button", "template", "textarea", "select", "frame"}  # fmt: skip
_SCHEMES = {"", "http", "https", "mailto"}
_SCRIPT = re.compile(r"(\.\./)*static/js/[a-z]+(?:\.[0-9a-f]{8})?\.js")  # the theme's own
_IMPLIED = {"html", "head", "body"}


class Page(HTMLParser):
    """The elements of a page: what is wrong with them, its ids and its links."""

    CDATA_CONTENT_ELEMENTS = ("script", "style", "title", "textarea")

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []
        self.tags: list[str] = []
        self._open: list[str] = []
        self._link = self._said = ""
        self.feed(text)
        self.close()
        left = [tag for tag in self._open if tag not in _IMPLIED]
        if left:
            self.faults.append(f"left open: {left}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        script = tag == "script" and _SCRIPT.fullmatch(dict(attrs).get("src") or "")
        if (tag in _FORBIDDEN and not script) or not re.fullmatch("[a-z][a-z0-9]*", tag):
            self.faults.append(f"element {tag}")
        end_at_start(tag, self._open)
        if tag not in _VOID:
            self._open.append(tag)
        for name, value in attrs:
            self._attribute(tag, name, value or "")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on") or name in ("style", "srcdoc", "formaction", "ping"):
            self.faults.append(f"attribute {name} of {tag}")
        if name == "http-equiv" and value != "Content-Security-Policy":
            self.faults.append("a meta that acts")
        if name == "id":
            self.ids.append(value)
        if name in ("href", "src"):
            scheme = re.match(r"[\s\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.-]*):", value)
            if (scheme[1].lower() if scheme else "") not in _SCHEMES:
                self.faults.append(f"link {value[:60]!r}")
            self.links.append(value)
            self._link, self._said = value if tag == "a" else self._link, ""

    def handle_endtag(self, tag: str) -> None:
        end_at_end(tag, self._open)
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> after {self._open[-3:]}")
        else:
            self._open.pop()
        inside_the_site = tag == "a" and not re.match("[a-z]+:", self._link)
        if inside_the_site and not words.line(self._said):
            self.faults.append(f"nothing to be seen of the link {self._link!r}")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "script":
            self.faults.append(f"a script on the page: {data[:60]!r}")
        self.text.append(data)
        self._said += data

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data[:60]!r}")


def faults(output: Path) -> Iterator[str]:
    """Everything that is wrong in an output folder; nothing where all is well."""
    ids: dict[Path, set[str]] = {}
    pages: dict[Path, Page] = {}
    for file in sorted(output.rglob("*")):
        if file.suffix == ".xml":
            try:
                ElementTree.fromstring(file.read_bytes())
            except ElementTree.ParseError as error:
                yield f"{file.name}: {error}"
        if file.suffix == ".html":
            page = pages[file] = Page(file.read_text("utf-8"))
            ids[file] = set(page.ids)
            name = file.relative_to(output)
            yield from (f"{name}: {fault}" for fault in page.faults)
            yield from (
                f"{name}: id {i} twice" for i in {i for i in page.ids if page.ids.count(i) > 1}
            )
    for file, page in pages.items():
        for link in page.links:
            yield from _broken(output, file, link, ids)


def _broken(output: Path, file: Path, link: str, ids: dict[Path, set[str]]) -> Iterator[str]:
    if re.match(r"[a-zA-Z]+:", link) or (file.name == "404.html" and link.startswith("/")):
        return
    parts = urlsplit(link)
    target = file if not parts.path else Path(f"{file.parent}/{unquote(parts.path)}").resolve()
    name = file.relative_to(output)
    if not target.is_relative_to(output.resolve()) or not target.is_file():
        yield f"{name}: {link} leads nowhere"
    elif parts.fragment and unquote(parts.fragment) not in ids.get(target, ids.get(file, set())):
        yield f"{name}: {link} has no such place"
