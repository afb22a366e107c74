"""A page's HTML as it stands: faults in it, ids, links, and what a browser would load.

One regular expression finds the tags, one more the attributes that matter: ten times as fast as a
parser that makes a tree, and it sees the faults that such a parser mends.
"""

import re

import msgspec

from sitegen.entities import unescape

_ATTRIBUTES = r"[^\"'>]*(?:\"[^\"]*\"[^\"'>]*|'[^']*'[^\"'>]*)*"
_TAGS = re.compile(
    r"<(?:!--.*?-->|![a-zA-Z][^>]*>"
    rf"|(script|style|title|textarea)(?=[\s/>])({_ATTRIBUTES})>(.*?)</\1\s*>"
    rf"|(/?)([a-zA-Z][^\s/>]*)({_ATTRIBUTES})>)|(<)",
    re.DOTALL,
)
_WANTED = re.compile(
    r"\s(id|href|src|srcset|poster|data|action|style)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)"
    r"|=\s*(?:\"[^\"]*\"|'[^']*')"  # the value of another attribute may look like one of these
)
_EACH = re.compile(r"([^\s=/\"'>]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905
)
_MAY_STAY_OPEN = frozenset(
    "p li dt dd tr td th thead tbody tfoot option optgroup colgroup html head body".split()  # noqa: SIM905
)
_LOADED = frozenset(
    ("stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload",
     "modulepreload", "prefetch", "preconnect", "dns-prefetch")
)  # fmt: skip
_FOREIGN_ROOTS = ("svg", "math")
_URL = re.compile(r"url\(\s*[\"']?([^\"')]*)|@import\s+[\"']([^\"']*)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MOST = 5  # faults of a page that are told


class Scan(msgspec.Struct, frozen=True):
    """`links` lead somewhere, `resources` are loaded by a browser by itself; as written."""

    faults: tuple[str, ...]
    ids: frozenset[str]
    links: frozenset[str]
    resources: frozenset[str]
    canonical: tuple[str, ...]


def scan(text: str) -> Scan:
    """Everything that the checks ask of a page."""
    faults, attributes, apart, styles = _tags(text)
    ids: list[str] = []
    links: list[str] = []
    resources = _of_elements(apart, links)
    canonical = [href for rel, href in _link_elements(apart) if "canonical" in rel]
    for name, value in _WANTED.findall(" " + "\n ".join(attributes)):
        if name == "id":
            ids.append(_value(value))
        elif name == "href":
            links.append(_value(value))
        elif name == "style":
            styles.append(_value(value))
        elif name == "srcset":
            resources += [part.split()[0] for part in _value(value).split(",") if part.strip()]
        elif name:
            resources.append(_value(value))
    for style in styles:
        resources += loaded_by_style(style)
    known = frozenset(ids)
    if len(known) != len(ids):
        twice = sorted({one for one in ids if ids.count(one) > 1}) if len(ids) < 9999 else []
        faults += [f"the id {one!r} stands twice" for one in twice] or ["an id stands twice"]
    if not text[:9].lower().startswith("<!doctype"):
        faults.append("it does not begin with <!doctype html>")
    told = tuple(faults[:_MOST])
    return Scan(told, known, frozenset(links), frozenset(resources), tuple(canonical))


def ids(text: str) -> frozenset[str]:
    """The ids on a page, alone."""
    attributes = [" " + tag[5] for tag in _TAGS.findall(text) if tag[5]]
    found = _WANTED.findall("\n".join(attributes))
    return frozenset(_value(value) for name, value in found if name == "id")


def loaded_by_style(text: str) -> list[str]:
    """What a style sheet loads: url(...) and @import."""
    found = _URL.findall(_COMMENT.sub("", text))
    return [url for pair in found for url in pair if url and not url.startswith("data:")]


def _tags(text: str) -> tuple[list[str], list[str], list[tuple[str, str]], list[str]]:
    """(faults of nesting, attributes of most elements, link elements and the like, styles)."""
    faults: list[str] = []
    attributes: list[str] = []
    apart: list[tuple[str, str]] = []
    styles: list[str] = []
    stack: list[str] = []
    for raw, of_raw, content, slash, name, of_tag, stray in _TAGS.findall(text):
        if slash:
            if stack and stack[-1] == name:
                stack.pop()
            else:
                _end(stack, name.lower(), faults)
        elif name:
            if of_tag:
                (apart if name in ("link", "use", "image") else []).append((name, of_tag))
                attributes.append("" if name in ("link", "use", "image") else of_tag)
            if name not in _VOID and not (of_tag[-1:] == "/" and _in_drawing(stack)):
                stack.append(name.lower())
        elif raw:
            attributes.append(of_raw)
            if raw == "style":
                styles.append(content)
        elif stray:
            faults.append("a < that begins no tag")
    faults += [f"<{name}> is never closed" for name in stack if name not in _MAY_STAY_OPEN]
    return faults, attributes, apart, styles


def _in_drawing(stack: list[str]) -> bool:
    return any(root in stack for root in _FOREIGN_ROOTS)


def _end(stack: list[str], name: str, faults: list[str]) -> None:
    """An end tag that does not end the innermost element."""
    depth = len(stack) - 1
    while depth >= 0 and stack[depth] != name and stack[depth] in _MAY_STAY_OPEN:
        depth -= 1
    if depth >= 0 and stack[depth] == name:
        del stack[depth:]
        return
    inside = f" inside <{stack[-1]}>" if stack else ""
    faults.append(f"</{name}>{inside} ends nothing")
    if name in stack:  # so that one fault is not told again for all that follows
        while stack.pop() != name:
            pass


def _link_elements(apart: list[tuple[str, str]]) -> list[tuple[list[str], str]]:
    """(words of rel, href) of each link element."""
    found = []
    for name, attributes in apart:
        if name == "link":
            told = {key.lower(): _value(value) for key, value in _EACH.findall(attributes)}
            found.append((told.get("rel", "").lower().split(), told.get("href", "")))
    return found


def _of_elements(apart: list[tuple[str, str]], links: list[str]) -> list[str]:
    """What elements load by href; what they only name goes into `links`."""
    loaded = []
    for rel, href in _link_elements(apart):
        if _LOADED & set(rel):
            loaded.append(href)
        elif href and "canonical" not in rel:
            links.append(href)
    for name, attributes in apart:
        if name != "link":
            told = {key: _value(value) for key, value in _EACH.findall(attributes)}
            loaded += [told[key] for key in ("href", "xlink:href") if key in told]
    return loaded


def _value(text: str) -> str:
    if text[:1] in ("'", '"'):
        text = text[1:-1]
    return unescape(text) if "&" in text else text
