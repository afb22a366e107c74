"""What people who do not see a page need of its elements, each with its place in a template.

Elements are looked for in pages, where a label may stand in another template than its field. To
tell their places, those that are written out in templates are numbered for the check.
"""

import re
from collections.abc import Callable, Iterator
from hashlib import blake2b

import jinja2
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.theme.env import Folders, line_of
from sitegen.theme.theme import Theme

_AT = "data-sitegen-at"
_NUMBER = re.compile(r"[0-9]{1,20}")
_TAG = re.compile(r"<(?:img|input|select|textarea)(?=[\s/>])", re.IGNORECASE)
_IMAGES = "img:not([alt]), input[type=image]:not([alt])"
_FIELDS = "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image])"
_NAMES = ("aria-label", "aria-labelledby", "title")


class Numbered(Folders):
    """Templates whose images and fields say where they were written; lines stay what they are.

    With `whole` a template that is not there is blank: what goes wrong in one place of a page must
    not hide what is wrong elsewhere.
    """

    def __init__(self, theme: Theme, *, whole: bool = False) -> None:
        super().__init__(theme)
        self._whole = whole
        self._places: dict[int, tuple[str, int]] = {}

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        if self._whole and self.path(template) is None:
            return "", template, lambda: True
        source, file, fresh = super().get_source(environment, template)
        if not template.endswith(".html"):
            return source, file, fresh

        def numbered(tag: re.Match[str]) -> str:
            place = file, source.count("\n", 0, tag.start()) + 1
            number = _number(*place)
            self._places[number] = place
            return f"{tag[0]} {_AT}={number}"  # unquoted: it may stand in a string

        return _TAG.sub(numbered, source), file, fresh

    def place(self, element: LexborNode) -> str:
        """FILE:LINE: TEXT of an element of a page; empty for one that values brought along."""
        number = element.attributes.get(_AT) or ""
        place = self._places.get(int(number)) if _NUMBER.fullmatch(number) else None
        return line_of(*place) if place else ""


def _number(file: str, line: int) -> int:
    """The number of a place, the same in each check, so that templates stay what they were."""
    digest = blake2b(f"{line}\0{file}".encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest())


class Silent(jinja2.ChainableUndefined):
    """What is not there puts nothing out, and so do its fields."""

    __slots__ = ()


class Anything(frozenset[str]):
    """The names of static files, as if there were all."""

    def __contains__(self, _: object) -> bool:
        return True


def faults(page: str, numbered: Numbered) -> Iterator[tuple[str, str, str]]:
    """(what is wrong, its place in a template, how to mend it) of the elements of a page.

    Where there is no such place, it is the element itself.
    """
    tree = LexborHTMLParser(page)
    html = tree.css_first("html")
    if html is None or not html.attributes.get("lang"):
        yield "the page does not say its language", "", "<html lang=…>"
    for image in tree.css(_IMAGES):
        yield (
            "an image without alt",
            _where(image, numbered),
            'alt="" where it says nothing that the text does not',
        )
    labelled = {label.attributes.get("for") or "" for label in tree.css("label[for]")}
    for field in tree.css(f"{_FIELDS}, select, textarea"):
        named = any((field.attributes.get(name) or "").strip() for name in _NAMES)
        if not named and field.attributes.get("id") not in labelled and not _inside(field):
            yield (
                "a field without a label",
                _where(field, numbered),
                "put it into a <label>, or give it an aria-label",
            )


def _where(element: LexborNode, numbered: Numbered) -> str:
    return numbered.place(element) or re.sub(f' {_AT}="[^"]*"', "", str(element.html))[:120]


def _inside(field: LexborNode) -> bool:
    """Whether it lies in a label."""
    at = field.parent
    while at is not None and at.tag != "label":
        at = at.parent
    return at is not None
